"""Count stations."""
from mine import *

print(os.getenv('path', 'stations.csv'))
