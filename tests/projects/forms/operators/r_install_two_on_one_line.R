#' Installs twice on a line.

install.packages("abind"); install.packages('zoo', lib = "lib")  # install.packages("no")
x <- Sys.getenv("x", "y")
