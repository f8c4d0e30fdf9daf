#' Write a table.

Sys.setenv(table = "table.csv")
