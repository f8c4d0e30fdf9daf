#' Packages of Debian bring others.
# apt install r-cran-lme4
library(lme4)
library(nloptr)
