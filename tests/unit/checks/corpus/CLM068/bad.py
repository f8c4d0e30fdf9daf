"""Draw the water level."""

from matplotlib import pyplot

pyplot.plot([3, 1, 2])
pyplot.show()
pyplot.plot([1, 2, 3])
pyplot.show()
