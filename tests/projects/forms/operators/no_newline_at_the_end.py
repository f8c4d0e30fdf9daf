"""Ends without a newline."""
import os
last = os.getenv('last', 'x')  # pip install numpy