# Says at the end which files a script left in a working directory that nobody keeps, as leftovers.py does for Python.

MOST <- 20L

# `outputs` are paths by the names of the script's outputs, `asked` the names of those that are delivered. Only names at
# the top are looked at, and folders on the way to an output.
tell <- function(start, before, outputs, asked) {
  new <- sort(setdiff(list.files(start), c(before, "__pycache__")))
  paths <- c(in_folder(start, outputs), in_folder(getwd(), outputs))
  keepable <- c(ifelse(names(paths) %in% asked, "", names(paths)), "")
  paths <- c(paths, tempdir())
  left <- unlist(lapply(new, function(name) below(file.path(start, name), name, paths, keepable)))
  if (!length(left) || is_kept(start)) return(invisible())
  more <- if (length(left) > MOST) paste0(" and ", length(left) - MOST, " more")
  text <- paste(utils::head(left, MOST), collapse = ", ")
  cat("claimed: left in the working directory, which nobody keeps: ", text, more, "\n", sep = "", file = stderr())
}

in_folder <- function(folder, paths) {
  whole <- path.expand(paths)
  whole <- ifelse(startsWith(whole, "/"), whole, file.path(folder, whole))
  structure(gsub("/(\\./)+|/+", "/", whole), names = names(paths))
}

below <- function(path, shown, paths, keepable) {
  known <- which(is_in(path, paths))
  if (length(known)) {
    output <- keepable[known[[1]]]
    return(if (nzchar(output)) paste0(written(shown), " (--", output, " PATH keeps it)"))
  }
  if (nzchar(Sys.readlink(path))) return(NULL)
  if (!dir.exists(path)) return(written(shown))
  if (any(is_in(paths, path))) {
    inside <- sort(list.files(path, all.files = TRUE, no.. = TRUE))
    return(unlist(lapply(inside, function(name) below(file.path(path, name), paste0(shown, "/", name), paths, keepable))))
  }
  if (holds_file(path)) paste0(written(shown), "/")
}

holds_file <- function(folder) {
  inside <- list.files(folder, all.files = TRUE, full.names = TRUE, no.. = TRUE)
  inside <- inside[!nzchar(Sys.readlink(inside))]
  if (!all(dir.exists(inside))) return(TRUE)
  for (one in inside) if (holds_file(one)) return(TRUE)
  FALSE
}

written <- function(name) {
  plain <- encodeString(name)
  if (identical(plain, name)) name else paste0("'", plain, "'")
}

# Whether a volume is mounted there. Runners of CWL mount a folder, and keep outputs alone.
is_kept <- function(start) {
  here <- normalizePath(start)
  mounted <- mounted_over(here)
  variables <- Sys.getenv(c("TMPDIR", "TEMP", "TMP"), names = FALSE)
  of_cwl <- identical(Sys.getenv("HOME"), start) && nzchar(variables[[1]])
  if (mounted == "/" || (mounted == here && of_cwl)) return(FALSE)
  # a file system of temporary folders is none
  temporary <- normalizePath(c(variables[nzchar(variables)], "/tmp"), mustWork = FALSE)
  !any(is_in(here, temporary) & is_in(temporary, mounted))
}
