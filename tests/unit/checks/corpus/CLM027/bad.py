"""Waits."""

import os
import time

time.sleep(int(os.getenv("_", "1")))
