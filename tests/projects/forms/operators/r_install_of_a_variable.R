#' Lists its packages first.

packages <- c("xml2", "httr")
install.packages(packages)
others <- c("not", "these")
page <- Sys.getenv("page")
