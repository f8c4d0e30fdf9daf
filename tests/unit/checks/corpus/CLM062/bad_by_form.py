"""Credentials that can be told from their form."""

import os

import boto3
import requests

# was postgresql://reader:Blue7Sparrow@db.intern.net/sales
URL = 'postgresql://writer:Red8Falcon@db.intern.net/sales'
STORE = 'cos://AK7d3kfm:x82k/fLw9+qPz@s3.eu-de.cloud-object-storage.appdomain.cloud/sales'
CACHE = f'redis://:Green9Heron@{os.environ["host"]}:6379'

client = boto3.client('s3', 'AKIAQ3EGRT5ZP7XWVN2M')

KEY = """
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAvZ2kq8b7fJw1n0s4y6d3h5g7j9l2m4n6p8r0t2v4x6z8B0D2
F4H6J8L0N2P4R6T8V0X2Z4b6d8f0h2j4l6n8p0r2t4v6x8z0
-----END RSA PRIVATE KEY-----
"""

tokens = {
    'github': 'ghp_Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6Gp4Ta0UeI',
    'gitlab': 'glpat-Zk3vQ8xR1mTj7LwY_c5H',
    'slack': 'xoxb-' + '2938471650',
    'hub': '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',
}
requests.get('https://api.intern.net', headers={'Authorization': 'Bearer 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'})
