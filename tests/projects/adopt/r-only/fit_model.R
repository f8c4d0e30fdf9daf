#' Fits a linear model to a table.

install.packages("jsonlite", repos = "https://cloud.r-project.org")

library(jsonlite)

# The table, a CSV file.
table <- Sys.getenv("table")

# The share that is kept for testing.
share <- as.numeric(Sys.getenv("share", 0.2))

Sys.setenv(model = "model.json")

data <- read.csv(table)
write_json(coef(lm(y ~ x, data)), Sys.getenv("model"))
