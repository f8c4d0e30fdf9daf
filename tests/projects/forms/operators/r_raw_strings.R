#' Uses raw strings.

pattern <- Sys.getenv("pattern", r"(\d+\.csv)")
folder <- Sys.getenv(r"(folder)", R"---[C:\data]---")
help <- r"(Sys.getenv("help") and install.packages("help"))"
