#' Spreads levels over processes, and draws them.

# How many levels there are.
levels <- as.integer(Sys.getenv("levels", "4"))
Sys.setenv(result = "result.txt")

forked <- parallel::mclapply(seq_len(levels), function(level) level^2, mc.cores = 2)
cluster <- parallel::makeCluster(2)
named <- unlist(parallel::parLapply(cluster, c("Töss", "Thür"), nchar))
parallel::stopCluster(cluster)
pdf(file.path(tempdir(), "levels.pdf"))
plot(unlist(forked), main = "Töss")
invisible(dev.off())
writeLines(paste(c(unlist(forked), named), collapse = " "), Sys.getenv("result"))
