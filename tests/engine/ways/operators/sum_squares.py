"""Sums squares with a compiled function that is kept on disk."""

# pip install numba==0.61.2
import os

from numba import njit

# How many numbers to sum.
upto = int(os.getenv("upto", 10))
os.environ["result"] = "result.txt"


@njit(cache=True)
def total(n):
    s = 0
    for i in range(n):
        s += i * i
    return s


value = total(upto)
assert sum(total.stats.cache_misses.values()) == 1, "nothing was compiled for the cache"
with open(os.environ["result"], "w") as file:
    file.write(f"{value}\n")
