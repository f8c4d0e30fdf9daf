"""Paths like /home/maria/a.csv that stand in prose, and those that images have."""

import argparse
import re

# on my machine: /home/maria/a.csv
for path in ('/data/a.csv', '/tmp/a.csv', '/opt/app', '/home/docker/a', '/home/jovyan/work', '/mnt/data/a', './home/a'):
    print(path)
home = '/home/'
users = '/Users/Shared/a'
named = f'/home/{home}/a'
formatted = '/home/{}/a'.format(home)
shell = '/home/$USER/a'
pattern = re.compile(r'A:\d+')
address = 'c://a'
clock = '12:/30'
route = '/Users/'
parser = argparse.ArgumentParser()
parser.add_argument('--path', help='for example /home/maria/a.csv')
