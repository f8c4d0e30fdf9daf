#' Counts what could be drawn.
library(ggplot2)
drawing <- ggplot(mtcars, aes(mpg, cyl)) + geom_point()
counts <- hist(mtcars$mpg, plot = FALSE)$counts
plot <- function(x) x
plot(counts)
saveRDS(drawing, "drawing.rds")
print(counts)
