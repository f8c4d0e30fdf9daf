# Prints the libraries that a user has for itself, where they hold any package.
own <- strsplit(Sys.getenv("R_LIBS_USER"), .Platform$path.sep, fixed = TRUE)[[1]]
own <- intersect(normalizePath(own, mustWork = FALSE), .libPaths())
cat(own[lengths(lapply(own, list.files)) > 0], sep = .Platform$path.sep)
