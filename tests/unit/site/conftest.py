import sys
from pathlib import Path

# the operators and workflows that artifacts are tested with
sys.path.insert(0, str(Path(__file__).parents[1] / "artifacts"))
