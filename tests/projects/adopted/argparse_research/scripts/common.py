"""Helpers of the metadata scripts."""

import csv


def open_table(path):
    """Column names and rows of a tab-separated table."""
    with open(path) as file:
        reader = csv.DictReader(file, delimiter="\t")
        return reader.fieldnames, list(reader)


def strip_prefixes(text, prefixes):
    for prefix in prefixes:
        text = text.removeprefix(prefix)
    return text
