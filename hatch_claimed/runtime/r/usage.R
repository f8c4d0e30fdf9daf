# What `--help` prints: the same as the Python launcher's wrapping.py and usage.py. The launcher reads this file only
# for it. ASCII alone stands in here, because R reads it in the C locale.

USUAL_WIDTH <- 80L
NARROWEST <- 40L
WIDEST_CELLS <- c(24L, 7L, 16L)
NARROWEST_DESCRIPTION <- 20L
INDENT <- 6L
LONGEST_DEFAULT <- 200L
CREDENTIALS <- "://[^[:space:]]*@"

NOTE_ON_OUTPUTS <- "A PATH says where to put the file; if it ends in /, the file goes into that folder."
NOTE_ON_SCRIPT <- "What follows a bare -- reaches the script as its own arguments."

# As UTF-8, whatever the container's locale is. The reader may go away early.
show_usage <- function(interface) {
  lines <- usage(interface, terminal_width(Sys.getenv("COLUMNS")))
  invisible(try(writeLines(lines, useBytes = TRUE), silent = TRUE))
}

terminal_width <- function(said) {
  if (grepl("^[0-9]{1,4}$", said)) max(NARROWEST, as.integer(said)) else USUAL_WIDTH
}

usage <- function(interface, width) {
  how <- paste0(
    "Runs ", harmless(as_utf8(interface$script)),
    ". Parameters are set as --name value, as name=value, or as environment variables."
  )
  parameters <- lapply(names(interface$types), parameter_row, interface = interface)
  outputs <- lapply(interface$outputs, function(name) {
    list(cells = c(paste0("--", name), "PATH"), description = as_utf8(interface$output_descriptions[[name]]))
  })
  notes <- paste(c(if (length(outputs)) NOTE_ON_OUTPUTS, NOTE_ON_SCRIPT), collapse = "\n")
  description <- wrapped(as_utf8(interface$description), width)
  c(
    if (length(description)) c(description, ""),
    wrapped(how, width), "",
    "Parameters:", table_lines(parameters, width), "",
    if (length(outputs)) c("Outputs:", table_lines(outputs, width), ""),
    wrapped(notes, width)
  )
}

parameter_row <- function(name, interface) {
  list(
    cells = c(paste0("--", name), interface$types[[name]], value_cell(name, interface)),
    description = as_utf8(interface$descriptions[[name]])
  )
}

# `required`, `optional`, or the default, unless it may be a secret or an address that holds one.
value_cell <- function(name, interface) {
  default <- as_utf8(interface$defaults[[name]])
  if (name %in% interface$required) return("required")
  if (!nzchar(default) || is_secret(name, interface) || grepl(CREDENTIALS, default)) return("optional")
  cut <- nchar(default) > LONGEST_DEFAULT
  shown <- harmless(if (cut) paste0(substring(default, 1, LONGEST_DEFAULT), "\u2026") else default)
  if (grepl(" ", shown, fixed = TRUE)) paste0("default '", shown, "'") else paste0("default ", shown)
}

# The file is UTF-8, whatever the locale is.
as_utf8 <- function(text) `Encoding<-`(text, "UTF-8")

# On one line, its control characters written as in a string: what a terminal obeys, and what turns the direction of
# writing or ends a line for some readers.
harmless <- function(text) {
  codes <- utf8ToInt(text)
  letters <- intToUtf8(codes, multiple = TRUE)
  control <- codes < 32 | (codes >= 127 & codes < 160)
  turning <- (codes >= 0x2028 & codes <= 0x202e) | (codes >= 0x2066 & codes <= 0x2069)
  letters[control] <- sprintf("\\x%02x", codes[control])
  letters[turning] <- sprintf("\\u%04x", codes[turning])
  for (named in c("\nn", "\rr", "\tt")) {
    letters[codes == utf8ToInt(named)[[1]]] <- paste0("\\", substring(named, 2))
  }
  paste(letters, collapse = "")
}

# Each line of the text stays a paragraph: it is left as it is if it fits, and broken at its spaces if not. Longer words
# stay whole, so that an address can be copied. NULL if there is no text.
wrapped <- function(text, width) {
  plain <- gsub("\t", "    ", gsub("\r\n?", "\n", text), fixed = TRUE)
  own <- strsplit(gsub("^[\n ]+|[\n ]+$", "", plain), "\n", fixed = TRUE)[[1]]
  unlist(lapply(own, function(line) filled(sub(" +$", "", harmless(line)), width)))
}

filled <- function(line, width) {
  if (nchar(line, "width") <= width) return(line)
  words <- strsplit(line, " +")[[1]]
  words <- words[nzchar(words)]
  indent <- strrep(" ", min(regexpr("[^ ]", line) - 1L, width %/% 2L))
  needed <- nchar(words, "width")
  number <- used <- integer(length(words))
  number[[1]] <- 1L
  used[[1]] <- nchar(indent) + needed[[1]]
  for (i in seq_along(words)[-1]) {
    beside <- used[[i - 1L]] + 1L + needed[[i]]
    fits <- beside <= width
    number[[i]] <- number[[i - 1L]] + !fits
    used[[i]] <- if (fits) beside else nchar(indent) + needed[[i]]
  }
  unname(paste0(indent, vapply(split(words, number), paste, "", collapse = " ")))
}

# A column is as wide as its widest cell, leaving out cells that are wider than WIDEST_CELLS allows. The description
# stands beside the cells if they leave room for it, else below them.
table_lines <- function(rows, width) {
  needed <- vapply(rows, function(row) nchar(row$cells, "width"), integer(length(rows[[1]]$cells)))
  needed[needed > WIDEST_CELLS[row(needed)]] <- 0L
  widths <- apply(needed, 1, max)
  start <- 2L + sum(widths) + 2L * length(widths)
  if (width - start < NARROWEST_DESCRIPTION) start <- INDENT
  unlist(lapply(rows, function(row) {
    cells <- sub(" +$", "", paste0("  ", paste(padded(row$cells, widths), collapse = "  ")))
    row_lines(cells, row$description, start, width)
  }))
}

row_lines <- function(cells, description, start, width) {
  lines <- wrapped(description, width - start)
  if (is.null(lines)) return(cells)
  indented <- ifelse(nzchar(lines), paste0(strrep(" ", start), lines), "")
  if (nchar(cells, "width") + 2L > start) return(c(cells, indented))
  c(paste0(padded(cells, start), lines[[1]]), indented[-1])
}

padded <- function(text, width) paste0(text, strrep(" ", pmax(0L, width - nchar(text, "width"))))
