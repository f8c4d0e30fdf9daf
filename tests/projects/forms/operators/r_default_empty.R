#' Has an empty text as a default.

prefix <- Sys.getenv("prefix", "")
suffix <- Sys.getenv('suffix', '')
nothing <- ""
