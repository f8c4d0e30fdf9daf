#' Writes a report.

# with plots?
plots <- as.logical(Sys.getenv("plots", "TRUE"))
draft <- as.logical(Sys.getenv("draft", FALSE))
short <- as.logical(Sys.getenv("short", "true"))
final <- as.logical(Sys.getenv("final", "F"))
public <- as.logical(Sys.getenv("public"))
if (as.logical("T")) cat("report\n")
