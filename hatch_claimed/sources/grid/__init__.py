"""Grid wrappers: from their tables in the settings to values, and the functions of scripts that they call."""
