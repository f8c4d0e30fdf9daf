#' Load the sales of one day.
password <- Sys.getenv("password")
api_key <- Sys.getenv("api_key", "your-api-key")
