#' Says yes and no, which R does not know.

weekly <- as.logical(Sys.getenv("weekly", "yes"))
daily <- as.logical(Sys.getenv("daily", "0"))
monthly <- as.logical(Sys.getenv("monthly", "TRUE"))
