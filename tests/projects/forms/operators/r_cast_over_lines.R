#' Breaks its lines.

# how many clusters
clusters <- as.integer(
  Sys.getenv(
    "clusters",
    "4"
  )
)
method <-
  Sys.getenv("method",
             "ward")
