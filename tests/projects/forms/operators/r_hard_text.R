#' Quotes "double", 'single', colons: and \ 🛰️ {{x}} $HOME

# 50 % of "all": it's {{fine}} \ $HOME
title <- Sys.getenv("title", "It's \"50 %\": #1 \\ 🌊\tend")
unit <- Sys.getenv("unit", "m\u00b3/s")
