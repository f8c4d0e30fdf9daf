"""Describes inside of indented code."""
import os


# makes a request
def request():
    # the page to ask for
    page = int(os.getenv('page', 1))
    if page:
        # how many entries a page has
        return int(os.getenv('entries', 50))
    return 0


request()
