#' Has numbers, flags and texts.
count <- as.integer(Sys.getenv("count", "5"))
rate <- as.numeric(Sys.getenv("rate", 1e-05))
debug <- as.logical(Sys.getenv("debug", "FALSE"))
cache <- as.logical(Sys.getenv("cache", TRUE))
title <- Sys.getenv("title", "It's \"50 %\": $(HOME) $$ H\u00f6he")
station <- Sys.getenv("station")
seed <- as.integer(Sys.getenv("seed"))
print(list(count, rate, debug, cache, title, station, seed))
