"""An annotator: finds measures and amounts of money with quantulum3, and proposes them as figures.

Reads JSON lines from standard input and writes JSON lines to standard output; ../README.md says which.
"""

import json
import sys

from quantulum3 import parser

# What a figure counts, by the kind of unit; whatever else is measured counts as "other".
COUNTED = {"currency": "money", "length": "distance", "time": "duration"}


def figures(passage):
    """The figures of a passage that stand apart from every mark it has already."""
    for quantity in parser.parse(passage["text"]):
        if quantity.unit.entity.name == "dimensionless":
            continue  # A bare number: it does not say what it counts.
        start, end = quantity.span
        if any(start < mark["end"] and mark["start"] < end for mark in passage["marks"]):
            continue
        spread = quantity.uncertainty or 0
        yield {
            "passage": passage["passage"],
            "start": start,
            "end": end,
            "exact": passage["text"][start:end],
            "mark": "figure",
            "counted": COUNTED.get(quantity.unit.entity.name, "other"),
            "min": quantity.value - spread,
            "max": quantity.value + spread,
            "of": quantity.unit.name,
        }


def main():
    # Whatever the system's own encoding is: both sides write UTF-8, a line a line feed.
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in sys.stdin:
        given = json.loads(line)
        if given["line"] == "passage":
            for figure in figures(given):
                print(json.dumps(figure, ensure_ascii=False))


if __name__ == "__main__":
    main()
