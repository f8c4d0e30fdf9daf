#' Draws the levels of rivers.
install.packages(c("dplyr", "sf"))
suppressPackageStartupMessages({
  library(dplyr)
  library("ggplot2")
})
require(sf)
library(stats)
library(MASS, quietly = TRUE)
for (name in c("grid", "lme4")) library(name, character.only = TRUE)
invisible(lapply(c("tidyr", "tibble"), require, character.only = TRUE))
sapply(c("xts"), function(name) require(name, character.only = TRUE))
if (!requireNamespace("igraph", quietly = TRUE)) stop("igraph is needed")
tryCatch(
  {
    library(vegan)
    levels <- data.table::fread("levels.csv")
  },
  error = function(e) {
    message(conditionMessage(e))
    quit(status = 1)
  }
)
loadNamespace("yaml")
library(package = "zoo", character.only = TRUE)
ggplot2::ggsave("levels.png")
