#' Squares a number.
arguments <- commandArgs(trailingOnly = TRUE)
print(as.numeric(arguments[1])^2)
arguments[2]
