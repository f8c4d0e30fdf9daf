# Cuts a raster.
# conda install -c conda-forge r-sf
install.packages("sf")
library(sf)
cut <- st_read(Sys.getenv("source"))
