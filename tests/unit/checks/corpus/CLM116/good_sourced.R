#' Cleans measurements.

source("cleaning.R")

# Gaps up to this length are filled.
limit <- as.integer(Sys.getenv("limit", 5))
clean(read.csv(Sys.getenv("measurements", "measurements.csv")), limit)
