#' Reads whatever it is told to read.

for (name in c("a", "b")) {
  print(Sys.getenv(name, "nothing"))
}
all <- Sys.getenv()
last <- Sys.getenv("last", "z")
