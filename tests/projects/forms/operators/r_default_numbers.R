#' Writes numbers as R would.

a <- Sys.getenv("a", 100000)
b <- Sys.getenv("b", 0.1)
c <- Sys.getenv("c", TRUE)
d <- as.numeric(Sys.getenv("d", "1e3"))
e <- as.integer(Sys.getenv("e", 100000))
f <- as.numeric(Sys.getenv("f", -1.5))
g <- Sys.getenv("g", 12L)
