# The outputs: KFP and CWL take a step that never wrote its output for a success, so that must fail here.

deliver <- function(state) {
  wanted <- read_pairs(file.path(state, "wanted"))
  written <- read_pairs(file.path(state, "outputs"))
  stop_with(unlist(lapply(names(wanted), function(name) deliver_one(name, written[[name]], wanted[[name]]))), 1)
}

deliver_one <- function(name, source, target) {
  if (is.null(source)) return(never_written(name, paste0("the script ended without Sys.setenv(", name, " = ...)")))
  if (dir.exists(source)) {
    return(paste0(
      "output '", name, "' is a folder, ", quoted(source),
      ": an output is one file, such as an archive of the folder"
    ))
  }
  if (!file.exists(source)) {
    return(never_written(name, paste0("Sys.getenv(\"", name, "\") is ", quoted(source), ", which is no file")))
  }
  if (endsWith(target, "/")) target <- paste0(target, basename(source))
  problem <- put(source, target)
  if (!is.null(problem)) paste0("output '", name, "' could not be put at ", quoted(target), ": ", problem)
}

never_written <- function(name, why) paste0("output '", name, "' was declared but never written: ", why)

put <- function(source, target) {
  if (dir.exists(target)) return("there is a folder of that name; to put the file into it, write a / at the end")
  if (file.exists(target) && same_file(source, target)) return(NULL)
  tryCatch({
    if (!dir.exists(dirname(target))) dir.create(dirname(target), recursive = TRUE)
    if (file.copy(source, target, overwrite = TRUE, copy.mode = FALSE)) NULL else "it cannot be written"
  }, warning = conditionMessage)
}
