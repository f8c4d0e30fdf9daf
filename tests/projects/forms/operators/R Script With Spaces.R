#' Has spaces and upper case in its name.

Place <- Sys.getenv("Place", "a b")
