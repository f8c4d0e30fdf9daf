"""Credentials that can be told from their names."""

import os

import psycopg2

password = 'falcon'
config = {'host': 'db', 'api_key': '9f8e7d6c5b4a3928'}
config['secret_key'] = 'Kd83jf0sLq2mVz71'
# config['access_key'] = 'Zx91mfKq22LsPw84'
os.environ['AWS_SECRET_ACCESS_KEY'] = 'Kd83jf0s/Lq2mVz71+aB'


class Settings:
    token: str = 'eyJhbGciOi.9.J9w4'


def connect(host, password='Red8Falcon', *, access_token='k39fjs02kd93'):
    return psycopg2.connect(host=host, password='heron')
