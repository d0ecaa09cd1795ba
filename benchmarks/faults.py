"""Break `zhize batch` in every way that an issue, a disk or a person can, and see whether anything was lost.

After each fault the next run ends what was begun; then the collection must equal that of an undisturbed run, byte for
byte, every part must be readable, and nothing may be left running. A table is printed; 1 if one differs. Run by
`make stress`; it takes about ten minutes. Needs Linux, where processes are counted in /proc.

    PYTHONPATH=tests python benchmarks/faults.py                 # all of it
    PYTHONPATH=tests python benchmarks/faults.py --only parent   # the faults whose name begins so
    PYTHONPATH=tests python benchmarks/faults.py --times 5       # instead of 50 random moments
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from batching import (
    DEADLY,
    FAULTS,
    awaited,
    begun,
    check_whole,
    command,
    killed,
    orphans,
    run,
    text,
    tree,
    under,
    workers,
)
from hostile.cases import listening
from hostile.table import CASES

import zhize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
LAWS = 80
KILLS = 10  # of workers in one run
PROMPT = 2.0  # seconds that Ctrl-C may take


class Wrong(Exception):  # noqa: N818  # no error of the program: what the table says
    """What is not as it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every fault is tried on."""

    source: Path
    expected: dict[str, bytes]  # the collection of the undisturbed run
    seconds: float  # that it took
    folder: Path  # for what a fault writes

    def begun(self, output: Path, *more: str) -> subprocess.Popen[str]:
        """Begin a run without a fault."""
        return begun(command(self.source, output, *more), under(None, self.folder / "plain"))

    def run(self, output: Path, *more: str, source: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run without a fault, on the laws or on another folder."""
        return run(command(source or self.source, output, *more), under(None, self.folder / "plain"))

    def mixed(self, name: str) -> Path:
        """Return a copy of the laws that may be spoiled."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return Path(shutil.copytree(self.source, self.folder / name))

    def output(self) -> Path:
        """Return an empty place for a collection."""
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return self.folder / "out"


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
    _ended(done, 0)
    check_whole(folder / "expected")
    return Ground(source=source, expected=tree(folder / "expected"), seconds=seconds, folder=folder)


Fault = tuple[str, int, "Callable[[Ground], None]"]


def _faults(options: argparse.Namespace) -> Iterator[Fault]:
    """Yield the faults by name, with how often each is tried."""
    chance = random.Random(options.seed)  # noqa: S311  # no secret
    faults: list[Fault] = [
        (f"worker killed {KILLS} times in a run", 1, partial(workers_killed, chance)),
        ("parent killed at a random moment", options.times, partial(parent_killed, chance)),
        ("parent killed at random moments, five times before it may end", 2, partial(parent_killed_often, chance)),
        *((name.replace("_", " "), 3, partial(struck, name)) for name in FAULTS if name.startswith("parent_dies")),
        ("update killed at a random moment", 5, partial(update_killed, chance)),
        ("disk full: tmpfs of 1 MB", 1, disk_full),
        ("disk full: no file above 64 KB", 1, file_limit),
        ("disk full of parts", 1, partial(refused, "disk_full_of_parts")),
        ("disk full of the manifest", 1, partial(refused, "disk_full_of_the_manifest")),
        ("hostile and unreadable files among the input", 1, hostile),
        ("text that workers die of", 1, partial(deadly, "dies_of_a_text")),
        ("text that takes all memory", 1, partial(deadly, "out_of_memory")),
        ("two runs into one folder", 1, two_runs),
        ("Ctrl-C", 3, partial(interrupted, chance)),
        ("Dask worker killed", 2, partial(dask_worker_killed, chance)),
        ("parent of Dask workers killed", 2, partial(dask_parent_killed, chance)),
    ]
    return (fault for fault in faults if fault[0].startswith(options.only))


def _said(fault: Fault, ground: Ground) -> list[str]:
    """Try a fault, print its row, and return what was wrong."""
    name, times, act = fault
    wrong = []
    begin = time.monotonic()
    for _ in range(times):
        try:
            act(ground)
        except (Wrong, AssertionError, subprocess.TimeoutExpired) as error:
            wrong.append(f"{name}: {error}")
    print(f"| {name} | {times} | {times - len(wrong)} | {time.monotonic() - begin:.1f} |", flush=True)
    return wrong


# What must hold.


def _hold(condition: object, what: str) -> None:
    if not condition:
        raise Wrong(what)


def _ended(done: subprocess.CompletedProcess[str], code: int) -> None:
    _hold(done.returncode == code, f"ended with {done.returncode}, not {code}: {done.stderr[-400:]}")


def _refused_in_one_line(done: subprocess.CompletedProcess[str]) -> None:
    _ended(done, 2)
    _hold(done.stderr.startswith("zhize: error: ") and done.stderr.count("\n") == 1, f"said {done.stderr[-400:]}")


def _alone(process: subprocess.Popen[str]) -> None:
    left = orphans(process.pid)
    _hold(not left, f"left running: {left}")


def _resumed(ground: Ground, output: Path) -> None:
    """Hold the next run to end what was begun."""
    _ended(ground.run(output), 0)
    _equal(ground, output)


def _equal(ground: Ground, output: Path) -> None:
    check_whole(output)
    found = tree(output)
    differing = sorted(
        name for name in found.keys() | ground.expected.keys() if found.get(name) != ground.expected.get(name)
    )
    _hold(not differing, f"{len(differing)} files differ: {differing[:3]}")


def _finished(output: Path) -> int:
    return len(list(output.glob("shards/*.json")))


# The faults.


def workers_killed(chance: random.Random, ground: Ground) -> None:
    """Kill a worker again and again, each soon after a shard was finished."""
    output = ground.output()
    process = ground.begun(output)
    for _ in range(KILLS):
        finished = _finished(output)
        awaited(lambda: process.poll() is not None or _finished(output) > finished)  # noqa: B023
        _hold(process.poll() is None, "the run ended before its workers were killed so often")
        time.sleep(chance.uniform(0, 0.1))
        if alive := workers(process.pid):
            os.kill(chance.choice(alive), signal.SIGKILL)
    _, error = process.communicate(timeout=300)
    _hold(process.returncode == 0, f"ended with {process.returncode}: {error[-400:]}")
    _equal(ground, output)
    _alone(process)


def parent_killed(chance: random.Random, ground: Ground) -> None:
    """Kill the first process at a moment of the whole run."""
    output = ground.output()
    _kill_during(ground, output, chance)
    _resumed(ground, output)


def parent_killed_often(chance: random.Random, ground: Ground) -> None:
    """Kill one run after the other."""
    output = ground.output()
    for _ in range(5):
        _kill_during(ground, output, chance)
    _resumed(ground, output)


def _kill_during(ground: Ground, output: Path, chance: random.Random) -> None:
    process = ground.begun(output)
    time.sleep(chance.uniform(0.3, 1.1) * ground.seconds)
    killed(process)
    process.communicate()
    _alone(process)


def struck(fault: str, ground: Ground) -> None:
    """Let the first process be killed at a certain step."""
    output = ground.output()
    process = begun(command(ground.source, output), under(fault, ground.folder / fault))
    process.communicate(timeout=300)
    _hold(process.returncode == -signal.SIGKILL, f"the fault did not strike: {process.returncode}")
    _alone(process)
    _resumed(ground, output)


def update_killed(chance: random.Random, ground: Ground) -> None:
    """Kill a run that brings a collection of other texts up to date."""
    output, other = ground.output(), ground.mixed("other")
    for path in chance.sample(sorted(other.rglob("*.txt")), LAWS // 3):
        path.write_text(text(chance.randrange(1000)), encoding="utf-8")
    _ended(ground.run(output, source=other), 0)
    _kill_during(ground, output, chance)
    _resumed(ground, output)


def disk_full(ground: Ground) -> None:
    """Write to a disk of 1 MB, then make room; where no disk may be mounted, `file_limit` has to do."""
    disk = ground.folder / "disk"
    disk.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)],  # noqa: S607  # the system's own
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        print("| (no disk may be mounted here) | | | |")
        return
    try:
        _refused_in_one_line(ground.run(disk / "out"))
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)  # noqa: S607
        _resumed(ground, disk / "out")
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


def file_limit(ground: Ground) -> None:
    """Let the system refuse larger files."""
    output = ground.output()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    try:
        done = ground.run(output)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    _refused_in_one_line(done)
    _resumed(ground, output)


def refused(fault: str, ground: Ground) -> None:
    """Let the disk refuse at a certain step."""
    output = ground.output()
    _refused_in_one_line(run(command(ground.source, output), under(fault, ground.folder / fault)))
    _resumed(ground, output)


def hostile(ground: Ground) -> None:
    """Lay hostile files beside the laws; then take them away."""
    output, mixed = ground.output(), ground.mixed("mixed")
    with listening(ground.folder) as (trap, called):
        for number, case in enumerate(case for case in CASES if not case.large):
            place = mixed / "hostile" / str(number)
            place.mkdir(parents=True)
            case.make(place, trap)
        done = ground.run(output, source=mixed)
        _hold(not called(), "a file made us connect")
    _ended(done, 1)
    _hold(not done.stderr, done.stderr[-400:])
    read = {row["file"]: row["status"] for row in _documents(output)}
    laws = {path.relative_to(ground.source).as_posix() for path in ground.source.rglob("*.txt")}
    _hold(all(read.get(name) == "read" for name in laws), "a law was lost beside hostile files")
    shutil.rmtree(mixed / "hostile")
    _resumed(ground, output)


def _documents(output: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = zhize.open(output).table("documents", ["file", "status"]).to_pylist()
    return rows


def deadly(fault: str, ground: Ground) -> None:
    """Put a text among the laws that every worker dies of; then take it away."""
    output, mixed = ground.output(), ground.mixed("mixed")
    (mixed / "deadly.txt").write_text(text(1, more=DEADLY), encoding="utf-8")
    done = run(command(mixed, output), under(fault, ground.folder / fault))
    _ended(done, 1)
    failed = [row["file"] for row in _documents(output) if row["status"] != "read"]
    _hold(failed == ["deadly.txt"], f"set aside: {failed}")
    (mixed / "deadly.txt").unlink()
    _resumed(ground, output)


def two_runs(ground: Ground) -> None:
    """Begin a second run while the first is at work."""
    output = ground.output()
    first = ground.begun(output)
    awaited(lambda: (output / ".lock").exists() and workers(first.pid))
    _refused_in_one_line(ground.run(output))
    first.communicate(timeout=300)
    _hold(first.returncode == 0, f"the first run ended with {first.returncode}")
    _equal(ground, output)


def interrupted(chance: random.Random, ground: Ground) -> None:
    """Press Ctrl-C, which a terminal sends to the workers too."""
    output = ground.output()
    process = ground.begun(output)
    awaited(lambda: workers(process.pid))
    time.sleep(chance.uniform(0, 0.7) * ground.seconds)
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    seconds = time.monotonic() - begin
    _hold(process.returncode == 130, f"ended with {process.returncode}")  # noqa: PLR2004  # as every shell says it
    _hold(error == "zhize: interrupted\n", f"said {error[-400:]}")
    _hold(seconds < PROMPT, f"took {seconds:.1f} s")
    _alone(process)
    _resumed(ground, output)


def dask_worker_killed(chance: random.Random, ground: Ground) -> None:
    """Kill one of two Dask workers while it works."""
    output = ground.output()
    process = ground.begun(output, "--cluster", "local")
    awaited(lambda: _finished(output) or process.poll() is not None)
    if alive := workers(process.pid):
        os.kill(chance.choice(alive), signal.SIGKILL)
    _, error = process.communicate(timeout=300)
    _hold(process.returncode == 0, f"ended with {process.returncode}: {error[-400:]}")
    _equal(ground, output)
    _alone(process)


def dask_parent_killed(chance: random.Random, ground: Ground) -> None:
    """Kill the process that holds the Dask scheduler."""
    output = ground.output()
    process = ground.begun(output, "--cluster", "local")
    awaited(lambda: _finished(output) or process.poll() is not None)
    time.sleep(chance.uniform(0, 0.5))
    killed(process)
    process.communicate(timeout=60)
    _alone(process)
    _resumed(ground, output)


if __name__ == "__main__":
    sys.exit(main())
