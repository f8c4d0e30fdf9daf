#' Looks up where it saves its result.

Sys.setenv(model = "model.rds")
save_model <- function(model) saveRDS(model, Sys.getenv("model"))
save_model(lm(dist ~ speed, cars))
alpha <- as.numeric(Sys.getenv("alpha", "0.05"))
