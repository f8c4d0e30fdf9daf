#' Plots a model.

# The model, a JSON file.
model <- Sys.getenv("model")

Sys.setenv(plot = "plot.pdf")

pdf(Sys.getenv("plot"))
plot(unlist(jsonlite::fromJSON(model)))
