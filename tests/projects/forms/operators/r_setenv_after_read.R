#' Changes a parameter that it has read.

locale <- Sys.getenv("locale", "C")
Sys.setenv(locale = toupper(locale))
Sys.setenv(sorted = "sorted.csv")
