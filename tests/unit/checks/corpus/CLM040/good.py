"""Count."""

print(1)
