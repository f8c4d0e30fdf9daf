"""All steps under one name."""

import argparse
import shutil


def add(args):
    with open(args.catalog, "a") as file:
        file.write(args.name + "\n")


def copy(args):
    shutil.copy(args.catalog, args.target)


def main():
    general = argparse.ArgumentParser(add_help=False)
    general.add_argument("--catalog", metavar="FILE", default="data/catalog.txt")
    parser = argparse.ArgumentParser(prog="gauges")
    subparsers = parser.add_subparsers(help="what to do", dest="tool", required=True)
    parser_add = subparsers.add_parser("add", parents=[general], help="add a station")
    parser_add.add_argument("name")
    parser_add.set_defaults(func=add)
    parser_copy = subparsers.add_parser("copy", parents=[general], help="copy the catalog")
    parser_copy.add_argument("--target", required=True)
    parser_copy.set_defaults(func=copy)
    args = parser.parse_args()
    args.func(args)


if __name__ == "__main__":
    main()
