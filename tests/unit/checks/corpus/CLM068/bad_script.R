#' Draws the level of the water.
levels <- c(3, 1, 2)
h <- hist(levels, plot = FALSE)
plot(levels, type = "l")
hist(levels)
