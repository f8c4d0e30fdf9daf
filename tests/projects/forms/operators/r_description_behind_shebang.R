#!/usr/bin/env Rscript
#' Runs as a program:
#'
#'   - alone
#'   - or not

alone <- as.logical(Sys.getenv("alone", "TRUE"))
#' @param not this
b <- 5
