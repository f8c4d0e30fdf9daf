# The working directory, whichever one the container has, gets links to what travels beside the script: it may be a
# fresh folder, or a volume mounted over the image's own. Where nothing can be written nothing is done.

link_files <- function(source, target, left_out) {
  for (name in setdiff(list.files(source, all.files = TRUE, no.. = TRUE), left_out)) {
    from <- file.path(source, name)
    to <- file.path(target, name)
    if (!file.exists(to)) suppressWarnings(file.symlink(from, to))
    else if (dir.exists(from) && dir.exists(to) && !same_file(from, to)) link_files(from, to, character())
  }
}

# The folders that the script's own output paths lie in: below the working directory, or absolute ones.
make_folders <- function(paths) {
  paths <- path.expand(paths[nzchar(paths) & !grepl("://", paths, fixed = TRUE)])
  inside <- startsWith(paths, "/") | !grepl("(^|/)\\.\\.(/|$)", paths)
  for (folder in setdiff(dirname(paths[inside]), ".")) {
    if (!file.exists(folder)) suppressWarnings(dir.create(folder, recursive = TRUE))
  }
}

same_file <- function(a, b) system2("test", c(shQuote(a), "-ef", shQuote(b))) == 0
