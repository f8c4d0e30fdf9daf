"""Describes with signs that YAML, CWL and shells know."""
import os

# 50 % of "all" values: yes, it's {{fine}} \ ${HOME} 🌊
share = float(os.getenv('share', 0.5))
# * a list?
count = int(os.getenv('count', 1))
# - a list? # no
kind = os.getenv('kind', 'x')
print(share, count, kind)
