"""Read hostile files and spoiled samples, each under watch; print a table, and end with 1 if there is a finding.

A reader may return a text or refuse in one line; it may not raise anything else, take more than 10 seconds of the
processor or 500 MB, open another file, connect, or write. Run by `make stress`; it takes about fifteen minutes.

    PYTHONPATH=tests python benchmarks/stress.py                       # all of it
    PYTHONPATH=tests python benchmarks/stress.py --only docx           # one format
    PYTHONPATH=tests python benchmarks/stress.py --only docx --case 17 # one mutation again, with its bytes in a file
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hostile.cases import listening
from hostile.mutations import mutation
from hostile.samples import SAMPLES
from hostile.table import CASES, WAYS, run, run_mutation
from hostile.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hostile.cases import Case, Trap
    from hostile.watching import Outcome

MUTATIONS = 10_000
WORKERS = os.cpu_count() or 1


@dataclass(slots=True)
class Row:
    """What became of the cases of a sample."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    peak: int = 0
    findings: list[str] = field(default_factory=list)

    def add(self, name: str, outcome: Outcome) -> None:
        """Count a case."""
        self.read += outcome.how == "read"
        self.refused += outcome.how == "refused"
        self.slowest = max(self.slowest, outcome.seconds)
        self.peak = max(self.peak, outcome.megabytes)
        if outcome.is_finding:
            self.findings.append(f"{name}: {outcome.how}: {outcome.line}")

    def cells(self) -> str:
        """Return the row as a table shows it."""
        cases = self.read + self.refused + len(self.findings)
        return f"{cases} | {self.refused} | {self.read} | {self.slowest:.1f} | {self.peak} | {len(self.findings)}"


def main() -> int:
    """Run what the arguments ask for; return 1 if there are findings."""
    options = _arguments()
    if options.case is not None:
        return _again(options.only, options.seed, options.case)
    began = time.monotonic()
    print("| sample | cases | refused | read | slowest, s | peak, MB | findings |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    findings = []
    for name, outcomes in _wanted(options):
        row = Row()
        for case, outcome in outcomes:
            row.add(case, outcome)
        print(f"| {name} | {row.cells()} |", flush=True)
        findings += row.findings
    minutes = (time.monotonic() - began) / 60
    print(f"\nseed {options.seed}, {WORKERS} processes, {minutes:.1f} minutes", *findings, sep="\n")
    return 1 if findings else 0


def _wanted(options: argparse.Namespace) -> Iterator[tuple[str, Iterable[tuple[str, Outcome]]]]:
    """Yield the rows of the table with their cases: those made by hand, then the spoiled samples."""
    for sample in dict.fromkeys(case.sample for case in CASES):
        if options.only in {None, sample}:
            yield sample, _made(case for case in CASES if case.sample == sample)
    for sample in SAMPLES:
        if options.only in {None, sample}:
            yield f"{sample}, spoiled", _mutated(sample, options.seed, options.mutations)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted({*SAMPLES, "place"}), help="one kind of file")
    parser.add_argument("--seed", type=int, default=0, help="of the mutations (default 0)")
    parser.add_argument("--mutations", type=int, default=MUTATIONS, help=f"of each sample (default {MUTATIONS})")
    parser.add_argument("--case", type=int, metavar="N", help="repeat one mutation; needs --only")
    options = parser.parse_args()
    if options.case is not None and options.only not in SAMPLES:
        parser.error(f"--case needs --only with one of {', '.join(SAMPLES)}")
    return options


def _again(sample: str, seed: int, number: int) -> int:
    """Repeat one mutation and leave its bytes in a file."""
    watched = Watched()
    outcome = run_mutation(watched, sample, seed, number)
    watched.end()
    path = Path(tempfile.gettempdir()) / f"{sample}-{seed}-{number}"
    path.write_bytes(mutation(sample, seed, number))
    print(outcome, path, sep="\n")
    return int(outcome.is_finding)


def _made(cases: Iterable[Case]) -> Iterator[tuple[str, Outcome]]:
    """Yield how each case ends, each way, one after the other: a connection must have one who made it."""
    with tempfile.TemporaryDirectory() as name, listening(Path(name)) as (trap, called):
        for at, (case, way) in enumerate((case, way) for case in cases for way in WAYS):
            folder = Path(name) / str(at)
            folder.mkdir()
            yield f"{case.sample}, {case.name}, {way.__name__}", _one(case, way, folder, trap, called)


def _one(case: Case, way: Callable[..., Outcome], folder: Path, trap: Trap, called: Callable[[], bool]) -> Outcome:
    outcome = run(case, way, folder, trap, called)
    for path in folder.iterdir():
        path.unlink()
    return outcome


def _mutated(sample: str, seed: int, count: int) -> Iterator[tuple[str, Outcome]]:
    """Yield how each mutation ends; the processes share them."""

    def work(first: int) -> list[tuple[str, Outcome]]:
        watched = Watched()
        numbers = range(first, count, WORKERS)
        found = [(f"{sample} --seed {seed} --case {at}", run_mutation(watched, sample, seed, at)) for at in numbers]
        watched.end()
        return found

    with ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(work, range(WORKERS)):
            yield from found


if __name__ == "__main__":
    sys.exit(main())
