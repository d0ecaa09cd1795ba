"""Collections in tests: small texts of our own, runs of the command, and faults that strike where a test says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow.parquet as pq

from zhize.batches import batch, planning, running
from zhize.batches.ledger import part_file, read_manifest
from zhize.batches.parts import work
from zhize.batches.schemas import tables
from zhize.batches.sharding import cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pytest

    from zhize.batches import Summary
    from zhize.batches.nouns import Document, Done, Shard, Task

_DERIVED: Final = "search"  # the full-text index lies there, which a run leaves alone

# What a process runs before it begins; Python looks for a module of this name. Workers are such processes too.
_HOOK: Final = "sitecustomize.py"

# Small shards, so that a few texts are many of them and a run has moments between its shards.
_SMALL: Final = """
from functools import partial
from zhize.batches import planning
planning.cut = partial(planning.cut, size=4)
"""

DEADLY: Final = "本条致命"
"""A worker under the fault `dies_of_a_text` dies of a text that says so."""

FAULTS: Final[Mapping[str, str]] = {
    "dies_of_a_text": f"""
import os
from zhize.batches import parts
analyze = parts.analyze
def deadly(source, **options):
    if {DEADLY!r} in source.text:
        os._exit(9)
    return analyze(source, **options)
parts.analyze = deadly
""",
    "out_of_memory": f"""
from zhize.batches import parts
analyze = parts.analyze
def deadly(source, **options):
    if {DEADLY!r} in source.text:
        raise MemoryError
    return analyze(source, **options)
parts.analyze = deadly
""",
    "parent_dies_between_parts_and_record": """
import os, signal, time
from zhize import files
write = files.write
def deadly(outputs):
    if any(path.parent.name == "shards" for path in outputs):
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    write(outputs)
files.write = deadly
""",
    "parent_dies_among_the_parts": """
import os, signal, time
from zhize import files
replace = files._replace
def deadly(beside, path):
    if path.parent.name == "norms":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    replace(beside, path)
files._replace = deadly
""",
    "parent_dies_before_the_manifest": """
import os, signal
from zhize import files
stage = files._stage
def deadly(path, data):
    if path.name == "manifest.json":
        os.kill(os.getpid(), signal.SIGKILL)
    return stage(path, data)
files._stage = deadly
""",
    "parent_dies_in_the_manifest": """
import os, signal
from zhize import files
replace = files._replace
def deadly(beside, path):
    if path.name == "manifest.json":
        os.kill(os.getpid(), signal.SIGKILL)
    replace(beside, path)
files._replace = deadly
""",
    "parent_dies_before_the_strays": """
import os, signal
from zhize.batches import running
def deadly(*given):
    os.kill(os.getpid(), signal.SIGKILL)
running.remove_strays = deadly
""",
    "disk_full_of_parts": """
import errno, os
from zhize import files
stage, left = files._stage, [25]
def deadly(path, data):
    left[0] -= path.suffix == ".parquet"
    if left[0] < 0:
        raise files.OutputError("cannot be written (No space left on device)", where=str(path), remedy="make room")
    return stage(path, data)
files._stage = deadly
""",
    "disk_full_of_the_manifest": """
import errno, os
from pathlib import Path
from zhize import files
fsync = os.fsync
def deadly(handle):
    if "manifest" in deadly.name:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    fsync(handle)
deadly.name = ""
stage = files._stage
def named(path, data):
    deadly.name = path.name
    return stage(path, data)
files.os.fsync = deadly
files._stage = named
""",
}


def text(number: int, articles: int = 3, more: str = "") -> str:
    """Return rules of our own; no two numbers give the same."""
    lines = [
        f"第{'一二三四五六七八九'[at]}条 县政府办公室应当在每年{at + 1}月{number % 28 + 1}日前报告第{number}号事项。"
        "各部门不得迟延，情况紧急的可以先行处理。"
        for at in range(articles)
    ]
    return "\n".join([f"某县第{number}号工作规则", *lines, more]) + "\n"


def lay(folder: Path, numbers: Iterable[int], *, below: str = "") -> Path:
    """Lay rules into a folder, one file a number; return the folder."""
    place = folder / below
    place.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (place / f"规则{number:03}.txt").write_text(text(number), encoding="utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of a collection but the lock and what is derived from it."""
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}
    return {str(name): path.read_bytes() for name, path in found.items() if name.parts[0] != _DERIVED}


def check_whole(folder: Path) -> None:
    """Read every part that the manifest names, and hold the counts to what it says."""
    manifest = read_manifest(folder)
    for table in tables():
        parts = [pq.read_table(part_file(folder, table, shard), partitioning=None) for shard in manifest.shards]
        assert sum(map(len, parts)) == manifest.rows[table], table


def worked_here(patched: pytest.MonkeyPatch) -> None:
    """Let runs work in this process and in small shards, so that a few texts are several."""

    def small(documents: Iterable[Document], program: str) -> tuple[Shard, ...]:
        return cut(documents, program, 2)

    patched.setattr(running, "in_processes", serially)
    patched.setattr(planning, "cut", small)
    patched.setattr(os, "fsync", lambda _: None)  # thousands of small files, each down to the disk, take a minute


def by_rules(source: Path, folder: Path, **options: bool | float | None) -> Summary:
    """Run without the learned models, which are no matter here."""
    return batch(source, folder, learned=False, **options)  # type: ignore[arg-type]


def fresh(source: Path, folder: Path) -> dict[str, bytes]:
    """Run, and return the files of the collection."""
    by_rules(source, folder)
    return tree(folder)


def serially(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Do tasks here: what a test of results needs, without the second that a process takes to begin."""
    assert jobs
    return map(work, tasks)


def command(source: Path, output: Path, *more: str, jobs: int = 2) -> list[str]:
    """Return the command line of a run, by rules alone: the faults do not care, and it is faster."""
    line = [sys.executable, "-m", "zhize", "batch", str(source), "-o", str(output), "--rules-only"]
    return [*line, "--jobs", str(jobs), *more]


def under(fault: str | None, folder: Path) -> dict[str, str]:
    """Return an environment whose runs cut small shards and have a fault, if any; the folder gets the hook."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _HOOK).write_text(_SMALL + FAULTS.get(fault or "", ""), encoding="utf-8")
    before = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), *([before] if before else [])])}


def run(line: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        line, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300, start_new_session=True
    )


def begun(line: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Begin a command in a session of its own, so that what it leaves behind is found."""
    # A shell that begins the tests in the background has them ignore Ctrl-C, and what they begin would do so too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return subprocess.Popen(
        line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )


def of_session(leader: int) -> dict[int, str]:
    """Return the processes of a session that live, with their command lines (Linux)."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (place / "stat").read_text().rpartition(")")[2].split()[:4]
            words = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # it ended meanwhile
        if int(session) == leader and state != "Z":
            found[int(place.name)] = words
    return found


def workers(leader: int) -> list[int]:
    """Return the worker processes of a run, as `spawn` begins them."""
    return sorted(pid for pid, words in of_session(leader).items() if "spawn_main" in words)


def awaited(happened: Callable[[], object], seconds: float = 60) -> bool:
    """Wait until something happened; return whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.005)
    return bool(happened())


def killed(process: subprocess.Popen[str]) -> None:
    """Kill the first process of a run, as a power cut does, and wait until it is gone."""
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def orphans(leader: int, seconds: float = 5) -> dict[int, str]:
    """Return what still lives of a run so many seconds after its first process is gone."""
    awaited(lambda: not of_session(leader), seconds)
    return of_session(leader)
