"Only one pair of quotes, and it's fine."
import os

edge = int(os.getenv('edge', 3))
