#' Was written
#' on Windows.

# the level
level <- as.integer(Sys.getenv("level", "1"))
Sys.setenv(out = "out.txt")
install.packages("jsonlite")
