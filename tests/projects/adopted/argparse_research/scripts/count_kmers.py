"""Count k-mers of FASTA files.
"""
import argparse
import sys
from collections import Counter


def str2bool(v):
    if isinstance(v, bool):
        return v
    if v.lower() in ('yes', 'true', 't', 'y', '1'):
        return True
    elif v.lower() in ('no', 'false', 'f', 'n', '0'):
        return False
    else:
        raise argparse.ArgumentTypeError('Boolean value expected.')


def get_parser(**parser_kwargs):
    parser = argparse.ArgumentParser(**parser_kwargs)
    parser.add_argument('fasta', nargs='+', help='FASTA files')
    parser.add_argument('-k', type=int, default=3, choices=[2, 3, 4], help='length of the words')
    parser.add_argument('--canonical', type=str2bool, nargs='?', const=True, default=False,
                        help='count a word and its reverse complement as one')
    parser.add_argument('--skip-n', type=bool, default=True,
                        help='leave out words with N; beware, "False" is true here')
    parser.add_argument('--upper', default=True, action=argparse.BooleanOptionalAction,
                        help='read all as upper case. Pass --no-upper to keep the case.')
    parser.add_argument('--min-count', type=float, default=1, help='leave out words that are rarer')
    parser.add_argument('-v', '--verbose', action='count', default=0)
    parser.add_argument('--ignore', action='append', default=None, help='a word to ignore, may be repeated')
    parser.add_argument('--out', type=argparse.FileType('w'), default=sys.stdout)
    parser.add_argument('--version', action='version', version='%(prog)s 1.0')
    return parser


def sequences(paths):
    for path in paths:
        text = ''
        with open(path) as file:
            for line in file:
                if line.startswith('>'):
                    if text:
                        yield text
                    text = ''
                else:
                    text += line.strip()
        yield text


def reverse(word):
    return word[::-1].translate(str.maketrans('ACGT', 'TGCA'))


if __name__ == '__main__':
    args = get_parser(description=__doc__).parse_args()
    counts = Counter()
    for sequence in sequences(args.fasta):
        sequence = sequence.upper() if args.upper else sequence
        for start in range(len(sequence) - args.k + 1):
            word = sequence[start:start + args.k]
            if args.skip_n and 'N' in word or word in (args.ignore or []):
                continue
            counts[min(word, reverse(word)) if args.canonical else word] += 1
    for word, count in sorted(counts.items()):
        if count >= args.min_count:
            args.out.write(f'{word}\t{count}\n')
    if args.verbose:
        print(f'{len(counts)} words, verbose {args.verbose}', file=sys.stderr)
