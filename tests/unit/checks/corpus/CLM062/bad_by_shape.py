"""Credentials of issuers with a form of their own, and names that are cut short."""

import openai
import pyodbc
import sqlalchemy

smtp_pass = 'Fa9ke2pass71'
db_pw = 'Fa9ke2pass71'
wifi = {'pass': 'Fa9ke2pass71'}
openai.api_key = 'sk-proj-Qm3tZ8vKx1Rj7LwYc5Hs' 'T3BlbkFJ' 'Bn2Df6Gp4Ta0UeIWk9Mo'
claude = 'sk-ant-api03-' + 'x'
keys = [
    'sk-ant-api03-Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6Gp4Ta0UeIQm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6Gp4Ta0UeIQm3tZ8vKx1Rj7Lw',
    'sk_live_Qm3tZ8vKx1Rj7LwYc5Hs9Bn2',
    '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',
    'npm_Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6Gp4Ta0UeI',
    'dapi3f9c1b7e5d2a8046c9e1f7b3d5a20864',
    'dckr_pat_Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6',
    'hvs.Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6',
    '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',
    'dop_v1_3f9c1b7e5d2a8046c9e1f7b3d5a208643f9c1b7e5d2a8046c9e1f7b3d5a20864',
]
session = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJyZWFkZXIiLCJleHAiOjE5fQ.Qm3tZ8vKx1Rj7LwYc5Hs9Bn2Df6Gp4'
hook = 'https://hooks.slack.com/services/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'
pyodbc.connect('DRIVER={ODBC};SERVER=db.intern.net;UID=reader;PWD=Blue7Sparrow')
sqlalchemy.create_engine('mysql://db.intern.net/sales?user=reader&password=Blue7Sparrow')
azure = 'DefaultEndpointsProtocol=https;AccountName=sales;AccountKey=Kd83jf0sLq2mVz71Wm5xPq9fRt4b==;'
dsn = 'host=db.intern.net dbname=sales user=reader password=Blue7Sparrow'
