import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def tools():
    import sample_locks

    return sample_locks.tools()
