#' Says where the maximum is.
install.packages("dplyr")
source("helpers.R")
download.file("https://example.org/levels.csv", "levels.csv")
levels <- read.csv(url("https://example.org/levels.csv"))
system("gdalinfo levels.tif")
system2("echo", "install")
if (interactive()) torch::install_torch()
