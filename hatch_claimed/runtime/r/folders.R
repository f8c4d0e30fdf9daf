# The working directory, whichever one the container has, gets links to what travels with the script: it is the root of
# the project's tree, and also has what lies in the script's folder. It may be a fresh folder, or a volume mounted over
# the image's own, which has all of it, or over a folder of that. Where nothing can be written nothing is done.

link_files <- function(sources, target, script) {
  found <- lapply(sources, list.files, all.files = TRUE, no.. = TRUE)
  paths <- file.path(rep(sources, lengths(found)), unlist(found))
  paths <- paths[!vapply(paths, holds_only, NA, script)]
  for (name in unique(basename(paths))) link_one(paths[basename(paths) == name], file.path(target, name), script)
}

link_one <- function(paths, to, script) {
  folders <- paths[dir.exists(paths)]
  if (!file.exists(to)) {
    if (length(paths) == 1 || length(folders) < length(paths)) return(suppressWarnings(file.symlink(paths[[1]], to)))
    # what lies in the script's folder and what lies at the root are found side by side
    suppressWarnings(dir.create(to))
  }
  others <- if (dir.exists(to)) folders[!vapply(folders, same_file, NA, to)]
  if (length(others)) link_files(others, to, script)
}

# Whether something is mounted below the folder.
has_volumes <- function(folder) {
  any(startsWith(mounts(), paste0(folder, "/")))
}

# Whether there is nothing but the script.
holds_only <- function(path, script) {
  while (startsWith(paste0(script, "/"), paste0(path, "/"))) {
    if (path == script) return(TRUE)
    inner <- list.files(path, all.files = TRUE, no.. = TRUE)
    if (length(inner) != 1) return(FALSE)
    path <- file.path(path, inner)
  }
  FALSE
}

same_file <- function(a, b) system2("test", c(shQuote(a), "-ef", shQuote(b))) == 0

# The folders that the script's own output paths lie in: below the working directory, or absolute ones.
make_folders <- function(paths) {
  paths <- path.expand(paths[nzchar(paths) & !grepl("://", paths, fixed = TRUE)])
  inside <- startsWith(paths, "/") | !grepl("(^|/)\\.\\.(/|$)", paths)
  for (folder in setdiff(dirname(paths[inside]), ".")) {
    if (!file.exists(folder)) suppressWarnings(dir.create(folder, recursive = TRUE))
  }
}
