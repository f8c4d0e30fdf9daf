"""Names a path by a parameter, as the guide does."""
import os

# Where the result goes.
output_path = os.getenv('output_path', None)
os.environ['output_list'] = 'list.txt'
