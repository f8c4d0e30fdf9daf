#' Puts results into a folder of today.

# a date
day <- Sys.getenv("day", format(Sys.Date()))
folder <- Sys.getenv("folder", getwd())
cores <- as.integer(Sys.getenv("cores", "2"))
