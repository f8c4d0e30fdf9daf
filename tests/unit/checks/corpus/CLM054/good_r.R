# Levels
install.packages(c("dplyr", "dplyr"))
