"""Merges files with a field each."""

import os

# Where the files are.
source = os.getenv("source", "fields")

os.environ["fields"] = "fields.wkt"

if __name__ == "__main__":
    with open(os.environ["fields"], "w") as file:
        for name in sorted(os.listdir(source)):
            file.write(open(os.path.join(source, name)).read() + "\n")
