# Levels
install.packages("dplyr")
