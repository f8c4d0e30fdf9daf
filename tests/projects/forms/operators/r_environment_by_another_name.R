#' Reads by shorter names, in loops, and from a copy.

env <- Sys.getenv
# The table.
table_file <- env("table_file", "levels.csv")
# The days.
days <- sapply(c("first", "last"), Sys.getenv)
for (name in c("river", "gauge")) {
  print(env(name, unset = "all"))
}
all <- as.list(Sys.getenv())
# The unit.
unit <- all$unit
digits <- Sys.getenv()[["digits"]]
