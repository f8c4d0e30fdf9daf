#' Squares a number.
install.packages("optparse")
library(optparse)
options <- parse_args(OptionParser(option_list = list(make_option("--number", type = "double"))))
print(options$number^2)
