#' Installs what is missing, in the ways that people have.

base <- c("yaml", "jsonlite")
more <- c("rpart")
install.packages(c(base, more))
missing <- base[!(base %in% installed.packages()[, "Package"])]
if (length(missing)) install.packages(missing)
for (package in c("sf", "terra")) {
  if (!require(package, character.only = TRUE)) install.packages(package)
}
invisible(lapply(more, install.packages, repos = "https://cran.example.org"))
depth <- as.numeric(Sys.getenv("depth", "1.5"))
