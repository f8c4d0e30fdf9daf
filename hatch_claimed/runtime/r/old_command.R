# What C3's Jobs and components hand over, as this operator takes it: `name=value` for each parameter (see `bin/Rscript`).
# C3 put each of these into the environment, whatever its name was. What the operator does not know stays there, and is
# told.

# C3's texts for defaults that are no text.
NOTHING <- c("NULL", "NA")

adapt <- function(arguments, interface, environment) {
  # nothing that C3 writes: somebody starts a script that reads its command line by itself
  is_named <- any(grepl("^[A-Za-z_][A-Za-z0-9_]*=", arguments))
  if (!is_named && length(parse_arguments(arguments, interface)$problems)) {
    return(list(arguments = c("--", arguments)))
  }
  pairs <- lapply(arguments, split_pair)
  names <- vapply(pairs, `[[`, "", "name")
  is_pair <- !vapply(pairs, function(pair) is.null(pair$value), NA) & grepl("^[A-Za-z_][A-Za-z0-9_]*$", names)
  is_unknown <- is_pair & !names %in% known_names(interface)
  is_nothing <- is_pair & vapply(pairs, function(pair) isTRUE(pair$value %in% NOTHING), NA) &
    names %in% names(interface$types) & !names %in% interface$required &
    !nzchar(interface$default_by[match(names, names(interface$default_by))])
  is_nothing[is.na(is_nothing)] <- FALSE
  unknown <- names[is_unknown]
  if (length(unknown)) {
    say("not known to this operator, and left in the environment, as C3 does: ", paste(unique(unknown), collapse = ", "))
  }
  set <- structure(lapply(pairs[is_unknown], `[[`, "value"), names = unknown)
  list(
    arguments = arguments[!is_unknown & !is_nothing], values = set[!unknown %in% names(environment)],
    nothing = names[is_nothing]
  )
}
