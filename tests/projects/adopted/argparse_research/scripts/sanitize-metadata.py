import argparse
import csv
import sys

from common import open_table, strip_prefixes


def parse_rules(rules):
    """Old and new names of rules such as 'old=new'.

    >>> parse_rules(["a=b"])
    {'a': 'b'}
    """
    return dict(rule.split("=", 1) for rule in rules if "=" in rule)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(
        usage="Sanitizes metadata, in the order of the options",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--metadata", required=True, help="table to be sanitized")
    parser.add_argument("--metadata-id-columns", default=["strain", "name", "Virus name"], nargs="+", help="columns that may hold the id")
    parser.add_argument("--chunk-size", type=int, default=100000, help="rows to hold in memory")
    parser.add_argument("--error-on-duplicate-strains", action="store_true", help="exit with an error if any strain comes twice")
    parser.add_argument("--strip-prefixes", nargs="+", help="prefixes to strip from ids")
    parser.add_argument("--rename-fields", nargs="+", help="rename fields, as in 'Virus name=strain'")
    parser.add_argument("--output", required=True, help="sanitized table")

    args = parser.parse_args()

    columns, rows = open_table(args.metadata)
    key = next((name for name in args.metadata_id_columns if name in columns), None)
    if key is None:
        print(f"ERROR: none of {args.metadata_id_columns} is a column", file=sys.stderr)
        sys.exit(1)
    seen = {}
    for row in rows:
        row[key] = strip_prefixes(row[key], args.strip_prefixes or [])
        if row[key] in seen and args.error_on_duplicate_strains:
            print(f"ERROR: {row[key]} comes twice", file=sys.stderr)
            sys.exit(1)
        seen[row[key]] = row
    renamed = parse_rules(args.rename_fields if args.rename_fields else [])
    with open(args.output, "w") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow([renamed.get(name, name) for name in columns])
        writer.writerows([row[name] for name in columns] for row in seen.values())
