#' Has its defaults a line below.

# The topic.
topic <- Sys.getenv("topic")
if (topic == "") topic <- "levels"
# How many.
count <- as.integer(Sys.getenv("count"))
if (is.na(count)) {
  count <- 5L
}
if (!is.na(Sys.getenv("comment", unset = NA))) {
  print(Sys.getenv("comment"))
}
colour <- if (nzchar(Sys.getenv("colour"))) Sys.getenv("colour") else "blue"
# Who asks.
reader <- Sys.getenv("reader")
if (!nzchar(reader)) stop("reader is not set")
if (count > 3) {
  scale <- as.numeric(Sys.getenv("scale", "1"))
} else {
  scale <- as.numeric(Sys.getenv("scale", "2"))
}
