#' Loads what lines bring that the image does not follow, which is told there.
install.packages("pacman")
pacman::p_load(lme4, "vegan")
remotes::install_github("team/rivers@main")
BiocManager::install(c("limma", "edgeR"))
library(rivers)
library(limma)
library(dplyr)
