# Levels
install.packages("dplyr")
download.file("https://example.com/a.R", "a.R")
