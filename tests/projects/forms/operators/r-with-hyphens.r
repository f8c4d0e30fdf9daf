#' Has hyphens and a small suffix.

kind <- Sys.getenv("kind", "a-b")
