#' Installs several packages at once.

install.packages(c("ggplot2", "dplyr"))
install.packages(
  c('sf',
    'terra'),
  dependencies = TRUE
)
colours <- c("red", "blue")
n <- as.integer(Sys.getenv("n", "1"))
