#' Draws the level of the water.
library(ggplot2)
levels |>
  ggplot(aes(day, level)) +
  geom_line()
