#' Needs nothing.

cat('it is', 5, "o'clock\n")
