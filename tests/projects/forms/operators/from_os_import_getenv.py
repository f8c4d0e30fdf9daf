"""Plots a histogram."""

from os import getenv, path

# number of bars
bins = int(getenv('bins', 20))
column = getenv('column')


class Config:
    def getenv(self, name):
        return name


print(Config().getenv('title'), path.join('out', f'{column}_{bins}.png'))
