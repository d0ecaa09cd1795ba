"""Score words against sentences that people cut, beside jieba and single characters, and print the table in Markdown.

Two sets: the 60 sentences of 泗水's rules in ``../shared/gold/segmentation`` and the 40 in ``tests/cases``, which were
written for this and stand in no text. A word counts where it begins and ends as the gold has it. jieba stands in
``benchmarks/others.txt``; without it its rows are left out. Speed is that of one core over laws, or over the sentences
where there are no laws.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import random
import sys
import time
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.segmentation import own_model, plain_words, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Cut = Callable[[str], Iterable[str]]

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "cases" / "segmentation.txt"
SPEED = 300_000  # characters


def cutters() -> dict[str, Cut]:
    """Return what is measured, by name."""
    bare = replace(own_model(), plain=plain_words(()))
    found: dict[str, Cut] = {"characters": list}
    if importlib.util.find_spec("jieba"):
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel(logging.ERROR)
        found[f"jieba {jieba.__version__}"] = jieba.lcut
        found["jieba without its hidden Markov model"] = lambda text: jieba.lcut(text, HMM=False)
    found["`zhize` without its list of words"] = lambda text: words_of(text, model=bare)
    found["`zhize`"] = words_of
    return found


def sentences(path: Path) -> list[list[str]]:
    """Return the words of each sentence of a file."""
    return [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spans(words: Iterable[str]) -> set[tuple[int, int]]:
    """Return where words begin and end."""
    return set(pairwise(accumulate(map(len, words), initial=0)))


def score(cut: Cut, gold: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 in percent."""
    right = found = wanted = 0
    for words in gold:
        theirs, ours = spans(words), spans(cut("".join(words)))
        right, found, wanted = right + len(theirs & ours), found + len(ours), wanted + len(theirs)
    return 100 * right / found, 100 * right / wanted, 200 * right / (found + wanted)


def speed(cut: Cut, texts: Sequence[str]) -> float:
    """Return characters a second, the best of three rounds, without the loading of a model."""
    cut(texts[0])
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for text in texts:
            for _ in cut(text):
                pass
        best = min(best, time.process_time() - began)
    return sum(map(len, texts)) / best


def some_texts(laws: Path, gold: Sequence[Sequence[str]]) -> list[str]:
    """Return paragraphs of laws, the same at every call; the sentences of the gold where there are no laws."""
    paths = sorted(laws.rglob("*.txt"))
    random.Random(0).shuffle(paths)  # noqa: S311  # a sample, no secret
    texts: list[str] = []
    size = 0
    for path in paths:
        lines = path.read_text(encoding="utf-8").split("\n")
        texts += lines
        size += sum(map(len, lines))
        if size >= SPEED:
            return texts
    return texts or ["".join(words) for words in gold]


def main() -> int:
    """Print the table; the columns of the gold are left out where it is not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/ and laws/")
    shared = parser.parse_args().shared
    seed = shared / "gold" / "segmentation" / "sishui-60.txt"
    sets = {"泗水, 60 sentences": seed, "own, 40 sentences": OWN}
    sets = {name: sentences(path) for name, path in sets.items() if path.is_file()}
    if not seed.is_file():
        print(f"{seed}: no gold here; name the folder with --shared", file=sys.stderr)
    texts = some_texts(shared / "laws", sets["own, 40 sentences"])
    columns = [f"{name}: {figure}" for name in sets for figure in ("precision", "recall", "F1")]
    print(f"| words by | {' | '.join(columns)} | characters a second |")
    print("| --- |" + " --- |" * (len(columns) + 1))
    for name, cut in cutters().items():
        figures = [f"{figure:.1f}" for gold in sets.values() for figure in score(cut, gold)]
        print(f"| {name} | {' | '.join(figures)} | {speed(cut, texts):,.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
