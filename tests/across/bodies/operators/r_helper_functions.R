#' Reads by small functions of its own.
getenv_or <- function(name, default = NULL) {
  value <- Sys.getenv(name)
  if (nzchar(value)) value else default
}
early <- function(name, default) {
  value <- Sys.getenv(name)
  if (value == "") return(default)
  value
}
station <- getenv_or("station", "Konstanz")
count <- as.integer(getenv_or("count", 5L))
comment <- getenv_or("comment")
rate <- as.numeric(early("rate", 0.5))
title <- early("title", "It's \"50 %\"")
print(list(station, count, comment, rate, title))
