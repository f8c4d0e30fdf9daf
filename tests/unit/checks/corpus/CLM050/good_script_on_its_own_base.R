#' A base image with packages of its own.
library(ggplot2)
