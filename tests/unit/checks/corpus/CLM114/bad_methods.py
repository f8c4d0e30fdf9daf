"""Writes by methods of paths and figures."""

import gzip
from pathlib import Path

import matplotlib.pyplot as plt

Path('summary.md').write_text('done')
with Path('lines.txt').open('a') as file:
    file.write('line')
with gzip.open('lines.gz', 'wt') as file:
    plt.savefig('figure')
