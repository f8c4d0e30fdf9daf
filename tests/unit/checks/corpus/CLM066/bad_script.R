#' Counts what somebody wants.
# What is counted.
expression <- Sys.getenv("expression", "1 + 1")
print(eval(parse(text = expression)))
eval(str2lang(Sys.getenv("other")))
