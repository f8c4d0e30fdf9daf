import sys
from pathlib import Path

# so that every test here can import `sample_findings`
sys.path.insert(0, str(Path(__file__).parent))
