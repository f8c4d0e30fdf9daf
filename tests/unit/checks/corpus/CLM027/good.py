"""Waits."""

import os
import time

time.sleep(int(os.getenv("_s_", "1")))
