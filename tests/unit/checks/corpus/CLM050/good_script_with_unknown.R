#' A package that the tables do not know may bring what others bring.
install.packages("rivers.of.the.world")
library(rivers.of.the.world)
library(dplyr)
