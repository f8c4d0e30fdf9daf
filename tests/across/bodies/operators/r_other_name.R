#' Reads by a name of its own.
env <- Sys.getenv
folder <- env("folder", "pictures")
width <- as.integer(env("width", "640"))
cat(folder, width, "\n")
