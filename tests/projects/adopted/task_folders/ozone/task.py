import argparse
import json
import os
from datetime import date
from pathlib import Path

from common.table import read


class OzoneTask:
    """
    1. Reads values of days
    2. Sums what is above the limit
    3. Writes JSON
    """

    DEFAULT_LIMIT = 2.0

    def __init__(self, *args, **kwargs):
        self.table = kwargs.get("table") or os.environ.get("TABLE_FILE")
        self.working_dir = kwargs.get("working_dir") or os.environ.get("WORKING_DIR") or "data"
        self.limit = kwargs["limit"] if kwargs["limit"] is not None else self.DEFAULT_LIMIT
        self.taskdate = kwargs["taskdate"]
        self.backup = kwargs["backup"]

    def calc(self):
        sums = {name: round(sum(v for v in values if v > self.limit), 3) for name, values in read(self.table).items()}
        target = Path(self.working_dir, f"ozone-{self.taskdate}.json")
        target.write_text(json.dumps(sums))
        if self.backup:
            target.with_suffix(".bak").write_text(json.dumps(sums))

    def run(self):
        self.calc()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("-d", "--taskdate", default="2024-02-01", type=date.fromisoformat)
    parser.add_argument("-t", "--table", type=str, help="Values of days")
    parser.add_argument("-w", "--working_dir", help="Working directory to store files.")
    parser.add_argument("--limit", type=float)
    parser.add_argument("--backup", action="store_true", help="Keep a copy")
    options = parser.parse_args()
    task = OzoneTask(**vars(options))
    task.run()
