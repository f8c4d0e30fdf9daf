# What runs before and after an operator's script (see `run`): `prepare HOME STATE ARGUMENTS...` checks the arguments
# and the environment and writes down what they come to; `deliver HOME STATE` puts the outputs where they were asked
# for. Base R only. Exits with 2 for wrong arguments or values, with 1 for an output that is missing.

# Arguments and values are bytes to us, whatever the container's locale is.
invisible(Sys.setlocale("LC_ALL", "C"))

SECRET_WORDS <- "password|passwd|secret|token|key|credential|connection"
TRUE_WORDS <- c("true", "1", "yes", "on", "t", "y")
FALSE_WORDS <- c("false", "0", "no", "off", "f", "n", "")
WHAT_TO_WRITE <- list(
  Integer = c("an Integer", "write a whole number such as 5"),
  Float = c("a Float", "write a number such as 0.5"),
  Boolean = c("a Boolean", "write true or false (or yes/no, on/off, 1/0)")
)
LONGEST <- 60L
# What Linux takes as one argument of a program, or as a variable with its name, in bytes (execve(2), MAX_ARG_STRLEN).
LONGEST_VALUE <- 131071

say <- function(...) cat("claimed: ", ..., "\n", sep = "", file = stderr())

# The project says so, or the name.
is_secret <- function(name, interface) name %in% interface$secrets || grepl(SECRET_WORDS, name, ignore.case = TRUE)

stop_with <- function(problems, status) {
  for (problem in problems) say(problem)
  if (length(problems)) quit("no", status = status)
}

quoted <- function(text) {
  if (nchar(text) > LONGEST) text <- paste0(substring(text, 1, LONGEST), "...")
  encodeString(text, quote = "'")
}

number <- function(bytes) format(bytes, big.mark = ",", scientific = FALSE)

# Files between `run`, the profile and us: names and values in turn, each ending in a zero byte, the one thing that no
# value can hold.

write_pairs <- function(pairs, file) writeBin(as.character(rbind(names(pairs), unlist(pairs))), file)

read_pairs <- function(file) {
  texts <- read_texts(file)
  structure(as.list(texts[c(FALSE, TRUE)]), names = texts[c(TRUE, FALSE)])
}

read_texts <- function(file) {
  bytes <- if (file.exists(file)) readBin(file, "raw", n = file.size(file)) else raw()
  ends <- which(bytes == 0)
  starts <- c(0, ends)[seq_along(ends)]
  vapply(seq_along(ends), function(i) rawToChar(bytes[seq_len(ends[[i]] - starts[[i]] - 1) + starts[[i]]]), "")
}

split_pair <- function(text) {
  at <- regexpr("=", text, fixed = TRUE)
  if (at < 0) list(name = text, value = NULL)
  else list(name = substring(text, 1, at - 1), value = substring(text, at + 1))
}

# The interface of the operator: rows of what the header names. Every operator has log_level.

read_interface <- function(file) {
  columns <- scan(file, "", sep = ",", quote = "\"", nlines = 1, quiet = TRUE)
  rows <- scan(
    file, structure(rep(list(""), length(columns)), names = columns), sep = ",", quote = "\"", skip = 1, quiet = TRUE,
    na.strings = character(), blank.lines.skip = TRUE, fill = TRUE
  )
  of <- function(role, column) {
    cells <- if (column %in% columns) rows[[column]] else rep("", length(rows$role))
    structure(cells[rows$role == role], names = rows$name[rows$role == role])
  }
  interface <- list(
    script = unname(of("script", "name")), folder = unname(of("folder", "name")), description = of("script", "description"),
    types = of("parameter", "type"), required = names(which(of("parameter", "required") == "true")),
    secrets = names(which(of("parameter", "secret") == "true")),
    defaults = of("parameter", "default"), default_by = of("parameter", "default_by"), descriptions = of("parameter", "description"),
    outputs = unname(of("output", "name")), own_paths = unname(of("output", "default")), output_descriptions = of("output", "description")
  )
  if (!"default_by" %in% columns) interface$default_by[nzchar(interface$defaults)] <- "script"
  if (!"log_level" %in% names(interface$types)) {
    interface$types[["log_level"]] <- "String"
    interface$defaults[["log_level"]] <- "INFO"
    interface$default_by[["log_level"]] <- "script"
    interface$descriptions[["log_level"]] <- ""
  }
  interface
}

known_names <- function(interface) c(names(interface$types), interface$outputs)

# The command line: --name value, --name=value and name=value; a Boolean may stand alone. Where a name comes twice, the
# last one counts. Problems never hold a value.

parse_arguments <- function(arguments, interface) {
  result <- list(values = list(), paths = list(), problems = character(), help = FALSE, consumed = length(arguments))
  position <- 1L
  while (position <= length(arguments)) {
    if (arguments[[position]] == "--") {
      result$consumed <- position
      break
    }
    step <- read_argument(arguments, position, interface)
    result$values[names(step$values)] <- step$values
    result$paths[names(step$paths)] <- step$paths
    result$problems <- c(result$problems, step$problems)
    result$help <- result$help || isTRUE(step$help)
    position <- position + step$width
  }
  result
}

read_argument <- function(arguments, position, interface) {
  token <- arguments[[position]]
  pair <- split_pair(sub("^--", "", token))
  following <- if (position < length(arguments)) arguments[[position + 1L]]
  if (asks_for_help(token, interface)) return(list(help = TRUE, width = 1L))
  if (is.null(pair$value) && !startsWith(token, "-")) return(list(problems = stray(position), width = 1L))
  if (!pair$name %in% known_names(interface)) {
    skipped <- is.null(pair$value) && !stands_alone(following, interface) && !startsWith(following, "-")
    return(list(problems = unknown(sub("^-+", "", pair$name), known_names(interface)), width = 1L + skipped))
  }
  if (!is.null(pair$value)) return(c(set(pair$name, pair$value, interface), width = 1L))
  set_from_following(pair$name, following, interface)
}

set_from_following <- function(name, following, interface) {
  boolean <- identical(unname(interface$types[name]), "Boolean")
  if (boolean && stands_alone(following, interface)) return(c(set(name, "true", interface), width = 1L))
  if (is.null(following)) return(list(problems = no_value(name, interface), width = 1L))
  c(set(name, following, interface), width = 2L)
}

set <- function(name, value, interface) {
  named <- structure(list(value), names = name)
  if (name %in% names(interface$types)) list(values = named)
  else if (nzchar(value)) list(paths = named)
  else list(problems = no_value(name, interface))
}

asks_for_help <- function(token, interface) {
  token == "-h" || (token == "--help" && !"help" %in% known_names(interface))
}

# Whether what follows a name is no value for it.
stands_alone <- function(following, interface) {
  if (is.null(following)) return(TRUE)
  pair <- split_pair(following)
  startsWith(following, "--") || following == "-h" || (!is.null(pair$value) && pair$name %in% known_names(interface))
}

# The argument itself may be the second half of a password with a space in it: only its place is told.
stray <- function(position) {
  paste0(
    "argument ", position,
    " is neither --name value nor name=value: put quotes around a value that contains spaces"
  )
}

no_value <- function(name, interface) {
  paste0("--", name, " has no value: write --", name, if (name %in% names(interface$types)) " VALUE" else " PATH")
}

unknown <- function(name, known) {
  plain <- function(names) gsub("-", "_", tolower(names))
  distance <- drop(utils::adist(plain(name), plain(known)))
  close <- known[distance == min(distance) & distance <= max(1, nchar(name) * 0.4)]
  hint <- if (length(close)) paste0("did you mean --", close[[1]], "? ")
  paste0("unknown parameter ", quoted(name), ": ", hint, "this operator has ", paste(known, collapse = ", "))
}

# The values: an argument wins over an environment variable. What equals the default is as good as not set: clients that
# must write something write the default.

settle <- function(interface, given, environment) {
  values <- list()
  removed <- problems <- missing <- character()
  for (name in names(interface$types)) {
    argument <- given[[name]]
    text <- if (is.null(argument)) environment[[name]] else argument
    nothing <- is.null(text) || holds_nothing(name, text, interface, is_argument = !is.null(argument))
    if (nothing && name %in% interface$required) missing <- c(missing, name)
    else if (nothing || is_default(name, text, interface)) {
      # where the script would misread its own default, it gets that from us
      by_launcher <- interface$default_by[[name]] == "launcher"
      if (by_launcher) values[[name]] <- as_read_by_r(interface$defaults[[name]], interface$types[[name]])
      else if (!is.null(text)) removed <- c(removed, name)
    } else {
      value <- as_read_by_r(text, interface$types[[name]])
      if (is.na(value)) problems <- c(problems, misfit(name, text, interface, is_argument = !is.null(argument)))
      else if (nchar(paste0(name, "=", value), "bytes") > LONGEST_VALUE) problems <- c(problems, too_large(name, value))
      else values[[name]] <- value
    }
  }
  list(values = values, removed = removed, problems = c(problems, if (length(missing)) no_values(missing)))
}

# As `run` found it. Our own is not to be trusted: R's start-up script has variables named args, a and the like, and
# what it makes of them is exported where the caller has a variable of that name.
read_environment <- function(file) {
  pairs <- lapply(read_texts(file), split_pair)
  unlink(file) # it may hold secrets
  structure(lapply(pairs, `[[`, "value"), names = vapply(pairs, `[[`, "", "name"))
}

# An empty number is never a value, and `-e name=` does not set what is required.
holds_nothing <- function(name, text, interface, is_argument) {
  if (interface$types[[name]] %in% c("Integer", "Float")) return(!nzchar(trimws(text)))
  name %in% interface$required && !is_argument && !nzchar(text)
}

# Whether a text means the default: each client writes numbers and Booleans in its own way. In the interface file, every
# kind of line end is a line feed.
is_default <- function(name, text, interface) {
  default <- interface$defaults[[name]]
  if (!nzchar(interface$default_by[[name]])) return(FALSE)
  if (identical(gsub("\r\n?", "\n", text), default)) return(TRUE)
  type <- interface$types[[name]]
  switch(type,
    Integer = , Float = identical(number_of(text), number_of(default), num.eq = FALSE),
    Boolean = identical(as_read_by_r(text, type), as_read_by_r(default, type)),
    FALSE
  )
}

# NaN where a text is that, and NA where it is no number.
number_of <- function(text) if (tolower(trimws(text)) == "nan") NaN else suppressWarnings(as.numeric(text))

# The text that the script's cast reads right, or NA. as.logical knows TRUE and FALSE, but neither 1 nor yes.
as_read_by_r <- function(text, type) {
  number <- suppressWarnings(as.numeric(text))
  word <- tolower(trimws(text))
  fits <- switch(type,
    Integer = !is.na(number) && number == trunc(number) && abs(number) <= .Machine$integer.max,
    Float = !is.na(number) || word == "nan",
    Boolean = word %in% c(TRUE_WORDS, FALSE_WORDS),
    TRUE
  )
  if (!fits) NA_character_ else if (type == "Boolean") as.character(word %in% TRUE_WORDS) else text
}

misfit <- function(name, text, interface, is_argument) {
  what <- WHAT_TO_WRITE[[interface$types[[name]]]]
  seen <- if (!is_secret(name, interface)) paste0(", not ", quoted(text))
  paste0(if (is_argument) "--" else "environment variable ", name, " must be ", what[[1]], seen, ": ", what[[2]])
}

# R itself starts programs when it starts, and none starts with such a variable.
too_large <- function(name, value) {
  paste0(
    "--", name, " has ", number(nchar(value, "bytes")), " bytes, and with its name a variable has no more than ",
    number(LONGEST_VALUE), ": write it into a file, and hand over its path"
  )
}

no_values <- function(names) {
  paste0(
    "no value for ", paste(names, collapse = ", "), ": set ", if (length(names) == 1) "it" else "each",
    " as an argument (--", names[[1]], " VALUE) or as an environment variable (docker run -e ", names[[1]], "=VALUE)"
  )
}

prepare <- function(home, state, arguments) {
  interface <- read_interface(file.path(home, "interface.csv"))
  environment <- read_environment(file.path(state, "environment"))
  old <- list(arguments = arguments)
  if (file.exists(file.path(state, "called"))) {
    sys.source(file.path(home, "old_command.R"), envir = globalenv())
    old <- adapt(arguments, interface, environment)
    environment <- environment[setdiff(names(environment), old$nothing)]
  }
  asked <- parse_arguments(old$arguments, interface)
  if (asked$help) {
    sys.source(file.path(home, "usage.R"), envir = globalenv())
    return(show_usage(interface))
  }
  settled <- settle(interface, asked$values, environment)
  stop_with(c(asked$problems, settled$problems), 2)
  for (file in c("mounts.R", "folders.R", "work.R")) sys.source(file.path(home, file), envir = globalenv())
  app <- normalizePath(file.path(home, "app"))
  place <- paste(c(interface$folder, interface$script), collapse = "/")
  script <- file.path(app, place)
  # the image's own has the script itself; where an earlier run left links, there may be more to link
  there <- normalizePath(file.path(getwd(), place), mustWork = FALSE)
  is_own <- there != normalizePath(script) && same_file(script, there)
  here <- getwd()
  if ((!is_own || has_volumes(here)) && !startsWith(paste0(here, "/"), paste0(app, "/"))) {
    link_files(unique(c(app, dirname(script))), here, script)
  }
  if (enter(file.path(state, "work"), app, is_own)) asked$paths <- from_here(asked$paths, here)
  # of what a grid's batches leave the coordinator tells
  if (!file.exists(file.path(dirname(home), "grid.json"))) writeBin(list.files(), file.path(state, "before"))
  make_folders(interface$own_paths)
  write_pairs(c(settled$values, old$values), file.path(state, "values"))
  writeLines(c(settled$removed, old$nothing), file.path(state, "removed"))
  writeLines(interface$outputs, file.path(state, "names"))
  write_pairs(asked$paths, file.path(state, "wanted"))
  sys.source(file.path(home, "locale.R"), envir = globalenv())
  write_locale(environment, file.path(state, "locale"))
  # of all words, also of those that an old command has no use for
  cat(length(arguments) - length(old$arguments) + asked$consumed, file = file.path(state, "consumed"))
  cat(place, file = file.path(state, "script"))
}

words <- commandArgs(trailingOnly = TRUE)
switch(words[[1]],
  prepare = prepare(words[[2]], words[[3]], words[-(1:3)]),
  deliver = {
    for (file in c("folders.R", "deliver.R")) sys.source(file.path(words[[2]], file), envir = globalenv())
    deliver(words[[3]], words[-(1:3)])
  }
)
