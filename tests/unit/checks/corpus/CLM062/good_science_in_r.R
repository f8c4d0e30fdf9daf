#' Filter a signal, and look at tokens.
library(signal)
low_pass <- "Butter4Order2"
first_pass <- "Coarse10km"
frame <- rename(frame, token = "token_v2")
frame <- merge(frame, other, by = c("token", "cluster_12ab"))
sha256 <- "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
sheet <- googlesheets4::read_sheet("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms")
db_pass <- Sys.getenv("db_pass")
con <- DBI::dbConnect(RPostgres::Postgres(), user = "reader", password = db_pass)
answer <- httr::GET(url, httr::authenticate("reader", db_pass))
answer <- httr::GET(url, httr::authenticate("user", "password"))
title <- sub("token", "token_sha256", title)
