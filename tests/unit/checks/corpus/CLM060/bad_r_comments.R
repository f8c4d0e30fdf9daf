# Cuts a raster.
# conda install -c conda-forge r-sf r-terra
library(sf)
cut <- st_read(Sys.getenv("source"))
