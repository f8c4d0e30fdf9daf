# Looks for what packages.csv lists, as those who run the image do: with their R, another home and any user.
wanted <- utils::read.csv(commandArgs(trailingOnly = TRUE)[[1]], colClasses = "character")
is_there <- function(name) file.access(system.file("Meta", "package.rds", package = name), 4) == 0
lost <- Filter(Negate(is_there), unique(wanted$package))
if (length(lost)) {
  program <- file.path(R.home("bin"), "Rscript")
  lines <- paste0("claimed: '", lost, "' is not found by ", program, ", which runs the operator")
  writeLines(c(lines, paste("claimed: it looks in", paste(.libPaths(), collapse = ", "))), stderr())
  quit("no", status = 1)
}
