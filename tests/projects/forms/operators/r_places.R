#' Reads anywhere.

load <- function(path = Sys.getenv("path", "in.csv"), ...) {
  # the separator
  sep <- Sys.getenv("sep", ";")
  read.csv(path, sep = sep)
}
if (Sys.getenv("mode", "fast") == "fast") {
  for (n in seq_len(as.integer(Sys.getenv("times", "2")))) print(n)
} else print(Sys.getenv("message"))
low <- Sys.getenv("low", "0"); high <- Sys.getenv("high", "1")
table <- list(a = Sys.getenv("a", "x"), b = "Sys.getenv('b')")
