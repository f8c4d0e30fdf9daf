#' Reads the levels of one gauge.

# Identifier of the gauge.
gauge <- Sys.getenv("gauge")
other <- getenv("other")
table <- read.csv(paste0("https://levels.example.org/", gauge, ".csv"))
