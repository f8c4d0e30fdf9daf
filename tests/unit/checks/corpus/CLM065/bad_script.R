#' Shows a table.
table <- read.csv("levels.csv")
View(table)
windows()
browseURL("levels.html")
library(shiny)
shinyApp(ui = fluidPage(), server = function(input, output) NULL)
plumber::pr_run(plumber::pr("api.R"))
