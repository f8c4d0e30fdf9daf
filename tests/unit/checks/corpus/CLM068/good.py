"""Draw the water level."""

import matplotlib.pyplot as plt

plt.plot([3, 1, 2])
plt.savefig('level.png')
plt.show()
