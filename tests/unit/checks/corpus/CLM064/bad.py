"""Greet somebody."""

from getpass import getpass

name = input('Your name: ')


def ask():
    ä = 'ä'; return ä, getpass()
