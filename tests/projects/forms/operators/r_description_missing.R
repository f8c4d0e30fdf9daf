library(stats)
# This stands behind code.

value <- Sys.getenv("value")
