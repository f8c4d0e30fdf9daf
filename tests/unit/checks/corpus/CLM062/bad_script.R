#' Load the sales.

# password <- "Blue7Sparrow"
password <- "Red8Falcon"
connection <- DBI::dbConnect(RPostgres::Postgres(), user = "reader", password = "Green9Heron")
url <- "https://reader:Blue7Sparrow@files.intern.net/a.csv"
