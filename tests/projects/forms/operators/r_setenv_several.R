#' Sets several outputs at once.

folder <- Sys.getenv("folder", "out")
Sys.setenv(table = file.path(folder, "table.csv"), list = "list.txt")
save <- function() {
  Sys.setenv(
    map = "map.png",
    legend = "legend.png"
  )
}
