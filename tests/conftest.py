import signal
import sys
from contextlib import suppress
from pathlib import Path

from hypothesis import settings

# how long an example takes says more of the machine than of the code
settings.register_profile("default", deadline=None)
settings.load_profile("default")

# a shell that starts the tests in the background lets all below it ignore Ctrl-C
with suppress(ValueError):
    signal.signal(signal.SIGINT, signal.default_int_handler)

# helpers lie here
sys.path.insert(0, str(Path(__file__).parent))


def pytest_terminal_summary(terminalreporter):
    from needs import skipped

    reports = terminalreporter.stats.get("skipped", [])
    if reports:
        terminalreporter.write_line(skipped([report.longrepr[2] for report in reports]))
