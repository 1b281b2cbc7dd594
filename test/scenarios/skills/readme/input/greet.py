"""Greets people by name."""

import os
import sys

GREETING = os.environ.get("GREETING", "Hello")


def main(names):
    if not names:
        print("usage: greet.py NAME...", file=sys.stderr)
        return 2
    for name in names:
        print(f"{GREETING}, {name}!")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
