"""Workers and whole runs that are killed, on real processes: a sample of what `benchmarks/faults.py` runs whole."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pytest
from batching import (
    DEADLY,
    awaited,
    begun,
    check_whole,
    command,
    lay,
    of_session,
    orphans,
    run,
    serially,
    text,
    tree,
    under,
    workers,
)

import zhize
from zhize.batches import batch, planning, running

if TYPE_CHECKING:
    from pathlib import Path

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are counted in /proc, which Linux has")
pytestmark = LINUX
COUNT = 40  # about ten shards


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("in") / "规则", range(COUNT))


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory, plain: dict[str, str]) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("out") / "库"
    done = run(command(source, folder), plain)
    assert (done.returncode, done.stderr) == (0, "")
    check_whole(folder)
    return tree(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a run without a fault."""
    return under(None, tmp_path_factory.mktemp("plain"))


def _finished(folder: Path) -> int:
    """Return how many shards lie there."""
    return len(list((folder / "shards").glob("*.json")))


def test_workers_that_are_killed_lose_nothing(
    source: Path, tmp_path: Path, undisturbed: dict[str, bytes], plain: dict[str, str]
) -> None:
    folder = tmp_path / "库"
    process = begun(command(source, folder), plain)
    for finished in (0, 2, 5):
        assert awaited(lambda: _finished(folder) > finished and workers(process.pid))  # noqa: B023
        assert process.poll() is None
        os.kill(workers(process.pid)[0], signal.SIGKILL)
    _, error = process.communicate(timeout=120)
    assert (process.returncode, error) == (0, "")
    assert tree(folder) == undisturbed


@pytest.mark.parametrize("fault", ["parent_dies_between_parts_and_record", "parent_dies_in_the_manifest"])
def test_a_run_that_is_killed_leaves_no_process_and_is_taken_up(
    source: Path, tmp_path: Path, undisturbed: dict[str, bytes], plain: dict[str, str], fault: str
) -> None:
    folder = tmp_path / "库"
    process = begun(command(source, folder), under(fault, tmp_path / "fault"))
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert orphans(process.pid) == {}
    assert not (folder / "manifest.json").exists()
    assert (_finished(folder) > 0) == (fault == "parent_dies_in_the_manifest")
    assert run(command(source, folder), plain).returncode == 0
    assert tree(folder) == undisturbed


def test_ctrl_c_ends_in_two_seconds_with_one_line_and_the_next_run_goes_on(
    source: Path, tmp_path: Path, undisturbed: dict[str, bytes], plain: dict[str, str]
) -> None:
    folder = tmp_path / "库"
    process = begun(command(source, folder), plain)
    assert awaited(lambda: _finished(folder) > 0)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _, error = process.communicate(timeout=60)
    assert time.monotonic() - pressed < 2
    assert (process.returncode, error) == (130, "zhize: interrupted\n")
    assert orphans(process.pid) == {}
    done = run(command(source, folder), plain)
    assert done.returncode == 0
    assert "沿用 0 份" not in done.stdout
    assert tree(folder) == undisturbed


def test_ctrl_c_while_the_workers_begin_is_one_line_too(source: Path, tmp_path: Path, plain: dict[str, str]) -> None:
    process = begun(command(source, tmp_path / "库"), plain)
    assert awaited(lambda: workers(process.pid))
    time.sleep(0.3)  # they import, and would say where they were interrupted
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, "zhize: interrupted\n")
    assert orphans(process.pid) == {}


def test_a_text_that_workers_die_of_is_set_aside_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = lay(tmp_path / "规则", range(12)), tmp_path / "库"
    deadly = source / "规则005.txt"
    deadly.write_text(text(5, more=DEADLY), encoding="utf-8")
    done = run(command(source, folder, jobs=1), under("dies_of_a_text", tmp_path / "fault"))
    assert (done.returncode, done.stderr) == (1, "")
    rows = zhize.open(folder).table("documents", ["file", "status", "error"]).to_pylist()
    assert [row for row in rows if row["status"] != "read"] == [
        {
            "file": deadly.name,
            "status": "failed",
            "error": "the program died while it was read (out of memory?); it may be read again with --retry",
        }
    ]
    assert len(rows) == 12
    # The next run leaves it alone; with --retry, and without the fault, all is as it would have been.
    monkeypatch.setattr(running, "in_processes", serially)
    monkeypatch.setattr(planning, "cut", partial(planning.cut, size=4))
    assert batch(source, folder, learned=False).made == 0
    assert batch(source, folder, learned=False, retry=True).failed == 0
    batch(source, tmp_path / "anew", learned=False)
    assert tree(folder) == tree(tmp_path / "anew")


def test_a_dask_worker_that_is_killed_loses_nothing(
    source: Path, tmp_path: Path, undisturbed: dict[str, bytes], plain: dict[str, str]
) -> None:
    pytest.importorskip("distributed", reason="needs zhize[cluster]")
    folder = tmp_path / "库"
    process = begun(command(source, folder, "--cluster", "local"), plain)
    assert awaited(lambda: _finished(folder) > 0 or process.poll() is not None)
    alive = workers(process.pid)
    os.kill(alive[0], signal.SIGKILL)
    out, _ = process.communicate(timeout=120)  # Dask logs what it lost
    assert process.returncode == 0, out
    assert tree(folder) == undisturbed
    assert of_session(process.pid) == {}


def test_two_runs_of_the_same_texts_on_one_cluster_do_not_take_each_other_s_tasks(source: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs zhize[cluster]")
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        ThreadPoolExecutor(2) as pool,
    ):
        run_one = partial(batch, source, cluster=cluster.scheduler_address, learned=False)
        done = list(pool.map(run_one, (tmp_path / "one", tmp_path / "two")))
    assert [each.made for each in done] == [COUNT, COUNT]
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
