#' Counts what lies in a folder.
levels <- read.csv(file.path("tables", "levels.csv"))
rivers <- readRDS(here::here("models", "rivers.rds"))
