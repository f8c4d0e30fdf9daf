#' Draws the level of the water.
install.packages("ggplot2")
library(ggplot2)
levels <- data.frame(day = 1:3, level = c(3, 1, 2))
drawing <- ggplot(levels, aes(day, level)) +
  geom_line()
print(drawing + theme_bw())
