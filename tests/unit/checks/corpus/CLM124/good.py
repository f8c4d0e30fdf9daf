"""What prints no secret, though its names sound so."""

import logging
import os
import sys

import requests

# token of the service
api_token = os.getenv('api_token')
# password of the warehouse
password = os.environ['db_password']
# where the key lies
private_key = os.getenv('private_key', '/run/secrets/id_ed25519')
# most tokens of an answer
max_tokens = int(os.getenv('max_tokens', 100))
pad_token = os.getenv('pad_token', '<pad>')
token = os.getenv('token', 'the')
key_column = os.getenv('key_column', 'station')
band_pass = os.getenv('band_pass', '0.2-0.8')
digits = int(os.getenv('pin_secret', 5))
log_level = os.getenv('log_level', 'INFO')

print(private_key, max_tokens, pad_token, token, key_column, band_pass, digits, log_level)
print('token is set' if api_token else 'token is missing')
print(bool(api_token), api_token is None, api_token == password, len(password))
print(f'{len(api_token)} characters, {api_token[:3]}***', '*' * len(password))
print('api_token', 'db_password', '$api_token')
logging.info('connected as %s', os.getenv('user_name'))
logging.debug('asked %s', requests.get('https://api.intern.net', headers={'token': api_token}).status_code)
client = requests.Session()
client.auth = ('reader', password)
client.post('https://api.intern.net/log', json={'token': api_token})
rows = [row for row in client.get(f'https://api.intern.net?token={api_token}').json()]
print(rows, client, os.environ['HOME'], os.environ.get('user_name'))
with open('netrc', 'w') as file:
    print('machine db password', password, file=file)
    file.write(password)
if not api_token:
    raise ValueError('api_token is missing')
if len(sys.argv) > 5:
    raise SystemExit(f'{len(password)} characters are too few')

secret_words = os.getenv('secret')
for secret in 'a b'.split():
    print(secret)


def show(words):
    for password in words:
        print(password)


def shown(access_token):
    print(access_token)


import math
math.log(len(password))

# the key file of the service's account
key_file = os.getenv('GOOGLE_APPLICATION_CREDENTIALS')
print('credentials from', key_file)
