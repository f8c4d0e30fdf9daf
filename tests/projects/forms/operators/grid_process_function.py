"""Works as an operator and as a grid wrapper."""
import os

source = os.getenv('source', 'in/')
target = os.getenv('target', 'out/')


def process(source, target):
    print(source, '->', target)


def grid_process(batch_id, source, target, *args, **kwargs):
    process(os.path.join(source, batch_id), os.path.join(target, batch_id))


if __name__ == '__main__':
    process(source, target)
