# Everybody may pass through the folders above R and its libraries, such as /root. What lies in them keeps its modes.
reach <- function(place) {
  place <- dirname(place)
  if (dirname(place) == place) return()
  mode <- file.mode(place)
  if ((mode & "011") != "011") Sys.chmod(place, mode | "011", use_umask = FALSE)
  reach(place)
}
for (place in c(R.home(), .libPaths())) reach(place)
