"""Characters a second of the finders of mentions on one core, and how their time grows on hostile texts."""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import zhize
from zhize.tagging import actors, markers, times

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
FINDERS: dict[str, Callable[[str], object]] = {
    "actors, rules alone": actors.seen,
    "actors": actors.match,
    "times": times.match,
    "markers": markers.match,
}
HOSTILE = {
    "县政府县政府…": "县政府",
    "的的的…": "的",
    "负责的负责的…": "负责的",
    "（（（…": "（",
    "自之日起自之日起…": "自之日起",
    "应当应当…": "应当",
    "三三三…": "三",
}
SHORT, LONG = 5_000, 50_000  # characters


def rate(find: Callable[[str], object], texts: list[str]) -> float:
    """Return characters a second, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        begin = time.process_time()
        for text in texts:
            find(text)
        best = min(best, time.process_time() - begin)
    return sum(map(len, texts)) / best


def main() -> int:
    """Print a table of rates and one of growth; exit 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, default=ROOT.parent / "shared/laws", help="folder of laws")
    parser.add_argument("--sample", type=int, default=60, help="how many laws (default 60)")
    options = parser.parse_args()
    if not options.laws.is_dir():
        print(f"{options.laws}: no laws here; name the folder with --laws", file=sys.stderr)
        return 2
    laws = sorted(options.laws.glob("*/*.txt"))
    random.Random(1).shuffle(laws)  # noqa: S311  # no secret
    texts = [article.text for law in laws[: options.sample] for article in zhize.parse(law).articles]
    print("| finder | million characters a second |\n| --- | --- |")
    seconds = 0.0
    for name, find in FINDERS.items():
        found = rate(find, texts)
        seconds += 0.0 if name == "actors, rules alone" else 1 / found
        print(f"| {name} | {found / 1e6:.2f} |")
    print(f"| actors, times and markers | {1 / seconds / 1e6:.2f} |\n")
    print(f"| a text of | time of {LONG} characters, of {SHORT} |\n| --- | --- |")
    for name, piece in HOSTILE.items():
        short, long = (rate(_all, [(piece * size)[:size]]) for size in (SHORT, LONG))
        print(f"| {name} | × {LONG / SHORT * short / long:.1f} |")
    return 0


def _all(text: str) -> None:
    actors.match(text)
    times.match(text)
    markers.match(text)


if __name__ == "__main__":
    sys.exit(main())
