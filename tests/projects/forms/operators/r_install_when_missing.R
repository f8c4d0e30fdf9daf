#' Installs what is missing.

if (!require("jsonlite")) install.packages("jsonlite")
if (!requireNamespace("sf", quietly = TRUE)) {
  install.packages("sf")
}
depth <- as.numeric(Sys.getenv("depth", "1.5"))
