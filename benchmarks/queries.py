"""Time typical queries over a collection, warm, and how the time to open it grows with its parts; prints Markdown."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from zhize.batches.ledger import part_file
from zhize.batches.schemas import tables
from zhize.collection import open_collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.collection import Collection

ROUNDS = 30
OPENINGS = 5
GROWTH = (1, 10)  # times the parts
QUERIES = {
    "norms by modality": "SELECT modality, count(*) AS n FROM norms GROUP BY modality",
    "documents by level and folder": "SELECT level, folder, count(*), sum(norms) FROM documents GROUP BY ALL",
    "norms joined with documents, by level": """
        SELECT d.level, n.modality, count(*) AS n FROM norms n JOIN documents d USING (document) GROUP BY ALL""",
    "duties of a body (县人民政府)": """
        SELECT document, locator, action, deadlines FROM norms WHERE list_contains(bearers, '县人民政府')""",
    "the same with their sentences, 50 rows": """
        SELECT document, locator, action, quote FROM norms WHERE list_contains(bearers, '县人民政府') LIMIT 50""",
    "LIKE over the texts of articles": """
        SELECT document, locator FROM articles WHERE text LIKE '%数据安全%'""",
    "LIKE over actions": "SELECT document, locator, action FROM norms WHERE action LIKE '%备案%' LIMIT 100",
    "most frequent pairs of bodies": """
        SELECT bearer, relation, counterpart, count(*) AS n FROM edges GROUP BY ALL ORDER BY n DESC LIMIT 20""",
    "bodies by mentions": "SELECT body, sum(mentions) AS n FROM bodies GROUP BY body ORDER BY n DESC LIMIT 20",
    "most frequent deadlines": """
        SELECT value, count(*) AS n FROM times WHERE type = 'deadline' GROUP BY value ORDER BY n DESC LIMIT 20""",
    "deadlines longer than 30 days": """
        SELECT document, locator, text FROM times WHERE type = 'deadline' AND calendar_days(value) > 30""",
    "citations of one law": """
        SELECT document, locator, target FROM links WHERE plain_title(cited_title) = '立法法'""",
    "diagnostics by code": "SELECT code, count(*) AS n FROM diagnostics GROUP BY code ORDER BY n DESC",
}


def milliseconds(run: Callable[[], object], rounds: int) -> tuple[list[float], float]:
    """Return the wall time of each run but the first, in order of size, and the mean time of all cores together."""
    run()
    found, worked = [], time.process_time()
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found), (time.process_time() - worked) * 1000 / rounds


def queries(collection: Collection, rounds: int) -> None:
    """Print a row a query."""
    print("| query | rows | p50 ms | p95 ms | best ms | CPU ms |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    everything: list[float] = []
    for name, sql in QUERIES.items():
        found, worked = milliseconds(lambda sql=sql: collection.query(sql), rounds)  # type: ignore[misc]
        everything += found
        figures = f"{_at(found, 0.5):.0f} | {_at(found, 0.95):.0f} | {found[0]:.0f} | {worked:.0f}"
        print(f"| {name} | {len(collection.query(sql)):,} | {figures} |")
    everything.sort()
    print(f"| **all of them** | | {_at(everything, 0.5):.0f} | {_at(everything, 0.95):.0f} | | |\n")


def _at(found: list[float], share: float) -> float:
    return found[min(len(found) - 1, int(len(found) * share))]


def opening(folder: Path) -> tuple[float, float]:
    """Return the milliseconds to open a collection and to have its first count, the best of some."""
    opened, first = [], []
    for _ in range(OPENINGS):
        began = time.perf_counter()
        collection = open_collection(folder)
        collection.query("SELECT 1")
        opened.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        collection.query(QUERIES["norms by modality"])
        first.append((time.perf_counter() - began) * 1000)
    return min(opened), min(first)


def repeated(collection: Collection, times: int, folder: Path) -> Path:
    """Lay the parts of a collection into a folder, under as many names each, as links where the system can."""
    manifest = collection.manifest
    names = tuple(f"{shard}-{number:03}" for number in range(times) for shard in manifest.shards)
    for table in tables():
        (folder / table).mkdir(parents=True)
        for name in names:
            source = part_file(collection.folder, table, name.rpartition("-")[0]).absolute()
            part_file(folder, table, name).symlink_to(source)
    rows = {table: count * times for table, count in manifest.rows.items()}
    more = msgspec.structs.replace(manifest, shards=names, rows=rows, documents=manifest.documents * times)
    (folder / "manifest.json").write_bytes(msgspec.json.encode(more))
    return folder


def main() -> int:
    """Print the tables; exit 2 without a collection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path, help="what zhize batch made of the laws")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each query runs (default {ROUNDS})")
    options = parser.parse_args()
    if not (options.collection / "manifest.json").is_file():
        print(f"{options.collection}: no collection here; make it with zhize batch DIR -o OUT", file=sys.stderr)
        return 2
    collection = open_collection(options.collection)
    rows = collection.manifest.rows
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{collection.manifest.documents:,} documents, {rows['articles']:,} articles, {rows['norms']:,} norms; ", end=""
    )
    print(f"{os.cpu_count()} cores{load}; {options.rounds} warm runs a query\n")
    queries(collection, options.rounds)
    print("| documents | parts a table | open ms | first count ms |\n| ---: | ---: | ---: | ---: |")
    for times in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            place = repeated(collection, times, Path(folder) / "OUT")
            opened, first = opening(place)
            shards = len(collection.manifest.shards) * times
            print(f"| {collection.manifest.documents * times:,} | {shards} | {opened:.0f} | {first:.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
