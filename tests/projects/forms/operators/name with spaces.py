"""Has spaces in its name."""
import os

place = os.getenv("place", "a b")
