"""Names, keys and digests that ordinary work is full of."""

import hashlib
import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import scipy.signal as signal
import torch
from datasets import load_dataset
from pyspark.sql import SparkSession, functions as F
from sklearn.feature_extraction.text import CountVectorizer
from transformers import AutoTokenizer

# filters, orbits, loops and tests let something pass
low_pass = signal.butter(4, 0.2, 'lowpass')
high_pass = 'butter4Order'
band_pass = 'Butter4Order2'
first_pass, second_pass = 'Coarse10km', 'Fine1km0m'
orbit_pass = 'Descending2021A'
overpass = 'Sentinel2A'
bypass = 'Valve12b7'
n_passes = 'Three3times'
pass_through = 'Column12a3'
pw = 'PW0.5-10Hz'
pulse = {'pw': '10ms0us', 'pass': 'green1', 'fail': 'red2'}

# models, tokens of language and their words
tokenizer = AutoTokenizer.from_pretrained('bert-base-uncased', use_fast=True)
tokenizer.add_special_tokens({'pad_token': '[PAD0]', 'cls_token': 'cls0token1'})
frame = pd.DataFrame({'token': ['the', 'cat'], 'token_id': [1, 2]})
frame = frame.rename(columns={'token': 'token_v2', 'key': 'key2value'})
frame.groupby('token', 'cluster_12')
frame.replace('token', 'token_sha256')
frame.merge(frame, on='key', suffixes=('_2019left', '_2020right'))
vectors = CountVectorizer(token_pattern=r'(?u)\b\w\w+\b')
print(frame.filter(['password', 'password_hash2', 'token', 'utf8mb4_bin']))
data = load_dataset('wikitext', 'wikitext-103-raw-v1', revision='b08601e04326c79dfdd32d625aee71d232d685c3')
model = torch.hub.load('pytorch/vision:v0.10.0', 'resnet50')
spark = SparkSession.builder.config('spark.executor.memory', '4g').config('spark.jars', 'hadoop-aws-3.3.4.jar')
spark.config('fs.s3a.secret.key', os.environ['secret_key']).config('spark.hadoop.token.file', 'token12a3b4c5')
table = spark.withColumnRenamed('password', 'password_md5').withColumn('key', F.sha2('secret', 256))

# digests, identifiers and addresses of data
sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
md5 = {'train.csv': 'd41d8cd98f00b204e9800998ecf8427e', 'test.csv': '0cc175b9c0f1b6a831c399e269772661'}
commit = 'b08601e04326c79dfdd32d625aee71d232d685c3'
run_id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
sheet = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
drive = 'https://drive.google.com/uc?id=1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
doi = 'https://doi.org/10.5281/zenodo.3678171'
download = 'https://zenodo.org/record/3678171/files/dev_data_fan.zip?download=1&token_type=public&format=zip2'
query = 'https://api.intern.net/v2?year=2021&api_key=DEMO_KEY&format=csv2'
pixel = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
mapbox = 'pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B'
assert hashlib.sha256(b'a').hexdigest() == 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4f72b9807785afe48bb'
wells = ['A1B2C3D4', 'H12G11F10', 'chr1p36a33', 'ENSG00000139618', 'P0DTC2', 'rs7412']
smiles = 'CC1=C(C(=O)N2C=CC=C2)SC3=NC4=C(C=C13)C5CCN4CC5'
peptide = 'MVSKGEELFTGVVPILVELDGDVNGHKFSVSGEGEGDATYGKLTLKFICTTGKL'
plt.plot(np.arange(3), label='key1a2b3c4d')

# samples and what stands for a secret
aws_secret_access_key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
api_key = '00000000-0000-0000-0000-000000000000'
access_token = '0123456789abcdef'
secret_key = 'abcdef1234567890'
smtp_pass = '<password>'
db_pass = os.environ['db_pass']
jwt = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6G'
header = {'Authorization': 'Bearer YOUR_ACCESS_TOKEN', 'X-Basic': 'Basic Statistics101'}
header = {'Authorization': f'Bearer {api_key}', 'Accept': 'application/json; charset=utf-8'}
dsn = f'host=db.intern.net dbname=sales user=reader password={db_pass}'
odbc = 'DRIVER={ODBC Driver 17};SERVER=db;UID=reader;PWD=' + db_pass
sql = "SELECT * FROM users WHERE year = 2021 AND password = 'x' AND token = 12345678"
spark.option('user', 'reader').option('password', db_pass).option('dbtable', 'sales2021a')

# what is public
ftp = ftplib.FTP('ftp.intern.net', user='anonymous', passwd='anonymous@')
px.set_mapbox_access_token('pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B')
mapbox_access_token = 'pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B'
tiles = 'https://tiles.intern.net/{z}?access_token=pk.eyJ1Ijoic2FsZXMiLCJhIjoiY2p4In0.Qm3tZ8vKx1Rj7LwYc5Hs9B'
nasa = requests.get('https://api.nasa.gov/planetary/apod?api_key=DEMO_KEY&date=2023-06-15')
column = store.get(key='9f8e7d6c5b4a39281706f5e4d3c2b1a0')
part = Client(key='stations', prefix='S2A_MSIL2A_20230615T103631')
os.system('docker login registry.intern.net')
