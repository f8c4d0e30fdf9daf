#' Packages from nobody knows where.
renv::restore()
library(brms)
