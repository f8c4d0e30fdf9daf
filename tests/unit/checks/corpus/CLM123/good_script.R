#' Counts what lies beside the script, or is made by it.
# The table.
table <- read.csv(Sys.getenv("path", "stations.csv"))
write.csv(table, "made.csv")
made <- read.csv("made.csv")
download.file("https://example.org/fetched.csv", "fetched.csv")
fetched <- readr::read_csv("fetched.csv")
if (file.exists("perhaps.rds")) perhaps <- readRDS("perhaps.rds")
if (interactive()) at_desk <- readRDS("at_desk.rds")
levels <- read.csv("data/levels.csv")
brought <- read.csv("brought.csv")
source("tools.R")
saveRDS(levels, "result.rds")
