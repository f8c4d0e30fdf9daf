"""Square a number; who imports this as a module may have a command line."""

import argparse
import os
import subprocess
import sys

number = int(os.getenv('number', 5))
here = os.path.dirname(sys.argv[0])
sys.argv = ['script.py', '--number', str(number)]
options = argparse.ArgumentParser().parse_args([])
subprocess.run([sys.executable, '-c', 'pass'])


def command_line():
    return argparse.ArgumentParser().parse_args(), sys.argv[1:]


class Parser:
    def parse_args(self):
        return sys.argv[1]


print(number**2, here, options)
