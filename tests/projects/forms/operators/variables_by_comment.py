"""Says in comments what its variables are."""
import os

# The node that this runs on.
node = os.environ['HOSTNAME']  # claimed: parameter
# A folder.
os.environ['model'] = 'model'  # claimed: output
os.environ['mode'] = 'batch'  # claimed: internal
os.environ['listing'] = (
    'listing.txt'
)  # claimed: internal
print(node, os.environ['mode'])
