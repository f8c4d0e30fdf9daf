# Gives a script another working directory where it cannot write to the image's own, as the Python launcher's work.py
# does. That one belongs to group 0; a container of another group, and one with a read-only root, cannot write there.

# Changes into the folder `new`, which is made and has what the working directory has, and says so. Only for the image's
# own directory with nothing mounted over it: there, and in a folder that the caller chose, files must not end elsewhere
# than where they are looked for. What is mounted below it is there by a link, so that what is written to it is kept.
# TRUE if it was done.
enter <- function(new, app, is_own) {
  here <- normalizePath(getwd())
  if (!is_own || file.access(here, 2) == 0 || mounted_over(here) != "/") return(FALSE)
  dir.create(new, mode = "0700")
  follow(here, new, list(app = app, old = here, new = new, mounts = mounts()))
  setwd(new)
  me <- file.info(new)
  say(
    "user ", me$uid, " of group ", me$gid, " cannot write to the working directory, ", here, ": the script works in ",
    new, ", which has links to what lies there"
  )
  TRUE
}

# A folder of the project is made anew: a script may write into those that the image has.
follow <- function(source, target, tree) {
  for (name in list.files(source, all.files = TRUE, no.. = TRUE)) {
    path <- file.path(source, name)
    there <- file.path(target, name)
    of_project <- dir.exists(paste0(tree$app, substring(path, nchar(tree$old) + 1)))
    aim <- Sys.readlink(path)
    if (of_project && !nzchar(aim) && !path %in% tree$mounts) {
      dir.create(there)
      follow(path, there, tree)
    } else {
      # links within the working directory lead to the same place in the new one
      inside <- nzchar(aim) && is_in(aim, tree$old)
      file.symlink(if (inside) paste0(tree$new, substring(aim, nchar(tree$old) + 1)) else path, there)
    }
  }
}

# Paths of the caller are relative to where it began.
from_here <- function(paths, here) {
  lapply(paths, function(path) if (grepl("^[/~]", path)) path else file.path(here, path))
}
