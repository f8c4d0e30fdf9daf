"""Reads and sets what belongs to the system and to libraries."""
import os

os.environ['OMP_NUM_THREADS'] = '1'
os.environ['TOKENIZERS_PARALLELISM'] = 'false'
os.environ['MPLBACKEND'] = 'Agg'
os.environ['PATH'] = '/opt/tools/bin' + os.pathsep + os.environ['PATH']
share = int(os.getenv('JOB_COMPLETION_INDEX', 0))
cores = int(os.getenv('SLURM_CPUS_PER_TASK', '1'))
language = os.environ.get('LANG', 'C')
proxy = os.getenv('http_proxy')
# How many rows.
rows = int(os.getenv('rows', 10))
print(share, cores, language, proxy, rows)
