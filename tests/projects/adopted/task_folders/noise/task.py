import argparse
import logging
import os
import sys
import zipfile


def get_arg_parser():
    parser = argparse.ArgumentParser(description='Noise: packs files (zip) for the next step')
    parser.add_argument('--filePath', type=str,
                        default="data/values.csv",
                        help='File to be packed.')
    parser.add_argument('--fileName', type=str,
                        default="data/noise.zip",
                        help='Name of the archive.')
    parser.add_argument('--level', type=int, default=4, choices=range(1, 10))
    parser.add_argument('--members', nargs='*', default=[],
                        help='Names in the archive')

    return parser


def main(args):
    logging.basicConfig(
        stream=sys.stdout,
        level=logging.INFO,
        format='%(levelname)s: %(message)s'
    )
    with open(args.filePath) as file:
        text = file.read()
    with zipfile.ZipFile(args.fileName, 'w', zipfile.ZIP_DEFLATED, compresslevel=args.level) as archive:
        for name in args.members or [os.path.basename(args.filePath)]:
            archive.writestr(zipfile.ZipInfo(name), text)
    logging.info("Result: %s", archive.namelist())


if __name__ == "__main__":
    parser = get_arg_parser()
    args = parser.parse_args()
    main(args)
