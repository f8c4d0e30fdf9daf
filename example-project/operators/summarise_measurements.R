#' Summarises measurements: the mean and the range of each station, as JSON and as a plot.

# apt install r-cran-jsonlite
install.packages("jsonlite")

library(jsonlite)

# A CSV file with the columns station, hour and level.
measurements <- Sys.getenv("measurements")

# Title of the plot.
title <- Sys.getenv("title", "Water levels")

# How many digits to keep.
digits <- as.integer(Sys.getenv("digits", "2"))

# Whether the plot has a grid.
grid_lines <- as.logical(Sys.getenv("grid_lines", "TRUE"))

# The summary, as JSON.
Sys.setenv(summary = "summary.json")

# The plot, as PDF.
Sys.setenv(plot = "levels.pdf")

table <- read.csv(measurements)
levels <- split(table$level, table$station)
rows <- lapply(levels, function(level) {
  list(mean = round(mean(level), digits), lowest = min(level), highest = max(level))
})
write_json(rows, Sys.getenv("summary"), auto_unbox = TRUE, pretty = TRUE)

pdf(Sys.getenv("plot"), width = 7, height = 5)
boxplot(level ~ station, data = table, main = title, ylab = "level (m)")
if (grid_lines) grid()
invisible(dev.off())

cat("summarised", nrow(table), "measurements of", length(levels), "stations\n")
