"""Falls back from one variable to another."""
import os

bucket = os.getenv('bucket', os.getenv('default_bucket', 'archive'))
print(bucket)
