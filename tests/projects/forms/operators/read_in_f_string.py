"""Reads between the braces of an f-string."""
import os

path = f"{os.getenv('folder', 'out')}/levels.csv"
text = "{os.getenv('no_f_string')}"
braces = f"{{os.getenv('escaped')}}"
print(path, text, braces)
