#' Has values that may be missing.

# leave it out for all
region <- Sys.getenv("region", NA)
rows <- as.integer(Sys.getenv("rows", NA))
text <- Sys.getenv("text", "NA")
if (is.na(region)) cat("everywhere\n")
