#' Has NULL as a default, as the guide says.

area <- Sys.getenv("area", NULL)
limit <- as.numeric(Sys.getenv("limit", NULL))
scale <- as.numeric(Sys.getenv("scale", "1"))
