#' Draws.
library(ggplot2)
pdf("plot.pdf")
plot(1)
dev.off()
ggsave(plot = p, filename = "gg.png")
writeLines("a", con = "lines.txt")
