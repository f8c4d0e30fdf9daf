#' Shows how to use it:
#'
#'   x <- Sys.getenv("described")
#'   install.packages("described")

usage <- "Sys.getenv('usage', 5); install.packages('usage')"
# old <- Sys.getenv("old")
# install.packages("old")
# Sys.setenv(old_out = "x")
more <- 'Sys.setenv(more = "x")'
mine <- my::Sys.getenv("mine")
real <- Sys.getenv("real", "yes")
