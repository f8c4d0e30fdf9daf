#' Draws the level of the water.
library(ggplot2)
draw <- function(levels) {
  ggplot(levels, aes(day, level)) + geom_line()
}
drawing <- ggplot(levels, aes(day, level)) + geom_line()
ggsave("levels.png", drawing)
print(drawing)
