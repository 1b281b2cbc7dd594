"""Counts the rows of a CSV file by one column."""

import argparse
import collections
import csv
import os
import sys

NAME = "columncount"
VERSION = "0.1.0"


def count(lines, column, source):
    """Rows per value of the column, the most frequent first. Raises ValueError with the line."""
    rows = csv.reader(lines, strict=True)
    header = next(rows, None)
    if header is None:
        return []
    if column not in header:
        raise ValueError(f"{source} has no column {column!r}; it has {', '.join(header)}")
    at = header.index(column)
    counts = collections.Counter()
    try:
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"{source}, line {rows.line_num}: {len(row)} fields instead of {len(header)}")
            counts[row[at]] += 1
    except csv.Error as error:
        raise ValueError(f"{source}, line {rows.line_num}: {error}") from None
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def main(argv=None):
    parser = argparse.ArgumentParser(prog=NAME, description=__doc__, epilog=f"Example: {NAME} city people.csv")
    parser.add_argument("column", help="name of the column")
    parser.add_argument("file", nargs="?", default="-", help="CSV file in UTF-8; - or none: standard input")
    parser.add_argument("--version", action="version", version=VERSION)
    options = parser.parse_args(argv)
    if options.file == "-":
        sys.stdin.reconfigure(encoding="utf-8", newline="")
        pairs = count(sys.stdin, options.column, "standard input")
    else:
        with open(options.file, encoding="utf-8", newline="") as lines:
            pairs = count(lines, options.column, options.file)
    for value, times in pairs:
        print(f"{times}  {printable(value)}")
    return 0


def printable(text):
    """Control characters of foreign text never reach a terminal."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


if __name__ == "__main__":
    try:
        try:
            code = main()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (OSError, ValueError) as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        code = 1
    sys.exit(code)
