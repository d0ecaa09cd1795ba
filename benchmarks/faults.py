"""Break `zhize batch` in every way that an issue, a disk or a person can, and see whether anything was lost.

After each fault the next run ends what was begun; then the collection must equal that of an undisturbed run, byte for
byte, every part must be readable, and nothing may be left running. A table is printed; 1 if one differs. Run by
`make stress`; it takes about twenty minutes. Needs Linux, where processes are counted in /proc.

    PYTHONPATH=tests python benchmarks/faults.py                 # all of it
    PYTHONPATH=tests python benchmarks/faults.py --only parent   # the faults whose name begins so
    PYTHONPATH=tests python benchmarks/faults.py --times 5       # instead of 50 random moments
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import breaking
from batching import FAULTS, check_whole, command, run, tree, under
from breaking import KILLS, Ground, Missed, Untried, Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
LAWS = 80
MISSES = 4  # so many runs for one that a fault strikes: on a busy machine a moment is hard to meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A row of the table."""

    name: str
    times: int  # how often it is tried
    act: Callable[[Ground], None]  # raises Wrong where something was lost


def main() -> int:
    """Try the faults that the arguments ask for; return 1 if one lost something."""
    options = _arguments()
    laws = sorted(options.laws.glob("*/*.txt"))
    if not laws:
        print(f"{options.laws}: no laws here; name the folder with --laws", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        ground = _ground(laws, Path(name))
        print(f"{LAWS} laws, {len(ground.expected)} files, undisturbed in {ground.seconds:.1f} s\n")
        print("| fault | times | equal, byte for byte | seconds |\n| --- | --- | --- | --- |", flush=True)
        wrong = [each for fault in _faults(options) for each in _said(fault, ground)]
    print(f"\nseed {options.seed}", *wrong, sep="\n")
    return int(bool(wrong))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, default=ROOT.parent / "shared/laws", help="folder of laws")
    parser.add_argument("--only", default="", help="the faults whose name begins so")
    parser.add_argument("--times", type=int, default=50, help="kills of the parent at random moments (default 50)")
    parser.add_argument("--seed", type=int, default=0, help="of those moments (default 0)")
    return parser.parse_args()


def _ground(laws: list[Path], folder: Path) -> Ground:
    chosen = random.Random(1).sample(laws, LAWS)  # noqa: S311  # no secret
    source = folder / "in"
    for law in chosen:
        place = source / law.parent.name / law.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(law, place)
    begin = time.monotonic()
    done = run(command(source, folder / "expected"), under(None, folder / "plain"))
    seconds = time.monotonic() - begin
    breaking.hold_end(done, 0)
    check_whole(folder / "expected")
    return Ground(source=source, expected=tree(folder / "expected"), seconds=seconds, folder=folder)


def _faults(options: argparse.Namespace) -> Iterator[Fault]:
    """Yield the faults by name, with how often each is tried."""
    chance = random.Random(options.seed)  # noqa: S311  # no secret
    often = options.times
    faults = [
        _fault(f"worker killed {KILLS} times in a run", 1, breaking.workers_killed, chance),
        _fault("parent killed at a random moment", often, breaking.parent_killed, chance),
        _fault(
            "parent killed at random moments, five times before it may end", 2, breaking.parent_killed_often, chance
        ),
        *(
            _fault(name.replace("_", " "), 3, breaking.struck, name)
            for name in FAULTS
            if name.startswith("parent_dies")
        ),
        _fault("update killed at a random moment", 5, breaking.update_killed, chance),
        _fault("disk full: tmpfs of 1 MB", 1, breaking.disk_full),
        _fault("disk full: no file above 64 KB", 1, breaking.file_limit),
        _fault("disk full of parts", 1, breaking.refused, "disk_full_of_parts"),
        _fault("disk full of the manifest", 1, breaking.refused, "disk_full_of_the_manifest"),
        _fault("hostile and unreadable files among the input", 1, breaking.hostile),
        _fault("text that workers die of", 1, breaking.deadly, "dies_of_a_text"),
        _fault("text that takes all memory", 1, breaking.deadly, "out_of_memory"),
        _fault("two runs into one folder", 1, breaking.two_runs),
        _fault("Ctrl-C", 3, breaking.interrupted, chance),
        _fault("Dask worker killed", 2, breaking.dask_worker_killed, chance),
        _fault("parent of Dask workers killed", 2, breaking.dask_parent_killed, chance),
    ]
    return (fault for fault in faults if fault.name.startswith(options.only))


def _fault(name: str, times: int, act: Callable[..., None], *first: object) -> Fault:
    return Fault(name=name, times=times, act=partial(act, *first))


def _said(fault: Fault, ground: Ground) -> list[str]:
    """Try a fault, print its row, and return what was wrong."""
    came: list[str | None] = []
    begin = time.monotonic()
    try:
        for _ in range(fault.times * MISSES):
            with suppress(Missed):
                came.append(_tried(fault, ground))
            if len(came) == fault.times:
                break
    except Untried as why:
        print(f"| {fault.name}: not tried, {why} | 0 | | |", flush=True)
        return []
    wrong = [each for each in came if each is not None]
    row = fault.name, str(len(came)), str(len(came) - len(wrong)), f"{time.monotonic() - begin:.1f}"
    print(f"| {' | '.join(row)} |", flush=True)
    missed = [f"{fault.name}: the other runs had ended before it struck"] if len(came) < fault.times else []
    return wrong + missed


def _tried(fault: Fault, ground: Ground) -> str | None:
    """Try a fault once; return what was wrong, if anything was."""
    try:
        fault.act(ground)
    except (Wrong, AssertionError, subprocess.TimeoutExpired) as error:
        return f"{fault.name}: {error}"
    return None


if __name__ == "__main__":
    sys.exit(main())
