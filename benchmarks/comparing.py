"""Time `zhize.compare` in one process and print the README's table: two texts, a whole code, many pairs, a family.

The texts are laws of ``../shared``, held against copies that `planting.py` edited. Modules are loaded before, and no
text is compared twice, for the second time is quicker.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import platform
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from planting import MOST, plan

import zhize
from zhize.cli.pairs import run_pairs
from zhize.families import compare_all
from zhize.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.types import Article

ROOT = Path(__file__).parents[1]
# The books of 民法典 that lie there, which begin with article 205, and a law that is put for the book that does not.
BOOKS = ("物权编", "合同编", "人格权编", "婚姻家庭编", "继承编", "侵权责任编", "民事诉讼法(2023-09-01)")
DONOR = "海商法(1992-11-07)"  # articles that are added
CODE, LAW = 1_260, 100  # articles
FAMILY = 50  # texts
_TITLE: Final = "示例法典"
_WARM: Final = "第一条　县政府应当于三日内公开。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What was done, and how long it took."""

    work: str
    seconds: float
    bar: float | None = None  # seconds; None where nothing was promised
    remark: str = ""


# --- the texts -------------------------------------------------------------------------------------------------------


def code(laws: Path) -> tuple[list[str], list[str]]:
    """Return the articles of a code, and those of its edited copy.

    Args:
        laws: folder of laws.
    """
    books = [zhize.parse(laws / f"national/{name}.txt") for name in BOOKS]
    articles = [article for book in books for article in book.articles][:CODE]
    donors = [article.text for article in zhize.parse(laws / f"national/{DONOR}.txt").articles]
    rng = random.Random(1)  # noqa: S311  # the same edits every time
    left: list[str] = []
    right: list[str] = []
    for at in range(0, len(articles), MOST):
        part: tuple[Article, ...] = tuple(articles[at : at + MOST])
        planned = plan(replace(books[0], articles=part), donors, rng)
        left += (article.text for article in zhize.parse(planned.left).articles)
        right += (article.text for article in zhize.parse(planned.right).articles)
    return left, right


def text(articles: Sequence[str]) -> str:
    """Return a text of articles numbered from one."""
    return "\n".join([_TITLE, *(f"第{chinese(number)}条　{words}" for number, words in enumerate(articles, 1))])


# --- what is timed ---------------------------------------------------------------------------------------------------


def two_texts(left: Sequence[str], right: Sequence[str]) -> Timed:
    """Time texts of a hundred articles, each against its edited copy."""
    taken = []
    for at in range(0, min(len(left), len(right)) - LAW + 1, LAW):
        ours, theirs = text(left[at : at + LAW]), text(right[at : at + LAW])
        began = time.perf_counter()
        zhize.compare(ours, theirs)
        taken.append(time.perf_counter() - began)
    remark = f"median of {len(taken)} pairs, the slowest {max(taken):.2f}"
    return Timed(work=f"{LAW} × {LAW} articles, from text to comparison", seconds=median(taken), bar=0.5, remark=remark)


def whole_code(left: Sequence[str], right: Sequence[str]) -> Timed:
    """Time a whole code against its edited copy."""
    ours, theirs = text(left), text(right)
    began = time.perf_counter()
    read = zhize.analyze(ours), zhize.analyze(theirs)
    analysed = time.perf_counter()
    comparison = zhize.compare(*read)
    ended = time.perf_counter()
    return Timed(
        work=f"{len(left)} × {len(right)} articles, from text to comparison",
        seconds=ended - began,
        bar=10.0,
        remark=f"{ended - analysed:.1f} of it behind the norms; {len(comparison.pairs)} pairs of articles",
    )


def many_pairs(shared: Path) -> Timed:
    """Time `zhize compare --pairs`: a page a pair and an index."""
    versions = shared / "alignment/versions/versions.jsonl"
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
        began = time.perf_counter()
        run_pairs(versions, Path(folder) / "out")
        seconds = time.perf_counter() - began
    pairs, _, failed = re.findall(r"\d+", printed.getvalue().splitlines()[-1])  # 共59组，完成59组，未完成0组
    return Timed(
        work=f"`zhize compare --pairs`, {pairs} pairs of versions, with a page for each",
        seconds=seconds,
        remark=f"{failed} failed",
    )


def family(shared: Path) -> Timed:
    """Time a family of texts of several governments on several subjects."""
    names = list(dict.fromkeys(_names(shared)))[:FAMILY]
    began = time.perf_counter()
    analyses = [zhize.analyze(shared / name) for name in names]
    analysed = time.perf_counter()
    found = compare_all(analyses)
    ended = time.perf_counter()
    articles = sum(len(each.regulation.articles) for each in analyses)
    return Timed(
        work=f"a family of {len(names)} texts, from file to family",
        seconds=ended - began,
        remark=f"{ended - analysed:.1f} of it behind the norms; {articles} articles, {len(found.strands)} strands",
    )


def _names(shared: Path) -> Iterator[str]:
    """Yield the texts of the pairs of levels, pair by pair."""
    for line in (shared / "alignment/levels/levels.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield from (
            row[name] for name in ("national_path", "province_path", "base_city_path", "city_path") if name in row
        )


# --- the table -------------------------------------------------------------------------------------------------------


def timed(shared: Path) -> Iterator[Timed]:
    """Yield a row for each thing that is timed."""
    zhize.compare(_WARM, _WARM + "另行通知。")
    left, right = code(shared / "laws")
    yield two_texts(left, right)
    yield whole_code(left, right)
    yield many_pairs(shared)
    yield family(shared)


def main() -> int:
    """Print a table; exit 2 where the laws are not at hand, 1 with --check where a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with alignment/ and laws/")
    parser.add_argument("--check", action="store_true", help="end with 1 where something takes longer than its bar")
    options = parser.parse_args()
    if not (options.shared / "alignment").is_dir():
        print(f"{options.shared}: no laws here; name the folder with --shared", file=sys.stderr)
        return 2
    print("| work | seconds | at most | |\n| --- | --- | --- | --- |")
    late = False
    for row in timed(options.shared):
        print(f"| {row.work} | {row.seconds:.2f} | {row.bar or ''} | {row.remark} |", flush=True)
        late |= row.bar is not None and row.seconds > row.bar
    print(f"\nOne process, warm; Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
    return int(late and options.check)


if __name__ == "__main__":
    sys.exit(main())
