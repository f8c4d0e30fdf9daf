#' Logs by itself.

log_file <- Sys.getenv("log_file", "run.log")
cat("level:", Sys.getenv("log_level", "INFO"), file = log_file)
