"""Square numbers."""

from sys import argv

for number, text in enumerate(argv):
    print(number, text)
