# Where something is mounted, see proc(5), and whether a path lies there.

mounts <- function() {
  lines <- tryCatch(readLines("/proc/self/mountinfo"),
    error = function(...) character(), warning = function(...) character()
  )
  gsub("\\040", " ", vapply(strsplit(lines, " ", fixed = TRUE), `[[`, "", 5L), fixed = TRUE)
}

is_in <- function(path, folder) {
  if (!length(path) || !length(folder)) return(logical())
  startsWith(paste0(path, "/"), paste0(sub("/$", "", folder), "/"))
}

# Where that is mounted on which a path lies.
mounted_over <- function(path) {
  above <- c("/", Filter(function(one) is_in(path, one), mounts()))
  above[[which.max(nchar(above))]]
}
