"""Has the longest name that Kubernetes takes."""
import os

length = int(os.getenv("length", 63))
