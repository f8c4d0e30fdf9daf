# Installs what packages.csv lists and this R lacks: one package a row, with the repository that its line of the script
# names, or the snapshot that the lock chose. A second argument names another library than the one for all users.
arguments <- commandArgs(trailingOnly = TRUE)
wanted <- utils::read.csv(arguments[[1]], colClasses = "character")

# CRAN as it is today. Anything else was chosen for this base image: a dated repository, or a house's own.
TODAY <- "^@CRAN@$|^https?://(cloud|cran)\\.r-project\\.org(/|$)|^https?://cran\\.rstudio\\.com(/|$)"
# a mirror that also has each day, and may have compiled packages
LATEST <- "(/cran/(__linux__/[^/]+/)?)latest/?$"

repositories <- function(row) {
  if (nzchar(row$repository)) return(row$repository)
  own <- unlist(getOption("repos"))
  if (!length(own)) own <- c(CRAN = "@CRAN@")
  if (nzchar(row$snapshot)) {
    own <- sub(LATEST, paste0("\\1", basename(row$snapshot)), own)
    own[grepl(TODAY, own)] <- row$snapshot
  }
  # R's own word for none
  own[own == "@CRAN@"] <- "https://cloud.r-project.org"
  own
}

# The first library that is no user's.
shared_library <- function() {
  of_user <- strsplit(Sys.getenv("R_LIBS_USER"), .Platform$path.sep, fixed = TRUE)[[1]]
  setdiff(.libPaths(), normalizePath(of_user, mustWork = FALSE))[[1]]
}

missing_of <- function(names) setdiff(names, rownames(utils::installed.packages()))
target <- if (length(arguments) > 1) arguments[[2]] else shared_library()
for (line in unique(wanted$line)) {
  rows <- wanted[wanted$line == line, ]
  missing <- missing_of(rows$package)
  if (!length(missing)) next
  places <- repositories(rows[1, ])
  utils::install.packages(missing, lib = target, repos = places)
  missing <- missing_of(rows$package)
  if (!length(missing)) next
  program <- file.path(R.home("bin"), "Rscript")
  message(paste0(
    "claimed: '", missing, "' is not found by ", program, " after it was asked for at ", paste(places, collapse = ", "),
    "\n"
  ), appendLF = FALSE)
  stop("these R packages could not be installed: ", paste(missing, collapse = ", "))
}
