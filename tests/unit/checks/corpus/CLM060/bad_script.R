#' Says where the maximum is.
source("https://example.org/tools/helpers.R")
download.file("https://example.org/more.R", destfile = "more.R")
devtools::source_url("https://example.org/raw/abc123")
library(reticulate)
py_install("numpy")
torch::install_torch()
system("pip install --user numpy")
system2("apt-get", c("-y", "install", "gdal-bin"))
