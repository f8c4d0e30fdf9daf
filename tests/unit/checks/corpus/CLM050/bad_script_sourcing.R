#' Draws the levels of rivers.
install.packages("sf")
source("drawing.R")
draw()
