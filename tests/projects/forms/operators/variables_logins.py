"""Hands logins on to the libraries that ask the environment for them."""
import os

# The key of the bucket.
key = os.environ['AWS_ACCESS_KEY_ID']
os.environ['HF_TOKEN'] = os.getenv('HF_TOKEN', '').strip()
os.environ['MLFLOW_TRACKING_URI'] = 'folder'
print(len(key))
