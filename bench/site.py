"""How long a catalogue of 500 operators takes in a browser: to be there, and from a key in the search to its list.

    python bench/site.py

Beside it stands the catalogue of the few samples that the tests look at. Needs Debian's chromium and chromium-driver,
and selenium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / "site"), str(TESTS / "unit" / "artifacts")]

KEYS = """
const words = document.getElementById("words");
const times = [];
for (const text of ["f", "fo", "for", "forest", "forest 003", "", "levels", "nothing", ""]) {
  words.value = text;
  const before = performance.now();
  words.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  times.push(performance.now() - before);
}
return times;
"""
LOADED = "return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"


def main() -> None:
    """Print a line for each site."""
    try:
        from browsers import CHROMIUM, DRIVER, Page, browser
        from projects import CROWD, SAMPLES, write
    except ImportError as error:
        print(f"left out: {error}")
        return
    if not (CHROMIUM and DRIVER):
        print("left out, for there is no chromium here")
        return
    driver = browser("--hide-scrollbars")
    try:
        print(f"{'':8} {'index kB':>9} {'loaded ms':>10} {'a key, median ms':>17} {'longest':>8}")
        for name, project in (("samples", SAMPLES), ("500", CROWD)):
            with tempfile.TemporaryDirectory() as folder:
                site = write(project, Path(folder))
                page = Page(driver, site)
                page.reset()
                page.open("index.html")
                times = page.run(KEYS)
                size = (site / "index.html").stat().st_size / 1000
                print(f"{name:8} {size:9,.0f} {page.run(LOADED):10.0f} {median(times):17.1f} {max(times):8.1f}")
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
