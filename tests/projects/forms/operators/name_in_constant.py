"""Keeps names of variables in constants."""
import os

KEY = 'access_key'
PREFIX = 'cos_'

key = os.getenv(KEY)
endpoint = os.getenv(PREFIX + 'endpoint', 'https://s3.example.org')
print(key, endpoint)
