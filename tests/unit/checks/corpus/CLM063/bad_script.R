#' Count rows.
setwd("C:/Users/Maria Lopez/river")
table <- read.csv("~/stations.csv")
