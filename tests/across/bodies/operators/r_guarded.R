#' Looks at what it has read.
topic <- Sys.getenv("topic", unset = NA)
if (is.na(topic)) topic <- "none"
label <- Sys.getenv("label", "")
if (nzchar(label)) cat(label, "\n")
cat(topic, "\n")
