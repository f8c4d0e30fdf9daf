"""Arithmetic of bands."""

import os

EPSILON = float(os.getenv("EPSILON", "1e-9"))


def normalised(first, second):
    return (first - second) / (first + second + EPSILON)
