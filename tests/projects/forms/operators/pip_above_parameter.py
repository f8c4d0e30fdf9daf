"""Has its package right above a parameter."""
import os
# pip install requests
# The address.
url = os.getenv('url')
# pip install lxml
depth = int(os.getenv('depth', 1))
