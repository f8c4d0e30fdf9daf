#' Reads by small functions of its own.

getenv_or <- function(name, default = NULL) {
  value <- Sys.getenv(name)
  if (nzchar(value)) value else default
}
number <- function(name, default) as.numeric(Sys.getenv(name, unset = as.character(default)))
need <- function(name) {
  value <- Sys.getenv(name, unset = NA)
  if (is.na(value)) stop(name, " is not set")
  value
}

# The station.
station <- getenv_or("station", "Konstanz")
# How many.
count <- as.integer(getenv_or("count", 5))
comment <- getenv_or("comment")
# In degrees.
limit <- number("limit", 0.5)
# Who asks.
reader <- need("reader")
print(list(station, count, comment, limit, reader))
