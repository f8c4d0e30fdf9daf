"""What only looks like credentials: a URL https://reader:Blue7Sparrow@files.intern.net in a docstring is prose."""

import argparse
import getpass
import os
import re

# as [cos|s3]://access_key_id:secret_access_key@endpoint/bucket/path
# or postgresql://user:password@host:5432/database, https://<user>:<token>@github.com
# password = ''  # api_key = "..."  token = 'your token'
# pip install git+https://${USER}:${TOKEN}@git.intern.net/tools.git
connection = os.getenv('connection')
password = os.getenv('password')
url = f'postgresql://{connection}:{password}@db/sales'
other = 'postgresql://%s:%s@db/sales' % (connection, password)
third = 'postgresql://{}:{}@db/sales'.format(connection, password)
shell = 'https://$USER:$TOKEN@github.com/a/b.git'
local = 'amqp://guest:guest@localhost:5672/'
page = 'https://example.com:8080/@maria'
mail = 'mailto:maria@example.com'
sample = 'https://reader:Blue7Sparrow@example.com/'
pattern = re.compile(r'https://(\w+):([^@]+)@')
is_key = '-----BEGIN PRIVATE KEY-----' in connection

secret_key = password
token = ''
api_key = None
api_key = 'YOUR_API_KEY'
api_key = 'AKIAIOSFODNN7EXAMPLE'
access_token = 'ACCESS_TOKEN'
github = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
pad_token = '[PAD0000]'
token = r'[-!#$%&*+.^_`|~0-9a-zA-Z]+'
tokens = ['id1234567', 'id2345678']
secret = 'warehouse-credentials'
credentials = '/run/secrets/google.json'
token_url = 'https://iam.example.com/v1/token'
names = {'AWS::ApiGateway::ApiKey': 'aws1apigateway2apikey', 'password': 'str', 'token': 'string'}
parser = argparse.ArgumentParser()
parser.add_argument('--password', help='password2 of the database')
entered = getpass.getpass('password7: ')
if password == 'Red8Falcon':
    print('no', sep='1token22')
magics = {'pwd': 'folder_of_work', 'password': 'Passwort', 'passwd': 'geheimnis'}
def change(password='neues'): return password
