#' Draws the level of the water.
levels <- c(3, 1, 2)
# The drawing.
Sys.setenv(drawing = "levels.png")
png("levels.png")
plot(levels)
dev.off()
