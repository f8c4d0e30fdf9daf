#' Counts what lies beside the script.
table <- "tables/stations.csv"
stations <- read.csv(table, sep = ";")
message("reads ", table)
settings <- jsonlite::fromJSON("settings.json")
model <- readRDS(file = "model.rds")
load("levels.RData")
rivers <- sf::st_read("rivers.gpkg")
source("tools.R")
lines <- readLines("notes.txt")
