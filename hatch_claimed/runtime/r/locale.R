# A UTF-8 locale for the script. Scripts are UTF-8; elsewhere R takes letters beyond ASCII for single bytes and prints
# them as escapes. R itself is asked, because a variable may name a locale that the image does not have.

UTF8_LOCALES <- c("C.UTF-8", "C.utf8", "en_US.UTF-8")

# What the variables of a locale have to become: texts by their names, and NULL where one has to go. Only letters change:
# where the locale was C, dates, messages and the order of sorted texts stay those of C, and a UTF-8 locale that exists
# stays whole. NULL if there is no UTF-8 locale at all.
mended_locale <- function(environment) {
  before <- Sys.getlocale("LC_CTYPE")
  on.exit(suppressWarnings(Sys.setlocale("LC_CTYPE", before)))
  environment <- environment[grepl("^(LANG|LC_[A-Z]+)$", names(environment))]
  said <- environment[vapply(environment, nzchar, NA)]
  mended <- lapply(said, in_utf8)
  # LC_ALL hides the others, so that it has to give way
  if (is_plain(mended$LC_ALL)) mended <- list(LANG = mended$LC_ALL)
  letters <- c(mended$LC_ALL, mended$LC_CTYPE, mended$LANG, "C")[[1]]
  if (is_plain(letters)) {
    mended$LC_CTYPE <- any_utf8()
    if (is.null(mended$LC_CTYPE)) return(NULL)
  }
  names <- union(names(said), names(mended))
  changed <- names[!vapply(names, function(name) identical(mended[[name]], said[[name]]), NA)]
  structure(lapply(changed, function(name) mended[[name]]), names = changed)
}

# The locale itself, that of its language with UTF-8, or C. A locale that does not exist is C to R as well.
in_utf8 <- function(name) {
  if (is_plain(name)) return(name)
  candidates <- c(name, paste0(sub("[.@].*", "", name), ".UTF-8"))
  Find(is_utf8, candidates, nomatch = "C")
}

any_utf8 <- function() {
  found <- Find(is_utf8, UTF8_LOCALES)
  if (is.null(found)) Find(is_utf8, grep("utf-?8", installed_locales(), ignore.case = TRUE, value = TRUE)) else found
}

installed_locales <- function() {
  suppressWarnings(tryCatch(system2("locale", "-a", stdout = TRUE, stderr = FALSE), error = function(...) character()))
}

is_plain <- function(name) !is.null(name) && name %in% c("C", "POSIX")

is_utf8 <- function(name) {
  nzchar(suppressWarnings(Sys.setlocale("LC_CTYPE", name))) && l10n_info()[["UTF-8"]]
}

# For `run`, which does it before the script starts: a line for each variable, NAME=value, or its name where it has to go.
write_locale <- function(environment, file) {
  changes <- mended_locale(environment)
  if (is.null(changes)) {
    say(
      "R finds no UTF-8 locale here, and takes letters beyond ASCII for single bytes: install one, such as C.UTF-8 ",
      "(apt-get install locales), or choose another r-base-image"
    )
  }
  values <- vapply(changes, function(value) if (is.null(value)) "" else paste0("=", value), "")
  writeLines(paste0(names(changes), values), file)
}
