"""Credentials that are handed to calls."""

import os
import subprocess

import boto3
import requests
from minio import Minio
from pyspark import SparkConf
from pyspark.sql import SparkSession
from requests.auth import HTTPBasicAuth

builder = SparkSession.builder.config('spark.hadoop.fs.s3a.secret.key', 'Kd83jf0sLq2mVz71Wm5x')
spark = builder.config('fs.azure.account.key.sales.blob.core.windows.net', 'Zx91mfKq22LsPw84Yt6r').getOrCreate()
spark._jsc.hadoopConfiguration().set('fs.s3a.secret.key', 'Kd83jf0sLq2mVz71Wm5x')
spark.read.format('jdbc').option('dbtable', 'sales').option('password', 'Red8Falcon')
conf = SparkConf().setAll([('spark.app.name', 'sales'), ('spark.hadoop.fs.s3a.secret.key', 'Kd83jf0sLq2mVz71Wm5x')])
os.environ.update({'AWS_SECRET_ACCESS_KEY': 'Kd83jf0s/Lq2mVz71+aB'})
os.putenv('AWS_SECRET_ACCESS_KEY', 'Kd83jf0s/Lq2mVz71+aB')
store = boto3.client('s3', 'eu-central-1', 'Kd83jf0sLq2mVz71Wm5xPq9fRt4b')
other = Minio('store.intern.net', 'sales', 'Kd83jf0sLq2mVz71Wm5xPq9fRt4b')
requests.get('https://api.intern.net/sales', auth=('reader', 'Blue7Sparrow'))
requests.get('https://api.intern.net/sales', auth=HTTPBasicAuth('reader', 'Blue7Sparrow'))
requests.get('https://api.intern.net/sales', headers={'Authorization': 'Bearer q0w9E8r7T6y5U4i3O2p1'})
requests.get('https://api.intern.net/sales', headers={'Authorization': f'Basic cmVhZGVyOkJsdWU3U3BhcnJvdw=='})
store.set_api_key('q0w9E8r7T6y5U4i3')
subprocess.run('mirror --password Blue7Sparrow --to /data', shell=True)
subprocess.run(['mirror', '--password', 'Blue7Sparrow', '--to', '/data'])
settings = dict(host='db', secret_key='Kd83jf0sLq2mVz71')
