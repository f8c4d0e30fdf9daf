"""
good_with_title

Counts what there is.

@author: maria
"""

print(1)
