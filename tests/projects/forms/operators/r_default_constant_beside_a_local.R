#' Has a function with a variable of the constant's name.

size <- 5
half <- function(x) {
  size <- length(x) / 2
  x[seq_len(size)]
}
n <- as.integer(Sys.getenv("n", size))
m <- as.integer(Sys.getenv("m", "6"))
