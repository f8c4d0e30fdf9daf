#' Names the arguments.

station <- Sys.getenv("station", unset = "A1")
year <- as.integer(Sys.getenv(x = "year", unset = "2023"))
names <- list(unset = "nothing", x = "no_parameter")
