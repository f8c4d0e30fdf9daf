"""Trains on one thread and says little."""
import os

os.environ['OMP_NUM_THREADS'] = '1'
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ['CUDA_VISIBLE_DEVICES'] = ''
os.environ.setdefault('TOKENIZERS_PARALLELISM', 'false')
os.environ['MPLCONFIGDIR'] = '/tmp/matplotlib'
# The rank of this process, from the launcher.
rank = int(os.environ.get('RANK', 0))
# How long to train.
epochs = int(os.getenv('epochs', '3'))
print(rank, epochs)
