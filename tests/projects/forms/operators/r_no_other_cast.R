#' Wraps reads in what is no cast.

day <- as.Date(Sys.getenv("day", "2023-06-01"))
stations <- strsplit(Sys.getenv("stations", "A1,B2"), ",")[[1]]
size <- nchar(Sys.getenv("size", "12"))
text <- as.character(Sys.getenv("text", "x"))
verbose <- Sys.getenv("verbose", "false") == "true"
count <- as.integer(trimws(Sys.getenv("count", " 3 ")))
