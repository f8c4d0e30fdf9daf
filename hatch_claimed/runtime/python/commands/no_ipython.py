"""Stands in for IPython where a base image has none. A command that names the operator never comes this far."""

import sys

if __name__ == "__main__":
    sys.stderr.write(
        "claimed: IPython is not installed in this image: its `ipython` starts the operator alone, as C3's Jobs and "
        "components call it\n"
    )
    sys.exit(127)
