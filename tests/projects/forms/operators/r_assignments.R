#' Assigns in all directions.

a <- Sys.getenv("a", "1")
b = Sys.getenv("b", "2")
# from left to right
Sys.getenv("c", "3") -> c_value
assign("d", Sys.getenv("d", "4"))
e <<- Sys.getenv("e", "5")
