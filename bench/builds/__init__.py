"""Parts of `bench/build.py`."""
