#' Cleans measurements.

source("cleaning.R")
sys.source("plots.R", envir = globalenv())

clean(read.csv(Sys.getenv("measurements", "measurements.csv")))
