"""Parameters that are no secrets, and secrets without a value."""

import os

password = os.getenv('password')
other_password = os.getenv('other_password', '')
third_password = os.getenv('third_password', None)
hint = os.getenv('admin_password', '<password>')
api_key = os.getenv('api_key', 'your-api-key')
openai_api_key = os.getenv('openai_api_key', 'EMPTY')
access_key = os.getenv('access_key', 'ACCESS_KEY')
secret_key = os.getenv('secret_key', 'xxxxxxxx')
private_key = os.getenv('private_key', '/run/secrets/id_ed25519')
token = os.getenv('token', 'changeme')
credentials = os.getenv('credentials', 'service-account.json')
connection = os.getenv('connection', 'cos://access_key_id:secret_access_key@endpoint/bucket/path')
database = os.getenv('connection_string', 'postgresql://{user}:{password}@db/sales')
local = os.getenv('database_url', 'postgresql://postgres:postgres@db/sales')

max_tokens = int(os.getenv('max_tokens', 1000))
token_count = os.getenv('token_count', '12 or 13')
pad_token = os.getenv('pad_token', '<|pad0000|>')
eos_token = os.getenv('eos_token', 'endoftext50256')
key_column = os.getenv('key_column', 'station7id')
primary_key = os.getenv('primary_key', 'station7id')
secret_name = os.getenv('secret_name', 'warehouse-2')
password_file = os.getenv('password_file', 'warehouse2pw')
token_url = os.getenv('token_url', 'https://iam.example.com/2/token')
secret = os.getenv('secret', 'warehouse-credentials')
