"""Has hyphens in its name."""
import os

kind = os.getenv("kind", "a-b")
