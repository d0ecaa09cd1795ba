"""Runs that something breaks into: files that change, other runs, power cuts and full disks at any step."""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from batching import by_rules, check_whole, fresh, lay, serially, text, tree, worked_here
from filelock import FileLock

from zhize import files
from zhize.batches import ledger, parts, running
from zhize.batches.ledger import read_manifest
from zhize.cli import main
from zhize.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from zhize.batches.nouns import Done, Task


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_here(monkeypatch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return lay(tmp_path / "规则", range(12))


# Files that change, and who else is there.


def _changing(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None]) -> None:
    """Let something happen between the look at the files and the work."""

    def late(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
        change()
        return serially(tasks, jobs)

    monkeypatch.setattr(running, "in_processes", late)


def test_a_file_that_changes_during_the_run_is_read_as_it_is_now(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _changing(patched, lambda: (source / "规则003.txt").write_text(text(77), encoding="utf-8") and None)
        done = by_rules(source, tmp_path / "库")
    assert (done.documents, done.failed) == (12, 0)
    assert tree(tmp_path / "库") == fresh(source, tmp_path / "anew")


def test_only_the_shard_of_a_file_that_changes_is_done_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[list[str]] = []

    def late(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
        rounds.append([task.shard.id for task in tasks])
        (source / "规则003.txt").write_text(text(77), encoding="utf-8")
        return serially(tasks, jobs)

    monkeypatch.setattr(running, "in_processes", late)
    by_rules(source, tmp_path / "库")
    assert [len(each) for each in rounds][1:] == [1]
    assert len(rounds[0]) > 1


def test_workers_that_do_not_see_the_files_are_said(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blind(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
        source.rename(tmp_path / "hidden")
        yield from serially(tasks, jobs)
        (tmp_path / "hidden").rename(source)

    monkeypatch.setattr(running, "in_processes", blind)
    with pytest.raises(InputError) as caught:
        by_rules(source, tmp_path / "库")
    assert str(caught.value) == (
        "规则000.txt: a worker does not find there what this machine does; "
        "every machine has to see the input under the same path"
    )


def test_a_file_that_goes_during_the_run_is_set_aside(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _changing(patched, lambda: (source / "规则003.txt").unlink(missing_ok=True))
        assert by_rules(source, tmp_path / "库").failed == 1
    assert "规则003.txt,没有这个文件," in (tmp_path / "库/failed.csv").read_text("utf-8-sig")
    done = by_rules(source, tmp_path / "库")
    assert (done.failed, done.removed) == (0, 1)
    assert tree(tmp_path / "库") == fresh(source, tmp_path / "anew")


def test_a_file_that_keeps_changing_ends_the_run_and_the_next_goes_on(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter(range(100, 200))
    with monkeypatch.context() as patched:
        _changing(patched, lambda: (source / "规则003.txt").write_text(text(next(versions)), encoding="utf-8") and None)
        with pytest.raises(InputError) as caught:
            by_rules(source, tmp_path / "库")
    assert str(caught.value) == "规则003.txt: files keep changing while they are read; run again later"
    done = by_rules(source, tmp_path / "库")
    assert done.kept > 0
    assert tree(tmp_path / "库") == fresh(source, tmp_path / "anew")


def test_two_runs_into_one_folder_are_refused(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = fresh(source, tmp_path / "库")
    with FileLock(tmp_path / "库/.lock"):
        assert main(["batch", str(source), "-o", str(tmp_path / "库")]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    folder = tmp_path / "库"
    assert error == f"zhize: error: {folder}: another run is writing to it; wait for its end, or name another folder\n"
    assert tree(folder) == before


def test_a_disk_that_knows_no_locks_is_said(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(lock: object) -> None:
        raise NotImplementedError("FileSystem does not appear to support flock")

    monkeypatch.setattr(FileLock, "acquire", refused)
    with pytest.raises(OutputError, match=r"^[^\n]*: cannot be locked \(FileSystem[^\n]*; check the disk[^\n]*$"):
        by_rules(source, tmp_path / "库")


def test_what_is_derived_is_left_alone(source: Path, tmp_path: Path) -> None:
    by_rules(source, tmp_path / "库")
    (tmp_path / "库/search").mkdir()
    (tmp_path / "库/search/index.db").write_bytes(b"derived")
    lay(source, [40])
    by_rules(source, tmp_path / "库")
    assert (tmp_path / "库/search/index.db").read_bytes() == b"derived"


# A power cut between any two steps on the disk.


class Disk:
    """Remembers how a collection lay on the disk before each step of a run."""

    def __init__(self, patched: pytest.MonkeyPatch, folder: Path, states: Path) -> None:
        self._folder, self._states, self.steps = folder, states, 0
        for name in ("_stage", "_replace"):
            patched.setattr(files, name, self._remembering(getattr(files, name)))
        patched.setattr(ledger, "_remove", self._remembering(ledger._remove))  # noqa: SLF001
        patched.setattr(parts, "forget", self._remembering(ledger.forget))

    def _remembering(self, act: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object) -> object:
            self.steps += 1
            if self.steps % 5 == 0:  # every one would take a minute
                shutil.copytree(self._folder, self._states / str(self.steps))
            return act(*given)

        return step


def _started(source: Path, folder: Path) -> None:
    """Nothing lies there yet."""


def _updated(source: Path, folder: Path) -> None:
    """A collection is there, and texts came, went and changed."""
    by_rules(source, folder)
    lay(source, [30, 31])
    (source / "规则002.txt").unlink()
    (source / "规则005.txt").write_text(text(93), encoding="utf-8")


@pytest.mark.parametrize("state", [_started, _updated])
def test_whenever_the_power_is_cut_the_next_run_ends_as_if_it_had_not(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Callable[[Path, Path], None]
) -> None:
    state(source, tmp_path / "库")
    with monkeypatch.context() as patched:
        disk = Disk(patched, tmp_path / "库", tmp_path / "states")
        by_rules(source, tmp_path / "库")
    assert disk.steps > 50
    expected = fresh(source, tmp_path / "anew")
    assert tree(tmp_path / "库") == expected
    states = sorted((tmp_path / "states").iterdir(), key=lambda path: int(path.name))
    assert len(states) == disk.steps // 5
    for folder in states:
        by_rules(source, folder)
        assert tree(folder) == expected, folder.name


def test_a_reader_sees_the_old_collection_until_the_new_one_is_there(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _updated(source, tmp_path / "库")
    old = read_manifest(tmp_path / "库")
    with monkeypatch.context() as patched:
        Disk(patched, tmp_path / "库", tmp_path / "states")
        by_rules(source, tmp_path / "库")
    new = read_manifest(tmp_path / "库")
    seen = set()
    for folder in (tmp_path / "states").iterdir():
        check_whole(folder)
        seen.add(read_manifest(folder).stamp)
    assert seen <= {old.stamp, new.stamp}
    assert old.stamp in seen


def test_a_retry_that_is_broken_off_leaves_no_half_of_the_new_rows(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The shard keeps its id, so that its old record would vouch for the new parts beside old ones.
    def failing(given: object, **_: bool) -> object:
        raise RuntimeError(given)

    with monkeypatch.context() as patched:
        patched.setattr(parts, "analyze", failing)
        by_rules(source, tmp_path / "库")
    with monkeypatch.context() as patched:
        disk = Disk(patched, tmp_path / "库", tmp_path / "states")
        by_rules(source, tmp_path / "库", retry=True)
    assert disk.steps > 50
    expected = fresh(source, tmp_path / "anew")
    for folder in (tmp_path / "states").iterdir():
        by_rules(source, folder, retry=True)
        assert tree(folder) == expected, folder.name


# A full disk at any moment.


@pytest.mark.parametrize("room", [0, 1, 7, 11, 16, 22, 23])
def test_a_full_disk_is_one_line_and_what_is_finished_is_kept(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    left = [room]

    def full(_: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        # A folder that is brought to the disk takes no room, and its refusal is borne.
        patched.setattr(files, "_sync_folder", lambda _: None)
        patched.setattr(os, "fsync", full)
        with pytest.raises(OutputError) as caught:
            by_rules(source, tmp_path / "库")
    assert str(caught.value).endswith(
        "cannot be written (No space left on device); check the folder and its permissions, or choose another place"
    )
    done = by_rules(source, tmp_path / "库")
    assert (done.kept > 0) == (room >= 11)
    assert tree(tmp_path / "库") == fresh(source, tmp_path / "anew")
