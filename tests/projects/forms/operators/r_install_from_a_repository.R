#' Says where packages come from.

install.packages("jsonlite", repos = "https://cran.example.org")
install.packages(c("a", "b"), repos='http://cran.example.org/', quiet = TRUE)
install.packages("plain")
url <- Sys.getenv("url", "https://cran.example.org")
