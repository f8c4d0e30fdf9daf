#' Count rows.
setwd("C:/Users/Maria Lopez/river")
table <- read.csv("~/stations.csv")
setwd("~/projects/rivers")
setwd(dirname(rstudioapi::getActiveDocumentContext()$path))
# Where the tables are.
folder <- Sys.getenv("folder", "~/tables")
levels <- read.csv(file.path("/home/maria", "levels.csv"))
