#' Describes parameters.

#' how deep
#' it is: "metres"
depth <- as.numeric(Sys.getenv("depth", "2"))
# of the line above it only
width <- as.numeric(Sys.getenv("width", "3"))
height <- as.numeric(Sys.getenv("height", "4"))  # of its own line
length <- as.numeric(Sys.getenv("length", "5"))
