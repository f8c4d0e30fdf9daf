#' Reads whatever it is told to read.

for (name in commandArgs(TRUE)) {
  print(Sys.getenv(name, "nothing"))
}
all <- Sys.getenv()
last <- Sys.getenv("last", "z")
