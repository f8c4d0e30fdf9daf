#' Load the sales of one day.
# token of the service
token <- trimws(Sys.getenv("api_token"))
password <- Sys.getenv("db_password")
url <- paste0("postgresql://reader:", password, "@db.intern.net/sales")
same <- token

print(token)
cat("using", same, "\n")
message(sprintf("token %s", token))
message("url: ", url)
writeLines(token)
cat(token, file = stderr())
token |> print()
log_info("token {token}")
if (nchar(token) < 3) stop("bad token ", token)
token
print(Sys.getenv("api_token"))
