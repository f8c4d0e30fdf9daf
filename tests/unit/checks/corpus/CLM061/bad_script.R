#' Load the sales of one day.

# password of the warehouse
password <- Sys.getenv("password", "Blue7Sparrow")
