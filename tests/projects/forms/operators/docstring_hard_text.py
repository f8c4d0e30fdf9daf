"""
Quotes: "double", 'single', `back`.
Colon: a: b, - dash, # sign, {{braces}}, $HOME, %d, \\ backslash.
Umlauts äöü, emoji 🛰️, 水, and so on.
---
# pip install nothing
<b>not bold</b> & so on
"""

import os

station = os.getenv('station')
