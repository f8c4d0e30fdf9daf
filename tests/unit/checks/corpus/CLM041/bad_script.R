#' Print numbers.

count <- as.integer(Sys.getenv("count", "5"))
print(seq_len(count))
