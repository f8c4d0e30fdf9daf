"""Says which Python runs."""

import sys

print(sys.version)
