#' Writes the levels of one time zone.

Sys.setenv(TZ = "UTC", OMP_NUM_THREADS = "2")
Sys.setenv(retries = 3, verbose = TRUE)
library <- Sys.getenv("R_LIBS_USER")
user <- Sys.getenv("USER", "nobody") # claimed: parameter
Sys.setenv(
  # A folder.
  levels = "levels", # claimed: output
  mode = "batch" # claimed: internal
)
