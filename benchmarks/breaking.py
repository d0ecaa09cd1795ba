"""The faults of `faults.py`, each a function that breaks a run of `zhize batch` and holds what comes of it."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from batching import (
    DEADLY,
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
    import random

KILLS = 10  # of workers in one run
SPOILED = 26  # laws, a third of them, that other texts stand for before an update
PROMPT = 2.0  # seconds that Ctrl-C may take


class Wrong(Exception):  # noqa: N818  # no error of the program: what the table says
    """What is not as it must be."""


class Missed(Exception):  # noqa: N818  # the same
    """The run had ended before the fault could strike, which proves nothing: it is tried again."""


class Untried(Exception):  # noqa: N818  # the same
    """Why a fault cannot be tried on this machine."""


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


# What must hold.


def _hold(condition: object, what: str) -> None:
    if not condition:
        raise Wrong(what)


def hold_end(done: subprocess.CompletedProcess[str], code: int) -> None:
    """Hold a run to end with a code."""
    _hold(done.returncode == code, f"ended with {done.returncode}, not {code}: {done.stderr[-400:]}")


def _refused_in_one_line(done: subprocess.CompletedProcess[str]) -> None:
    hold_end(done, 2)
    _hold(done.stderr.startswith("zhize: error: ") and done.stderr.count("\n") == 1, f"said {done.stderr[-400:]}")


def _alone(process: subprocess.Popen[str]) -> None:
    left = orphans(process.pid)
    _hold(not left, f"left running: {left}")


def _resumed(ground: Ground, output: Path) -> None:
    """Hold the next run to end what was begun."""
    hold_end(ground.run(output), 0)
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
    for finished in range(KILLS):
        # One more each time than were killed: a run whose workers die before any shard is finished would end.
        awaited(lambda: process.poll() is not None or _finished(output) > finished)  # noqa: B023
        time.sleep(chance.uniform(0, 0.1))
        _kill_a_worker(process, chance)
    _ends_well(process, ground, output)


def _kill_a_worker(process: subprocess.Popen[str], chance: random.Random) -> None:
    """Kill one that lives; the others may just have been started anew."""
    awaited(lambda: process.poll() is not None or workers(process.pid))
    _hold(process.poll() is None, "the run ended before its workers were killed so often")
    os.kill(chance.choice(workers(process.pid)), signal.SIGKILL)


def _ends_well(process: subprocess.Popen[str], ground: Ground, output: Path) -> None:
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
    time.sleep(chance.uniform(0.1, 1) * ground.seconds)
    if process.poll() is not None:
        process.communicate()
        raise Missed
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
    for path in chance.sample(sorted(other.rglob("*.txt")), SPOILED):
        path.write_text(text(chance.randrange(1000)), encoding="utf-8")
    hold_end(ground.run(output, source=other), 0)
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
        raise Untried("no disk may be mounted here")
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
    hold_end(done, 1)
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
    hold_end(done, 1)
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
    _ends_well(first, ground, output)


def interrupted(chance: random.Random, ground: Ground) -> None:
    """Press Ctrl-C, which a terminal sends to the workers too."""
    output = ground.output()
    # A shell that begins us in the background has us ignore Ctrl-C, and what we begin would do so too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = ground.begun(output)
    awaited(lambda: workers(process.pid))
    time.sleep(chance.uniform(0, 0.7) * ground.seconds)
    begin = time.monotonic()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    said, error = process.communicate(timeout=60)
    seconds = time.monotonic() - begin
    if said:  # what was done, which is said at the end
        raise Missed
    _hold(process.returncode == 130, f"ended with {process.returncode}")  # noqa: PLR2004  # as every shell says it
    _hold(error == "zhize: interrupted\n", f"said {error[-400:]}")
    _hold(seconds < PROMPT, f"took {seconds:.1f} s")
    _alone(process)
    _resumed(ground, output)


def dask_worker_killed(chance: random.Random, ground: Ground) -> None:
    """Kill one of two Dask workers while it works."""
    output = ground.output()
    process = _begun_with_dask(ground, output)
    _kill_a_worker(process, chance)
    _ends_well(process, ground, output)


def dask_parent_killed(chance: random.Random, ground: Ground) -> None:
    """Kill the process that holds the Dask scheduler."""
    output = ground.output()
    process = _begun_with_dask(ground, output)
    time.sleep(chance.uniform(0, 0.5))
    killed(process)
    process.communicate(timeout=60)
    _alone(process)
    _resumed(ground, output)


def _begun_with_dask(ground: Ground, output: Path) -> subprocess.Popen[str]:
    """Begin a run on two Dask workers; return when the first shard is finished."""
    process = ground.begun(output, "--cluster", "local")
    awaited(lambda: _finished(output) or process.poll() is not None)
    _hold(process.poll() is None, "the run ended before anything could befall it")
    return process
