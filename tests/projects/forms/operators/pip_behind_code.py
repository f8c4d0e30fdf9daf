"""Names a package where it is imported."""
import os
import numpy as np  # pip install numpy


def plot():
    # pip install matplotlib
    import matplotlib.pyplot as plt

    # bars
    plt.hist(np.zeros(3), bins=int(os.getenv('bins', 5)))
