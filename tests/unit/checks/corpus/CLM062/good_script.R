#' Load the sales.
password <- Sys.getenv("password")
url <- paste0("https://reader:", password, "@files.intern.net/a.csv")
if (password == "Red8Falcon") stop("password1 is not good")
token <- "your-token"
