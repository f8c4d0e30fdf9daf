#' Fits a model.

# how many points: R makes text of the default itself
points <- Sys.getenv("points", 100)
