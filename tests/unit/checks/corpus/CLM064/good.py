"""Functions that are only called like it."""

import fileinput
import os


def read(input):
    return input()


print(fileinput.input(), os.getenv('input'), read(list))
# input('Your name: ')
text = "input('Your name: ')"
