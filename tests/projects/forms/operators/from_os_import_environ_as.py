"""Turns text files into sentences."""

from os import environ as settings

language = settings.get('language', 'en')
# one file for each sentence?
split = bool(settings.get('split', False))
settings['sentences'] = 'sentences.txt'

local = {'model': 'small'}
print(language, split, local.get('model', 'large'))
