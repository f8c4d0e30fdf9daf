#' Count rows.
setwd("results")
setwd(tempdir())
cache <- "~/.cache/rivers"
dir.create("~/rivers")
.libPaths(c("~/R/library", .libPaths()))
table <- read.csv("/data/stations.csv")
home <- path.expand("~")
if (interactive()) setwd(dirname(rstudioapi::getActiveDocumentContext()$path))
if (rstudioapi::isAvailable()) {
  print(rstudioapi::getActiveProject())
}
model <- lm(as.formula("level ~ rain/month"), table)
other <- as.formula("~month/day")
