# Draws a map.

title <- Sys.getenv("title", "Levels")
# colours of the map
palette <- Sys.getenv('palette', 'viridis')

# A comment far away.

width <- Sys.getenv("width", 7)
plot(1:10, main = title, col = palette)  # Sys.getenv("commented")
