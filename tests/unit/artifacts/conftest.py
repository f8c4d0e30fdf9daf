import sys
from pathlib import Path

# so that every test folder can import `sample_operators`
sys.path.insert(0, str(Path(__file__).parent))
