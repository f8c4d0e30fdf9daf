#' Holds a program in a string.

program <- "
# a parameter
x <- Sys.getenv('x', 'y')
Sys.setenv(out = 'out.csv')
install.packages('text')
"
real <- Sys.getenv("real", "first
second")
