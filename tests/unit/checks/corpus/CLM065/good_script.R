#' Shows a table.
table <- read.csv("levels.csv")
print(head(table))
if (interactive()) View(table)
fix <- function(x) x[!is.na(x)]
fix(table$level)
runApp(table)
shiny::tags$p("text")
pdf("levels.pdf")
