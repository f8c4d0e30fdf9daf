#' Needs programs of the system.
# apt install -y libxml2-dev

install.packages("xml2")
# apt-get install libgdal-dev gdal-bin
# where it lies
path <- Sys.getenv("path", "a.xml")
# apt install more
other <- Sys.getenv("other", "b.xml")
