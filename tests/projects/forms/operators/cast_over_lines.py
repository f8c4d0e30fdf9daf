"""Trains a small network."""
import os

# How often the data is seen.
epochs = int(
    os.getenv(
        'epochs',
        10,
    )
)

rate = float(os.getenv('rate',
                       1e-3))

early_stop = bool(
    # stop when nothing improves
    os.environ.get('early_stop', 'yes')
)
print(epochs, rate, early_stop)
