#' Counts what somebody wants.
# Sizes, separated by commas.
sizes <- as.numeric(strsplit(Sys.getenv("sizes", "1,2"), ",")[[1]])
code <- "sum(sizes)"
print(eval(parse(text = code)))
print(eval(quote(sum(sizes))))
settings <- parse(file = "settings.R")
