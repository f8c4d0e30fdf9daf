"""Puts many blanks between words."""

#    pip    install    numpy     scipy   
#	pip install	pandas
import os

name = os.getenv('name')
