"""Load the sales of one day."""

import logging
import os
import sys
import warnings
from pprint import pprint

logger = logging.getLogger(__name__)
# token of the service
token = os.environ['api_token'].strip()
# password of the warehouse
password = os.getenv('db_password') or 'none'
smtp_pass = os.environ.get('smtp_pass', '')
same = token
url = f'postgresql://reader:{password}@db.intern.net/sales'
headers = {'Authorization': 'Bearer ' + token}
auth = ('reader', password)

print(token)
print('using', same, file=sys.stderr)
print(f'token {token!r:>20}')
print('token %s' % token)
print('token {}, {x}'.format(1, x=token))
print('token ' + str(token))
print(os.getenv('api_token'))
logging.info('token=%s', token)
logger.debug(url)
logging.getLogger('a').error(f'no answer for {password}')
sys.stdout.write(token + '\n')
sys.stderr.write(' '.join(['token', token]))
pprint(headers)
warnings.warn(f'wrong {smtp_pass}')
print(os.environ)
print(dict(os.environ))
if not token.startswith('x'):
    raise ValueError(f'bad token {token}')
sys.exit(auth)
