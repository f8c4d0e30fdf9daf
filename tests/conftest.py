import sys
from pathlib import Path

from hypothesis import settings

# how long an example takes says more of the machine than of the code
settings.register_profile("default", deadline=None)
settings.load_profile("default")

# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))
