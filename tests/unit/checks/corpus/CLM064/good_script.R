#' Greets somebody.
# Who is greeted.
name <- Sys.getenv("name")
lines <- readLines("names.txt")
menu <- function(choices) choices[[1]]
cat(menu(c("soup", "bread")), name, "\n")
if (interactive()) name <- readline("Your name: ")
interactions::menu(name)
cat("readline()\n")
