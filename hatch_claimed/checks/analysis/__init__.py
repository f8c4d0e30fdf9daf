"""What rules ask of scripts: calls, imports, files, literals."""
