# Licensed as the other tasks.
"""Insects as a task of the trainer."""

from __future__ import division
from __future__ import print_function


def create_parser():
    import argparse
    """Initialize command line parser using argparse.
    Returns:
      An argparse.ArgumentParser.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument(
        '--train_data_path', type=str, required=True)
    parser.add_argument('--output_path', type=str, required=True)
    parser.add_argument(
        '--hidden_units',
        nargs='*',
        help='Units of layers. Ex. `64 32` means that the first layer has 64.',
        default=[87, 32],
        type=int)
    # parser.add_argument(
    #     '--batch_size',
    #     help='Number of input records used per batch',
    #     default=100,
    #     type=int)
    parser.add_argument(
        '--learning-rate', help='Step', default=0.038, type=float)
    return parser


def main(argv=None):
    import json
    import os
    import sys
    env = json.loads(os.environ.get('TASK_CONFIG', '{}'))
    task_data = env.get('task') or {'type': 'master', 'index': 0}
    argv = sys.argv if argv is None else argv
    args = create_parser().parse_args(args=argv[1:])
    with open(args.train_data_path) as file:
        lines = len(file.read().splitlines())
    with open(args.output_path, 'w') as file:
        file.write('%s %d %s %r\n' % (task_data['type'], lines, args.hidden_units, args.learning_rate))


if __name__ == '__main__':
    main()
