#' Greets somebody.
library(rstudioapi)
name <- readline(prompt = "Your name: ")
table <- read.csv(file.choose())
ask <- function() utils::menu(c("yes", "no"))
if (ask() == 1) password <- askForPassword("Password")
secret <- getPass::getPass()
