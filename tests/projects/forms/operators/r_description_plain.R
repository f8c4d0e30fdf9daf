# Compares two years.
# Plain comments, two lines.

# the first year
first <- as.integer(Sys.getenv("first", "2022"))
