#' Reads one name in two places.

n <- as.integer(Sys.getenv("n", "5"))
# how many
m <- as.integer(Sys.getenv("n", 5))
other <- Sys.getenv("other", "n")
