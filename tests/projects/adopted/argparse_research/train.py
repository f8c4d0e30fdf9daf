# Fits one slope for each station by plain gradient descent.
import argparse
import json
import random
from pathlib import Path

import model as M
import utils.misc as utils


def get_args_parser():
    parser = argparse.ArgumentParser('Level model', add_help=False)
    parser.add_argument('--table', required=True, type=str)
    parser.add_argument('--lr', default=1e-2, type=float)
    parser.add_argument('--epochs', default=10, type=int)
    parser.add_argument('--batch_size', default=2, type=int)
    parser.add_argument('--clip_max_norm', default=0.1, type=float,
                        help='gradient clipping max norm')

    # Model parameters
    parser.add_argument('--frozen_weights', type=str, default=None,
                        help="Path to weights to start from. If set, only the bias is trained")
    parser.add_argument('--backbone', default='linear', type=str, choices=('linear', 'constant'),
                        help="Form of the model")
    parser.add_argument('--no_bias', dest='bias', action='store_false',
                        help="Fits without a bias")
    parser.add_argument('--loss_coef', default=1, type=float)
    parser.add_argument('--schedule', default=[0.5, 0.8], type=float, nargs='+',
                        help='parts of the epochs after which lr is halved')

    parser.add_argument('--output_dir', default='',
                        help='path where to save, empty for no saving')
    parser.add_argument('--seed', default=42, type=int)
    parser.add_argument('--resume', default='', help='resume from checkpoint')
    parser.add_argument('--eval', action='store_true')
    parser.add_argument('--config', default=None, help='JSON file with values for lr and epochs')
    return parser


def main(args):
    print(sorted(vars(args).items()))
    if args.config:
        for name, value in json.loads(Path(args.config).read_text()).items():
            setattr(args, name, value)
    random.seed(args.seed)
    rows = utils.read_table(args.table)
    slope, bias = utils.load(args.resume or args.frozen_weights)
    if not args.eval:
        for epoch in range(args.epochs):
            lr = args.lr * 0.5 ** sum(epoch >= part * args.epochs for part in args.schedule)
            random.shuffle(rows)
            for start in range(0, len(rows), args.batch_size):
                batch = rows[start:start + args.batch_size]
                step = M.gradient(args.backbone, slope, bias, batch, args.clip_max_norm)
                if args.frozen_weights is None:
                    slope -= lr * step[0] * args.loss_coef
                if args.bias:
                    bias -= lr * step[1] * args.loss_coef
    error = M.error(args.backbone, slope, bias, rows)
    print(f'error {error:.6f}')
    if args.output_dir:
        output_dir = Path(args.output_dir)
        (output_dir / 'weights.json').write_text(json.dumps({'slope': round(slope, 9), 'bias': round(bias, 9)}))
        with (output_dir / 'log.txt').open('a') as file:
            file.write(f'{args.epochs} {error:.6f}\n')


if __name__ == '__main__':
    parser = argparse.ArgumentParser('Level model training and evaluation', parents=[get_args_parser()])
    args = parser.parse_args()
    if args.output_dir:
        Path(args.output_dir).mkdir(parents=True, exist_ok=True)
    main(args)
