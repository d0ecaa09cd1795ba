"""Measure text reuse over all laws and print the README's table: time, memory and recall, sketches, known versions.

Time and memory are those of a process of its own; the collection is made before, by parsing alone. Recall is that of
pairs against the cosine that scikit-learn computes, without any shortcut, of a sample with all articles.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer

import zhize
from zhize.analysis import Analysis
from zhize.batches.ledger import Manifest, part_file, write_manifest
from zhize.batches.nouns import Document
from zhize.batches.schemas import SCHEMA
from zhize.batches.tabulating import arrow, rows_of
from zhize.collection import open_collection
from zhize.reuse import Sketches, versions
from zhize.reuse.articles import Articles, numbered, read_articles
from zhize.reuse.candidates import Engine
from zhize.reuse.pairing import LEAST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from zhize.collection import Collection

    Pairs = set[tuple[int, int]]

ROOT = Path(__file__).parents[1]
SAMPLE = 2_000  # articles
TABLES = ("documents", "articles")
# Memory before: the program itself; at most: with texts, matrix and result.
WORKER = """
import re, sys, time
from pathlib import Path
import pyarrow.parquet as pq
from zhize.collection import open_collection
from zhize.reuse import near_duplicates
# what getrusage says may be the parent's
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1e3
collection, before, began = open_collection(sys.argv[1]), peak(), time.perf_counter()
pairs = near_duplicates(collection, engine=sys.argv[2])
print(time.perf_counter() - began, time.process_time(), before, peak())
pq.write_table(pairs, sys.argv[3])
"""


def collected(laws: Path, folder: Path) -> Collection:
    """Return a collection of parsed texts, without mentions and norms, in a folder."""
    found: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    for path in sorted(laws.rglob("*.txt")):
        name = path.relative_to(laws).as_posix()
        rows = rows_of(Document(name=name, place=str(path), sha256="", size=0), _bare(zhize.parse(path)))
        for table in TABLES:
            found[table] += rows[table]
    for table, rows_of_it in found.items():
        part_file(folder, table, "0").parent.mkdir(parents=True)
        pq.write_table(arrow(table, rows_of_it), part_file(folder, table, "0"))
    counts = {table: len(rows_of_it) for table, rows_of_it in found.items()}
    manifest = Manifest(
        schema=SCHEMA, zhize=zhize.__version__, program="parsed", learned=False, documents=counts["documents"],
        failed=0, characters=0, rows=counts, shards=("0",),
    )  # fmt: skip
    write_manifest(folder, manifest, b"")
    return open_collection(folder)


def _bare(regulation: zhize.Regulation) -> Analysis:
    attached = tuple(map(_bare, regulation.attached))
    return Analysis(regulation=regulation, actors=(), times=(), norms=(), references=(), attached=attached)


def exact(articles: Articles, sample: Sequence[int]) -> Pairs:
    """Return the pairs of a sample with all articles of other documents whose cosine reaches the bar."""
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), lowercase=False, sublinear_tf=True)
    vectorizer.fit(sorted(set(articles.folded)))  # copies count once, as they do in the program
    matrix = vectorizer.transform(articles.folded)
    found: Pairs = set()
    for first in range(0, len(sample), 100):
        chosen = np.asarray(sample[first : first + 100])
        product = (matrix[chosen] @ matrix.T).tocoo()
        near = product.data >= LEAST
        for one, other in zip(chosen[product.row[near]].tolist(), product.col[near].tolist(), strict=True):
            if articles.owner[one] != articles.owner[other]:
                found.add((one, other))
    return found


def duplicates(collection: Collection, engine: Engine, rounds: int) -> tuple[pa.Table, str]:
    """Return the pairs, and a row on how long they took (the best of some rounds) and with how much memory."""
    seconds, processor, memory = float("inf"), float("inf"), (0.0, 0.0)
    target = collection.folder / f"pairs-{engine}.parquet"
    for _ in range(rounds):
        command = [sys.executable, "-c", WORKER, str(collection.folder), engine, str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        took, worked, before, peak = map(float, done.stdout.split())
        seconds, processor, memory = min(seconds, took), min(processor, worked), (before, peak)
    pairs = pq.read_table(target)
    return (
        pairs,
        f"| {engine} | {seconds:.0f} | {processor:.0f} | {memory[0]:.0f} | {memory[1]:.0f} | {pairs.num_rows} |",
    )


def sketched(articles: Articles, sample: Sequence[int], truth: Pairs) -> list[str]:
    """Return rows on sketches: adding all articles, asking for the sample, what of the pairs is found."""
    sketches = Sketches()
    began = time.perf_counter()
    for number, text in enumerate(articles.folded):
        sketches.add(str(number), text)
    added = time.perf_counter()
    found = {(one, int(each.name)) for one in sample for each in sketches.near(articles.folded[one])}
    asked = time.perf_counter()
    apart = {(one, other) for one, other in found if articles.owner[one] != articles.owner[other]}
    per_article = (added - began) / len(articles.folded) * 1e3
    return [
        f"| adding an article | {per_article:.2f} ms |",
        f"| asking for its neighbours among {len(sketches)} | {(asked - added) / len(sample) * 1e3:.2f} ms |",
        f"| recall of pairs with a cosine of {LEAST} | {len(truth & apart) / len(truth):.3f} |",
        f"| share of what is returned that has one | {len(truth & apart) / len(apart):.3f} |",
    ]


def known_versions(shared: Path, found: pa.Table) -> list[str]:
    """Return rows on the known pairs of versions: in one regulation, and in the right order."""
    place = {row["document"]: (row["regulation"], row["version"]) for row in found.to_pylist()}
    lines = (shared / "alignment/versions/versions.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(json.loads(line)[side].removeprefix("laws/") for side in ("old_path", "new_path")) for line in lines]
    both = [(place[old], place[new]) for old, new in pairs if old in place and new in place]
    together = [(old[1], new[1]) for old, new in both if old[0] == new[0]]
    ordered = sum(old < new for old, new in together)
    groups = len({regulation for regulation, _ in place.values()})
    return [
        f"| known pairs of versions | {len(pairs)} |",
        f"| found | {len(together)} |",
        f"| in their order | {ordered} |",
        f"| regulations found in several versions | {groups} |",
    ]


def main() -> int:
    """Print the tables; exit 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with alignment/ and laws/")
    parser.add_argument("--rounds", type=int, default=2, help="of which the best counts (default 2)")
    options = parser.parse_args()
    if not (options.shared / "laws").is_dir():
        print(f"{options.shared}: no laws here; name the folder with --shared", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        collection = collected(options.shared / "laws", Path(folder))
        print(
            "| near_duplicates by | seconds | of the processor | MB before | MB at most | pairs |\n"
            + "| --- " * 6
            + "|"
        )
        tables = []
        for engine in Engine:
            pairs, row = duplicates(collection, engine, options.rounds)
            tables.append(pairs)
            print(row, flush=True)
        articles = read_articles(collection)
        sample = sorted(random.Random(1).sample(range(len(articles.folded)), SAMPLE))  # noqa: S311  # no secret
        truth = exact(articles, sample)
        numbers = numbered(articles, tables[0])
        known = set(zip(numbers.one.tolist(), numbers.other.tolist(), strict=True))
        print(f"\n| {len(articles.folded)} articles, {SAMPLE} of them against all | |\n| --- | --- |")
        print(f"| both engines find the same | {'yes' if tables[0].equals(tables[1]) else 'no'} |")
        print(f"| pairs with a cosine of {LEAST} | {len(truth)} |")
        print(f"| recall | {len(truth & known) / len(truth):.4f} |", flush=True)
        print("\n| sketches | |\n| --- | --- |", *sketched(articles, sample, truth), sep="\n", flush=True)
        print(
            "\n| versions | |\n| --- | --- |",
            *known_versions(options.shared, versions(collection, tables[0])),
            sep="\n",
        )
    load = os.getloadavg()[1]
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, load {load:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
