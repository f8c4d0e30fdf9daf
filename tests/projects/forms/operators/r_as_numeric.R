#' Smooths a series.

# width of the window
window <- as.numeric(Sys.getenv("window", "0.25"))
span <- as.numeric(Sys.getenv("span", 3))
tolerance <- as.numeric(Sys.getenv("tolerance", 1e-4))
lowest <- as.numeric(Sys.getenv("lowest"))
half <- as.numeric("0.5")
