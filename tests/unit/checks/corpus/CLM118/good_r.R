#' Says which R runs.

print(R.version.string)
