"""The project's own modules that a script imports, found from syntax trees; nothing is run."""
