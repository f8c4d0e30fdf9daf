# Levels
library(dplyr)
