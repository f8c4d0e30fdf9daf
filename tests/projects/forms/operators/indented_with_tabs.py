"""Indents with tabs."""
import os

if True:
	# tabs
	tabs = int(os.getenv('tabs',	8))
