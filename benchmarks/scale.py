"""A corpus at a time: characters a second from text to norms and to Parquet, workers, growth, memory, Dask.

All figures are of one run on one machine, so that the ratios between them mean something. The laws of ../shared are
repeated under other names to make larger inputs. With --large the growth is measured to 35,000 documents, which are
the shortest tenth of the laws a hundred times over. Needs Linux, which counts the memory of processes in kB.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import zhize

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
SAMPLE = 200  # laws for the rates of one core
BARE = re.compile("应当|不得|可以|必须|县级以上|人民政府|[0-9一二三四五六七八九十]+(?:个)?(?:工作)?日")
MEGA = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """A run of ``zhize batch``, start to end of the process."""

    documents: int
    characters: int
    seconds: float
    largest: float  # MB, of the largest process, the first or a worker

    @property
    def rate(self) -> float:
        """Million characters a second."""
        return self.characters / self.seconds / MEGA


def main() -> int:
    """Print the tables; exit 1 with --check where a bar is missed, 2 where the laws are not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--laws", type=Path, default=ROOT.parent / "shared/laws", help="folder of laws")
    parser.add_argument("--large", action="store_true", help="measure the growth to ten times the laws")
    parser.add_argument(
        "--keep", metavar="OUT", type=Path, help="keep the collection of all laws, for other benchmarks"
    )
    parser.add_argument("--check", action="store_true", help="fail where a ratio is worse than its bar")
    options = parser.parse_args()
    if not options.laws.is_dir():
        print(f"{options.laws}: no laws here; name the folder with --laws", file=sys.stderr)
        return 2
    laws = sorted(options.laws.glob("*/*.txt"))
    one_core(laws)
    with tempfile.TemporaryDirectory() as folder:
        missed = whole(laws, Path(folder), large=options.large, keep=options.keep)
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
    if not options.check:
        return 0
    for name in missed:
        print(f"{name}: worse than its bar", file=sys.stderr)
    return int(bool(missed))


def one_core(laws: list[Path]) -> None:
    """Print the characters a second of one core, text to norms, beside a bare regular expression."""
    chosen = random.Random(1).sample(laws, min(SAMPLE, len(laws)))  # noqa: S311  # no secret
    texts = [path.read_text(encoding="utf-8") for path in chosen]
    size = sum(map(len, texts))
    works = {
        "text to norms, with the learned models": zhize.analyze,
        "text to norms, by rules alone": lambda text: zhize.analyze(text, learned=False),
        "text to articles": zhize.parse,
        "one regular expression of seven words": BARE.findall,
    }
    print(f"| one core, {len(texts)} laws | million characters a second |\n| --- | --- |")
    for name, work in works.items():
        work(texts[0])  # word lists and models are read once
        best = min(_seconds(lambda: [work(text) for text in texts]) for _ in range(2))  # noqa: B023
        print(f"| {name} | {size / best / MEGA:.2f} |", flush=True)


def _seconds(act: Callable[[], object]) -> float:
    begin = time.process_time()
    act()
    return time.process_time() - begin


def whole(laws: list[Path], folder: Path, *, large: bool, keep: Path | None) -> list[str]:
    """Print whole runs and their ratios; return the bars that were missed."""
    every, some = _copies(laws, folder / "all", 1), _copies(laws[::10], folder / "tenth", 1)
    print("\n| zhize batch, whole process | documents | seconds | million characters a second | largest process, MB |")
    print("| --- | --- | --- | --- | --- |")
    tenth = _said("two processes, a tenth", ran(some, folder, jobs=2))
    single = _said("one process", ran(every, folder, jobs=1))
    double = _said("two processes", ran(every, folder, jobs=2))
    if keep is not None:
        shutil.rmtree(keep, ignore_errors=True)
        shutil.copytree(folder / "out", keep)
    dask = _said("Dask, two worker processes", ran(every, folder, jobs=2, cluster="local"))
    rows = [
        ("two processes to one, characters a second", double.rate / single.rate, 1.6, True),
        ("Dask to processes, time", dask.seconds / double.seconds, 1.3, False),
        ("ten times the documents, time", double.seconds / tenth.seconds, 11.0, False),
    ]
    _said("two processes, by rules alone", ran(every, folder, jobs=2, learned=False))
    if large:
        short = sorted(laws, key=lambda law: (law.stat().st_size, law))[: len(laws) // 10]
        few = _said("short laws, ten times over", ran(_copies(short, folder / "few", 10), folder, jobs=2))
        many = _said("short laws, a hundred times over", ran(_copies(short, folder / "many", 100), folder, jobs=2))
        rows.append(("short laws, ten times the documents, time", many.seconds / few.seconds, 11.0, False))
        rows.append(("the same, largest process", many.largest / few.largest, 1.2, False))
    print("\n| ratio | | bar |\n| --- | --- | --- |")
    for name, value, bar, least in rows:
        print(f"| {name} | {value:.2f} | {'≥' if least else '≤'} {bar:g} |")
    return [name for name, value, bar, least in rows if (value < bar if least else value > bar)]


def ran(source: Path, folder: Path, *, jobs: int, cluster: str | None = None, learned: bool = True) -> Ran:
    """Run ``zhize batch`` on a folder into an empty one; return what it took."""
    output = folder / "out"
    shutil.rmtree(output, ignore_errors=True)
    command = [sys.executable, "-m", "zhize", "batch", str(source), "-o", str(output), "--jobs", str(jobs)]
    command += ["--cluster", cluster] if cluster else []
    command += [] if learned else ["--rules-only"]
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"zhize batch ended with {process.returncode}: {said}")
    manifest = zhize.open(output).manifest
    return Ran(
        documents=manifest.documents,
        characters=manifest.characters,
        seconds=time.monotonic() - begin,
        largest=usage.ru_maxrss / 1024,
    )


def _said(name: str, done: Ran) -> Ran:
    cells = (name, f"{done.documents:,}", f"{done.seconds:.1f}", f"{done.rate:.2f}", f"{done.largest:.0f}")
    print(f"| {' | '.join(cells)} |", flush=True)
    return done


def _copies(laws: list[Path], folder: Path, times: int) -> Path:
    """Return a folder that holds each law so many times, each under a name of its own."""
    for number in range(times):
        for law in laws:
            place = folder / f"{number:02}" / law.parent.name / law.name
            place.parent.mkdir(parents=True, exist_ok=True)
            if law.stat().st_dev == folder.stat().st_dev:
                os.link(law, place)
            else:
                shutil.copy(law, place)
    return folder


if __name__ == "__main__":
    sys.exit(main())
