#' Installs packages.

install.packages("jsonlite")
install.packages('data.table')
library(sf)
x <- Sys.getenv("x", "install.packages('text')")
# install.packages("commented")
