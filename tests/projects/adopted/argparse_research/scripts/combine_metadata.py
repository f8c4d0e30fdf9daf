import argparse
import csv

EMPTY = ''

# The order of tables matters: the last value that is not empty stays.


def parse_args():
    parser = argparse.ArgumentParser(
        description="Combines tables of metadata",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument('--input', required=True, nargs='+', metavar="TSV", help="Tables to combine")
    parser.add_argument('--output', required=True, metavar="TSV", help="combined table")
    args = parser.parse_args()
    return args


if __name__ == '__main__':
    args = parse_args()

    if len(args.input) == 1:
        import sys
        from shutil import copyfile
        copyfile(args.input[0], args.output)
        sys.exit(0)

    columns, combined = [], {}
    for name in args.input:
        with open(name) as file:
            reader = csv.DictReader(file, delimiter='\t')
            columns.extend(column for column in reader.fieldnames if column not in columns)
            for row in reader:
                known = combined.setdefault(row['strain'], {})
                known.update({column: value for column, value in row.items() if value != EMPTY})

    with open(args.output, 'w') as file:
        writer = csv.writer(file, delimiter='\t', lineterminator='\n')
        writer.writerow(columns)
        for row in combined.values():
            writer.writerow([row.get(column, EMPTY) for column in columns])
    print(f"{len(combined)} strains x {len(columns)} columns")
