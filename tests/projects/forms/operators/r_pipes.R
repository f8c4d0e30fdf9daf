#' Casts behind a pipe.

k <- Sys.getenv("k", "3") |> as.integer()
share <- Sys.getenv("share", "0.5") %>% as.numeric()
name <- Sys.getenv("name", "x") |> toupper()
