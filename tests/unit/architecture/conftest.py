import sys
from pathlib import Path

# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))
