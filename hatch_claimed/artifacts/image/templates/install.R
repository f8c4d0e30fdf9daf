# Installs what packages.csv lists: one package a row, with the repository that its line of the script names.
wanted <- read.csv(commandArgs(trailingOnly = TRUE)[[1]], colClasses = "character")
missing_of <- function(names) setdiff(names, rownames(installed.packages()))
for (line in unique(wanted$line)) {
  rows <- wanted[wanted$line == line, ]
  repository <- rows$repository[[1]]
  if (!nzchar(repository)) repository <- getOption("repos")
  if (identical(unname(repository), "@CRAN@")) repository <- "https://cloud.r-project.org"
  missing <- missing_of(rows$package)
  if (length(missing)) install.packages(missing, repos = repository)
  missing <- missing_of(rows$package)
  if (length(missing)) stop("these R packages could not be installed: ", paste(missing, collapse = ", "))
}
