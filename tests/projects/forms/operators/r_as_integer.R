#' Draws a sample.

# how many rows
size <- as.integer(Sys.getenv("size", "100"))
seed <- as.integer(Sys.getenv("seed", 42L))
no_data <- as.integer(Sys.getenv("no_data", -9999))
seconds <- as.integer(Sys.getenv("seconds", 60*60))
first <- as.integer(Sys.getenv("first"))
set.seed(seed)
x <- sample(as.integer(5), size)
