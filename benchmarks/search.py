"""Full-text search over a collection: the time to build its index, its size, and how long queries take.

Every kind of query is drawn from the collection's own words with a fixed seed. Beside them stand what one would do
without an index: a scan of all texts in memory by Python, and DuckDB's LIKE over the same texts. Both must find as many
articles as the index does; --check fails where one does not, or where the 95th percentile of all queries is above the
bar: in time of the processor, because a search uses one core and, once warm, waits for nothing but other people's work.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

import duckdb

from zhize.collection import Collection, open_collection
from zhize.fulltext import build, count, search

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BAR = 0.100  # seconds: the 95th percentile of all queries
EACH = 40  # queries of a kind
FREQUENT = ("应当", "人民政府", "规定", "部门", "管理", "有关", "依法", "行政", "单位", "工作", "负责", "可以")
FILTERS: tuple[dict[str, str], ...] = (
    {"modality": "应当"},
    {"modality": "禁止"},
    {"level": "省级"},
    {"document": "*条例"},
    {"body": "县级以上人民政府"},
    {"body": "*公安机关*"},
    {"deadline": "any"},
    {"deadline": "≤10日"},
    {"body": "*部门", "modality": "应当"},
    {"level": "国家", "deadline": "三十日"},
)
SPREAD = "p50, ms | p95, ms | max, ms | p95, processor"
Queries = list[tuple[str, dict[str, Any]]]


def queries(texts: Sequence[str]) -> dict[str, Queries]:
    """Return queries by their kind."""
    draw = random.Random(9)  # noqa: S311  # no secret

    def piece(size: int) -> str:
        """Return Chinese characters that stand somewhere, so that long ones are rare and short ones frequent."""
        while True:
            if runs := re.findall(rf"[一-龥]{{{size},}}", draw.choice(texts)):
                run = draw.choice(runs)
                start = draw.randrange(len(run) - size + 1)
                return str(run[start : start + size])

    return {
        "a frequent word": [(draw.choice(FREQUENT), {}) for _ in range(EACH)],
        "two frequent words": [(" ".join(draw.sample(FREQUENT, 2)), {}) for _ in range(EACH)],
        "two characters": [(piece(2), {}) for _ in range(EACH)],
        "a phrase of six": [(f'"{piece(6)}"', {}) for _ in range(EACH)],
        "two words, one not": [(f"{piece(2)} {piece(2)} -{piece(2)}", {}) for _ in range(EACH)],
        "one of two": [(f"{piece(3)} OR {piece(3)}", {}) for _ in range(EACH)],
        "one character": [(piece(1), {}) for _ in range(EACH)],
        "a word and a filter": [(piece(2), draw.choice(FILTERS)) for _ in range(EACH)],
        "a frequent word and a filter": [(draw.choice(FREQUENT), draw.choice(FILTERS)) for _ in range(EACH)],
        "a filter alone": [("", draw.choice(FILTERS)) for _ in range(EACH)],
    }


def best(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return the seconds of the fastest of some runs, by the clock and by the processor."""
    times = []
    for _ in range(repeats):
        begin, used = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - begin, time.process_time() - used))
    return min(clock for clock, _ in times), min(processor for _, processor in times)


def spread(times: Sequence[tuple[float, float]]) -> str:
    """Return the median, the 95th percentile and the most by the clock, and the 95th by the processor, in ms."""
    clock, processor = zip(*times, strict=True)
    return " | ".join(
        f"{each * 1e3:.1f}" for each in (part(clock, 10), part(clock, 19), max(clock), part(processor, 19))
    )


def part(times: Sequence[float], twentieths: int) -> float:
    """Return the time below which so many twentieths of the times lie."""
    return quantiles(times, n=20, method="inclusive")[twentieths - 1]


def table(collection: Collection, asked: dict[str, Queries], repeats: int) -> float:
    """Print a row a kind of query; return the 95th percentile of all in seconds."""
    print(f"| query | number | hits, median | {SPREAD} |\n| --- | --- | --- | --- | --- | --- | --- |")
    everything: list[tuple[float, float]] = []
    for kind, those in asked.items():
        times = [best(lambda q=q, w=w: search(collection, q, **w), repeats) for q, w in those]  # type: ignore[misc]
        totals = sorted(count(collection, words, **wanted) for words, wanted in those)
        print(f"| {kind} | {len(those)} | {totals[len(totals) // 2]:,} | {spread(times)} |")
        everything += times
    print(f"| all | {len(everything)} | | {spread(everything)} |\n")
    return part([processor for _, processor in everything], 19)


def beside(collection: Collection, texts: Sequence[str], words: Sequence[str]) -> int:
    """Print the time of a count by the index, by a scan and by DuckDB; return how many counts differ."""
    connection = duckdb.connect()
    articles = collection.table("articles", ["text"])
    connection.register("given", articles)
    connection.execute("create table articles as select text from given")
    ways: dict[str, Callable[[str], int]] = {
        "`zhize.fulltext.count`": lambda word: count(collection, word),
        "scan in Python": lambda word: sum(word in text for text in texts),
        "DuckDB, LIKE": lambda word: _like(connection, word),
    }
    expected = [ways["scan in Python"](word) for word in words]
    wrong = 0
    print(f"| count of {len(words)} words | {SPREAD} | differ |\n| --- | --- | --- | --- | --- | --- |")
    for name, way in ways.items():
        differ = sum(way(word) != number for word, number in zip(words, expected, strict=True))
        print(f"| {name} | {spread([best(lambda w=w: way(w), 2) for w in words])} | {differ} |")  # type: ignore[misc]  # noqa: B023
        wrong += differ
    return wrong


def _like(connection: duckdb.DuckDBPyConnection, word: str) -> int:
    row = connection.execute("select count(*) from articles where text like ?", (f"%{word}%",)).fetchone()
    return 0 if row is None else int(row[0])


def built(folder: Path, repeats: int) -> None:
    """Print the time to build the index of a collection, and its size."""
    times = []
    for _ in range(repeats):
        shutil.rmtree(folder / "search", ignore_errors=True)
        times.append(best(lambda: build(open_collection(folder)), 1))
    size = build(open_collection(folder)).stat().st_size / 1e6
    clock, processor = min(times)
    print(f"index: {clock:.1f} s, {processor:.1f} s of the processor (best of {repeats}), {size:.0f} MB")
    print(f"load: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")


def main() -> int:
    """Print the tables; exit 1 with --check where a figure is not what it should be, 2 without a collection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path, help="what zhize batch made; it is copied, and stays as it is")
    parser.add_argument("--repeats", type=int, default=3, help="of each query (default 3)")
    parser.add_argument("--builds", type=int, default=2, help="of the index (default 2)")
    parser.add_argument("--check", action="store_true", help="fail above the bar")
    options = parser.parse_args()
    if not (options.collection / "manifest.json").is_file():
        print(f"{options.collection}: no collection here; make one with zhize batch", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "collection"
        shutil.copytree(options.collection, folder, ignore=shutil.ignore_patterns("search"))
        collection = open_collection(folder)
        texts: list[str] = collection.table("articles", ["text"])["text"].to_pylist()
        print(f"{len(texts):,} articles, {sum(map(len, texts)):,} characters")
        built(folder, options.builds)
        asked = queries(texts)
        percentile = table(collection, asked, options.repeats)
        words = [
            words.strip('"')
            for kind in ("a frequent word", "two characters", "a phrase of six", "one character")
            for words, _ in asked[kind][:15]
        ]
        wrong = beside(collection, texts, words)
    return int(options.check and (wrong > 0 or percentile > BAR))


if __name__ == "__main__":
    sys.exit(main())
