"""Waits for a file to arrive."""
import os
import time

# seconds
patience = int(os.getenv('patience', 60*60))
chunk = int(os.getenv('chunk', 2 ** 10 * 4))
share = float(os.getenv('share', 1 / 4))
pause = os.getenv('pause', 60 // 7)

deadline = time.time() + patience
print(deadline, chunk, share, pause, 24 * 60)
