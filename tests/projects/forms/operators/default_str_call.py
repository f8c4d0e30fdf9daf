"""Names the folder of a run."""
import os

run = os.getenv('run', str(5))
retries = int(os.getenv('retries', int('3')))
print(run, retries, str(7))
