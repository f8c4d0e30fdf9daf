"""Logs in to a service."""
import os

# Where the service runs.
service = os.getenv(
    'service',
    'https://'
    'service.example.org',  # the default
)
user = os \
    .getenv('user', 'guest')
secret = (os.environ
          ['secret'])
print(service, user, secret)
