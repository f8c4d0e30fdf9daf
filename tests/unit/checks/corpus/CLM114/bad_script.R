#' Writes tables.
rows <- data.frame(a = 1:3)
out <- "tables"
dir.create(out)
write.csv(rows, file.path(out, "rows.csv"))
saveRDS(rows, file = "rows.rds")
message("wrote ", "rows.rds")
cat("done", file = "notes.txt")
