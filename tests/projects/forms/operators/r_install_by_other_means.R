#' Installs from elsewhere, which is not understood.

install.packages("remotes")
remotes::install_github("water/levels")
branch <- Sys.getenv("branch", "main")
