#' Reads in a short function.

values <- sapply(1:3, \(n) n * as.numeric(Sys.getenv("factor", "2")))
choice <- if (interactive()) "x" else Sys.getenv("choice", "y")
message("values: ", paste(values), Sys.getenv("unit", "m"))
