"""Changes a parameter that it has read."""
import os

# Which device is used.
device = os.getenv('device', 'cpu')
os.environ['device'] = device.upper()
os.environ['model'] = 'model.pt'
