# R's user profile while an operator's script runs. It brings the parameters into the environment, lets
# install.packages do nothing, and writes down at the end where the script put its outputs. The script itself, the R
# processes that it starts and the global environment see nothing of it.

invisible(local({
  outputs_file <- Sys.getenv("CLAIMED_OUTPUTS_FILE")
  state <- dirname(outputs_file)
  own_profile <- Sys.getenv("CLAIMED_R_PROFILE_USER")
  home <- dirname(Sys.getenv("R_PROFILE_USER"))
  start <- getwd()

  # Names and values in turn, each ending in a zero byte, the one thing that no value can hold.
  read_texts <- function(file) {
    bytes <- readBin(file, "raw", n = file.size(file))
    ends <- which(bytes == 0)
    starts <- c(0, ends)[seq_along(ends)]
    vapply(seq_along(ends), function(i) rawToChar(bytes[seq_len(ends[[i]] - starts[[i]] - 1) + starts[[i]]]), "")
  }

  # Not left to the shell: R's start-up script has variables of its own that would hide some of them.
  set_parameters <- function() {
    texts <- read_texts(file.path(state, "values"))
    unlink(file.path(state, "values")) # they may be secrets
    values <- structure(as.list(texts[c(FALSE, TRUE)]), names = texts[c(TRUE, FALSE)])
    if (length(values)) do.call(Sys.setenv, values)
    Sys.unsetenv(readLines(file.path(state, "removed")))
  }

  forget_launcher <- function() {
    Sys.unsetenv(c("CLAIMED_OUTPUTS_FILE", "CLAIMED_R_PROFILE_USER"))
    if (nzchar(own_profile)) Sys.setenv(R_PROFILE_USER = own_profile) else Sys.unsetenv("R_PROFILE_USER")
  }

  # Renviron.site, which is read after `run` has chosen a locale, may name another one.
  keep_utf8 <- function() {
    if (l10n_info()[["UTF-8"]]) return()
    reader <- new.env()
    sys.source(file.path(home, "locale.R"), envir = reader)
    changes <- reader$mended_locale(as.list(Sys.getenv()))
    if (is.null(changes)) return()
    gone <- vapply(changes, is.null, NA)
    Sys.unsetenv(names(changes)[gone])
    do.call(Sys.setenv, changes[!gone])
    Sys.setlocale("LC_CTYPE", "")
  }

  # The packages are in the image. Loading utils here costs nothing, R is about to do it.
  replace_installer <- function() {
    told <- FALSE
    installer <- function(pkgs, ...) {
      if (!told) cat("claimed: install.packages() does nothing here: the image holds the packages\n", file = stderr())
      told <<- TRUE
      invisible(NULL)
    }
    namespace <- asNamespace("utils")
    unlockBinding("install.packages", namespace)
    assign("install.packages", installer, envir = namespace)
    lockBinding("install.packages", namespace)
  }

  # Seen from where the script ended, as its author means it. What lies in R's temporary folder would be gone with it;
  # it is moved and not copied, because graphics devices are closed later.
  as_written <- function(name, path) {
    path <- path.expand(path)
    if (file.exists(path) && !startsWith(path, "/")) path <- file.path(getwd(), path)
    if (!startsWith(path, paste0(tempdir(), "/"))) return(path)
    kept <- file.path(state, "kept", name)
    dir.create(kept, recursive = TRUE)
    kept <- file.path(kept, basename(path))
    if (suppressWarnings(file.rename(path, kept))) kept else path
  }

  # Of what nobody keeps, as the interpreter leaves it.
  tell_leftovers <- function(outputs) {
    if (!file.exists(file.path(state, "before"))) return()
    reader <- new.env()
    for (file in c("mounts.R", "leftovers.R")) sys.source(file.path(home, file), envir = reader)
    before <- read_texts(file.path(state, "before"))
    asked <- read_texts(file.path(state, "wanted"))[c(TRUE, FALSE)]
    reader$tell(start, before, outputs, asked)
  }

  # Finalizers also run after quit() and after an error; a forked child is another process.
  remember_outputs <- function(names) {
    process <- Sys.getpid()
    reg.finalizer(globalenv(), function(...) {
      if (Sys.getpid() != process) return()
      values <- Sys.getenv(names, unset = "", names = FALSE)
      set <- nzchar(values)
      try(tell_leftovers(structure(values[set], names = names[set])), silent = TRUE)
      try({
        paths <- mapply(as_written, names[set], values[set])
        writeBin(as.character(rbind(names[set], paths)), outputs_file)
      }, silent = TRUE)
    }, onexit = TRUE)
  }

  run_own_profile <- function() {
    candidates <- if (nzchar(own_profile)) own_profile else c(".Rprofile", "~/.Rprofile")
    found <- candidates[file.exists(candidates)]
    if (length(found)) sys.source(found[[1]], envir = globalenv())
  }

  if (nzchar(outputs_file)) {
    set_parameters()
    forget_launcher()
    keep_utf8()
    replace_installer()
    remember_outputs(readLines(file.path(state, "names")))
    run_own_profile()
  }
}))
