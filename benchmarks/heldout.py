"""Score `zhize analyze` against the held-out gold, articles that nobody tuned on, and print the README's table.

The gold in `corpora/gold` holds offsets only. The articles' texts are cut out of the laws and checked by their SHA-256,
so that a changed law is an error and never a lower score.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from zhize.errors import InputError
from zhize.evaluation import Layer, evaluate, read_articles, read_gold
from zhize.evaluation.printing import to_table

LAYERS = (
    Layer.STRUCTURE, Layer.ACTOR, Layer.ACTOR_TYPE, Layer.TIME, Layer.TIME_TYPE, Layer.TIME_VALUE, Layer.NORM,
    Layer.MODALITY, Layer.FORCE, Layer.MARKER, Layer.BEARER, Layer.CONDITION, Layer.COUNTERPART, Layer.EDGE,
    Layer.NORM_TIME,
)  # fmt: skip


def main() -> int:
    """Print a table with one row; exit 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="folder of the laws (default: ../shared/laws)")
    try:
        gold = read_gold("heldout", texts=parser.parse_args().texts)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(to_table([evaluate(read_articles(gold), gold)], LAYERS), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
