"""Count stations."""
from mine import logging
import os.path

re = None


def main(sys):
    print(os.getenv('path', 'stations.csv'), re, logging, sys)
