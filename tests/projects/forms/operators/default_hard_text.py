"""Writes a title that is hard to quote."""
import os

title = os.getenv('title', 'It\'s "50 %": #1 \\ done')
emoji = os.getenv('emoji', '🌊 Höhe')
lines = os.getenv('lines', 'a\n\tb')
raw = os.getenv('raw', r'C:\data')
braces = os.getenv('braces', '{{x}} ${HOME} $(id) {{inputs.x}}')
yaml = os.getenv('yaml', 'yes: [no, ~] # null')
several = os.getenv('several', """first
second""")
print(title, emoji, lines, raw, braces, yaml, several)
