"""
Reads columns:
station	level	quality
"""
import os

column = os.getenv('column', 'level')
