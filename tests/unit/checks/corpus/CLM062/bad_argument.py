"""Copy a table."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument('--target', default='https://reader:x82kfLw9qPz@tables.climate-data.org/today.csv', help='where it goes')
print(parser.parse_args().target)
