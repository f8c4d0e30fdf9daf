#' Counts letters, and keeps them where R packages keep things of the user.

# A name of a place.
place <- Sys.getenv("place", "Thür")
Sys.setenv(result = "result.txt")

kept <- tools::R_user_dir("levels", "cache")
dir.create(kept, recursive = TRUE)
saveRDS(place, file.path(kept, "place.rds"))
user <- Sys.info()[["user"]]
named <- !is.na(user) && nzchar(user)
inside <- startsWith(normalizePath(kept), normalizePath("~"))
letters_of <- nchar(readRDS(file.path(kept, "place.rds")))
writeLines(paste(place, letters_of, named, inside), Sys.getenv("result"))
