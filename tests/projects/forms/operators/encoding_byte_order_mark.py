"""Was saved by an editor of Windows."""
import os

# what
what = os.getenv('what', 'ü')
