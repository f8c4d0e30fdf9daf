#' Summarises catches of fish by lake and species.
#'
#' Reads a table of catches, joins the lakes, and writes a table and a figure.

install.packages(c("dplyr", "readr", "ggplot2", "tidyr"))
install.packages("lubridate", repos = "https://cloud.r-project.org")

suppressPackageStartupMessages({
  library(dplyr)
  library(readr)
  library(ggplot2)
})
library(tidyr)
library(stats)
library(grid)

# Table of catches, as CSV
catch_file <- Sys.getenv("catch_file", "catches.csv")

# Smallest number of fish
min_n <- as.integer(Sys.getenv("min_n", "5"))

# Title of the figure
title <- Sys.getenv("title", "Catch per unit effort")

# Summary by lake and species, as CSV
Sys.setenv(summary = "summary.csv")

# Figure, as PNG
Sys.setenv(figure = "figure.png")

catches <- read_csv(catch_file, show_col_types = FALSE) %>%
  mutate(date = lubridate::ymd(date), year = lubridate::year(date)) %>%
  filter(!is.na(species), n >= min_n)

key <- c("lake", "species")
by_species <- catches %>%
  group_by(across(all_of(key)), year) %>%
  summarise(n = sum(n), effort = sum(effort), .groups = "drop") %>%
  mutate(cpue = n / effort)

print(by_species)
message("lakes: ", paste(unique(by_species$lake), collapse = ", "))

write_csv(by_species, Sys.getenv("summary"))

p <- ggplot(by_species, aes(year, cpue, colour = species)) +
  geom_line() +
  facet_wrap(~lake) +
  labs(title = title, x = NULL, y = "CPUE")
ggsave(Sys.getenv("figure"), p, width = 8, height = 5, dpi = 150)
