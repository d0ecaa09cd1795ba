"""Score `zhize analyze` against the development gold and print the README's table; `zhize evaluate` tells more."""

from __future__ import annotations

import sys

from zhize.errors import InputError
from zhize.evaluation import Layer, evaluate, read_articles, read_gold
from zhize.evaluation.printing import to_table

GOLDS = ("sishui-2022", "jiguan-2012", "zuzhifa-2024", "mixed", "times")
LAYERS = (
    Layer.STRUCTURE, Layer.ACTOR, Layer.ACTOR_TYPE, Layer.TIME, Layer.NORM, Layer.MODALITY, Layer.FORCE, Layer.BEARER,
    Layer.CONDITION, Layer.COUNTERPART, Layer.EDGE, Layer.NORM_TIME,
)  # fmt: skip


def main() -> int:
    """Print a table with a row a gold; exit 2 where one is not at hand."""
    try:
        golds = [read_gold(name) for name in GOLDS]
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(to_table([evaluate(read_articles(gold), gold) for gold in golds], LAYERS), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
