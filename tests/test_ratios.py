"""Ratios that hold on any machine: what norms cost beside articles, and a collection beside norms.

Times are those of the processor, so that other people's work does not count; `benchmarks/scale.py` measures more.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import zhize
from zhize import corpus
from zhize.batches.nouns import Document
from zhize.batches.parts import parquet
from zhize.batches.sharding import cut
from zhize.batches.tabulating import arrow, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_LEARNED, MOST_BY_RULES = 35, 25  # times the time of parsing; half as much again as was measured
MOST_OF_NORMS = 0.75  # the time of parts to that of norms
NAMES = ("sishui-2022", "synthetic-yunling-province-2021", "synthetic-qingshi-city-2022")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """The shipped texts; word lists and models are read once before anything is timed."""
    found = [source.text for name in NAMES if (source := corpus.read_text(name)) is not None]
    for text in found:
        zhize.analyze(text)
    return found


def seconds(act: Callable[[], object]) -> float:
    """Return the time of the processor that an act takes, the best of five."""
    best = float("inf")
    for _ in range(5):
        begin = time.process_time()
        act()
        best = min(best, time.process_time() - begin)
    return best


def test_norms_cost_so_many_times_what_articles_do(texts: list[str]) -> None:
    parsing = seconds(lambda: [zhize.parse(text) for text in texts])
    assert seconds(lambda: [zhize.analyze(text) for text in texts]) < MOST_LEARNED * parsing
    assert seconds(lambda: [zhize.analyze(text, learned=False) for text in texts]) < MOST_BY_RULES * parsing


def test_the_parts_of_a_collection_cost_less_than_its_norms(texts: list[str]) -> None:
    analyses = [zhize.analyze(text) for text in texts]

    def tabulated() -> None:
        for analysis in analyses:
            found = rows_of(Document(name="a.txt", place="", sha256="", size=0), analysis)
            for name, rows in found.items():
                parquet(arrow(name, rows))

    tabulated()
    assert seconds(tabulated) < MOST_OF_NORMS * seconds(lambda: [zhize.analyze(text) for text in texts])


def test_cutting_shards_takes_time_in_proportion() -> None:
    def documents(count: int) -> list[Document]:
        return [Document(name=f"{number}.txt", place="", sha256="0", size=9_000) for number in range(count)]

    few, many = documents(2_000), documents(20_000)
    assert seconds(lambda: cut(many, "p")) < 15 * seconds(lambda: cut(few, "p"))
