"""Measure what people take away: the report, the matrix of 100 regulations, whether every edge leads to its words.

The 100 regulations are those of Shandong in ``../shared/laws``, every fourth file by name; without that folder the rows
that need it are left out. ``--check`` ends with 1 where a bar is missed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import zhize
from zhize.graph import duties

ROOT = Path(__file__).parents[1]
LAWS = ROOT.parent / "shared" / "laws" / "shandong"
ZHIZE = Path(sys.executable).with_name("zhize")
SEED = ROOT / "corpora" / "sishui-2022.txt"
HUNDRED = 100


class Figure(NamedTuple):
    """A row of the table."""

    what: str
    found: float
    unit: str
    bar: float
    least: bool = False  # the bar is the least and not the most

    @property
    def held(self) -> bool:
        """Whether the bar is reached."""
        return self.found >= self.bar if self.least else self.found <= self.bar


def main() -> int:
    """Print a table with a row a figure; return 1 if a bar was missed and ``--check`` was given."""
    with tempfile.TemporaryDirectory() as folder:
        figures = [*of_the_report(Path(folder)), of_the_edges(), *of_many(Path(folder))]
    print("| what people take away | measured | at most (least) |")
    print("| --- | --- | --- |")
    for each in figures:
        bar = f"({each.bar:g})" if each.least else f"{each.bar:g}"
        print(f"| {each.what} | {each.found:g} {each.unit} | {bar} {each.unit} |")
    return int("--check" in sys.argv and not all(each.held for each in figures))


def of_the_report(folder: Path) -> list[Figure]:
    """Return the time of the whole process and the size of its page."""
    out = folder / "out"
    times = [seconds("report", SEED, "-o", out) for _ in range(3)]
    size = (out / "report.html").stat().st_size / 1e6
    return [
        Figure(what="`zhize report` on 泗水, whole process", found=round(min(times), 1), unit="s", bar=5),
        Figure(what="its page", found=round(size, 2), unit="MB", bar=2),
    ]


def of_the_edges() -> Figure:
    """Return the share of 泗水's edges whose place, offsets and words are those of the text."""
    analysis = zhize.analyze(SEED)
    source = zhize.read(SEED).text
    told = duties(zhize.duty_graph(analysis))
    right = 0
    for duty in told:
        article = analysis.regulation.article(duty.article)
        at = [article.to_source(offset) for offset in (duty.start, duty.end)]
        said = article.text[duty.start : duty.end]
        read = "".join(source[at[0] : at[1]].split())
        right += said == duty.action and "".join(said.split()) == read and duty.place.startswith("第")
    share = round(right / len(told), 4)
    return Figure(what=f"of 泗水's {len(told)} edges, lead to their words", found=share, unit="", bar=1, least=True)


def of_many(folder: Path) -> list[Figure]:
    """Return the time of the matrix of 100 regulations, in each format; nothing without the laws."""
    files = sorted(LAWS.glob("*.txt"))[::4][:HUNDRED]
    if len(files) < HUNDRED:
        return []
    return [
        Figure(
            what=f"`zhize matrix` of {HUNDRED} regulations → {suffix}, whole process",
            found=round(seconds("matrix", *files, "-o", folder / f"百件{suffix}"), 1),
            unit="s",
            bar=60,
        )
        for suffix in (".xlsx", ".docx", ".csv", ".parquet")
    ]


def seconds(*arguments: str | Path) -> float:
    """Return the wall time of a command."""
    began = time.perf_counter()
    subprocess.run([ZHIZE, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
