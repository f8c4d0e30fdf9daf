#' Loads one package.
library(ggplot2)
