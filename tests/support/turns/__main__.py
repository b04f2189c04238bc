"""How many sentences are taken as meant.

`python -m tests.support.turns [FILE…] [--kinds] [--show [KIND]] [--without-model]`

Those of a held-out file are never shown: whoever writes the grammar must not see them.
"""

from __future__ import annotations

import argparse
import pathlib

from tests.support.turns import DEVELOPMENT, HELD_OUT, report, score, turns_of


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.support.turns", description=__doc__)
    parser.add_argument("files", nargs="*", type=pathlib.Path, default=[*DEVELOPMENT, *HELD_OUT])
    parser.add_argument("--kinds", action="store_true", help="the score of each kind")
    parser.add_argument("--show", nargs="?", const="", metavar="KIND", help="the sentences that fail")
    parser.add_argument(
        "--without-model", action="store_true", help="what the rules alone make of them, in a few seconds"
    )
    asked = parser.parse_args()
    for path in asked.files:
        found = score(turns_of(path.resolve()), with_model=not asked.without_model)
        print("\n".join(report(path.resolve(), found, kinds=asked.kinds, show=asked.show)))  # noqa: T201


if __name__ == "__main__":
    main()
