"""Fetches levels from services whose keys stand in calls, variables and addresses of their own."""

import os

import cdsapi
import requests
import wandb

wandb.login(key='9f8e7d6c5b4a39281706f5e4d3c2b1a0c4d2e6f8')
os.system('wandb login 9f8e7d6c5b4a39281706f5e4d3c2b1a0c4d2e6f8')
os.environ['KAGGLE_KEY'] = '9f8e7d6c5b4a39281706f5e4d3c2b1a0'
client = cdsapi.Client(url='https://cds.intern.net/api', key='3f2504e0-4f89-41d3-9a0c-0305e82c3301')
old = cdsapi.Client(url='https://cds.intern.net/api/v2', key='12345:3f2504e0-4f89-41d3-9a0c-0305e82c3301')
requests.get('https://api.intern.net/weather?q=Bern&appid=9f8e7d6c5b4a39281706f5e4d3c2b1a0')
requests.get('https://api.intern.net/apod?api_key=Kd83jf0sLq2mVz71Wm5xPq9fRt4b')
requests.get('https://api.intern.net/repos', headers={'Authorization': 'token Kd83jf0sLq2mVz71Wm5xPq9fRt4b'})
