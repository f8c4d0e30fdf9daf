#!/usr/bin/env Rscript
#' Count.

print(1)
