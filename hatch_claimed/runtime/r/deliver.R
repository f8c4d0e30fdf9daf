# The outputs: KFP and CWL take a step that never wrote its output for a success, so that must fail here.

# `texts` are the outputs whose contents become arguments of other steps.
deliver <- function(state, texts) {
  wanted <- read_pairs(file.path(state, "wanted"))
  written <- read_pairs(file.path(state, "outputs"))
  stop_with(unlist(lapply(names(wanted), function(name) deliver_one(name, written[[name]], wanted[[name]]))), 1)
  texts <- intersect(texts, names(wanted))
  sizes <- file.size(vapply(texts, function(name) written[[name]], ""))
  for (place in which(sizes > LONGEST_VALUE)) say(too_long(texts[[place]], sizes[[place]]))
}

too_long <- function(name, size) {
  paste0(
    "output '", name, "' has ", number(size), " bytes. Kubeflow hands it on as a text, and starts no step with an ",
    "argument of more than ", number(LONGEST_VALUE), " bytes: to hand it on as a file, write files = [\"", name,
    "\"] for this step of the workflow"
  )
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
