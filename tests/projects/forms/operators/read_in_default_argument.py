"""Reads where a function begins."""
import functools
import os


def download(url=os.getenv('url', 'https://example.org'), *, tries=int(os.getenv('tries', 3))):
    return url, tries


@functools.lru_cache(maxsize=int(os.getenv('cache', 8)))
def cached(x: 'os.getenv("x")') -> str:
    return x


later = lambda: os.environ['later']
print(download(), cached('a'), later)
