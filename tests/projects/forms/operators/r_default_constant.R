#' Keeps defaults in variables.

mirror <- "https://data.example.org"
hours = 24 * 7
counter <- 1
counter <- counter + 1

server <- Sys.getenv("server", mirror)
period <- as.integer(Sys.getenv("period", hours))
path <- Sys.getenv("path", file.path("data", "levels.csv"))
index <- Sys.getenv("index", paste0(mirror, "/index.json"))
