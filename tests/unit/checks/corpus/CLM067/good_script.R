#' Squares a number.
# The number.
number <- as.numeric(Sys.getenv("number", "5"))
file <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
cat(number^2, file, "\n")
