"""What is written is whole, or is not written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from zhize import files
from zhize.errors import OutputError

NOT_ROOT = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions and links as POSIX has them")


def _message(function: object, *arguments: object) -> str:
    with pytest.raises(OutputError) as caught:
        function(*arguments)
    return str(caught.value)


def test_files_are_written_and_nothing_is_left_beside(tmp_path: Path) -> None:
    files.write({tmp_path / "清单.txt": "甲".encode(), tmp_path / "b": b""})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "清单.txt"]
    assert (tmp_path / "清单.txt").read_text(encoding="utf-8") == "甲"


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("清" * 83 + ".txt")
    files.write({path: b"x"})
    assert path.read_bytes() == b"x"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    message = f"{tmp_path}: is a folder, not a file; name a file in it"
    assert _message(files.check_file, tmp_path) == message
    assert _message(files.write, {tmp_path: b"x"}) == message


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "无" / "x.xlsx"
    message = f"{path}: there is no folder {tmp_path / '无'}; create it first"
    assert _message(files.check_file, path) == message
    assert _message(files.write, {path: b"x"}) == message


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    remedy = "choose another place"
    path = tmp_path / "a" / "x"
    assert _message(files.check_file, path) == f"{path}: {tmp_path / 'a'} is a file, not a folder; {remedy}"
    for folder in (tmp_path / "a", tmp_path / "a" / "b" / "c"):
        assert _message(files.check_folder, folder) == f"{folder}: {tmp_path / 'a'} is a file, not a folder; {remedy}"


def test_a_folder_that_can_be_made_is_no_complaint(tmp_path: Path) -> None:
    files.check_folder(tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()
    files.make_folder(tmp_path / "a" / "b")
    files.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_the_system_refuses(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    message = _message(files.make_folder, tmp_path / "a" / "b")
    assert message.startswith(f"{tmp_path / 'a' / 'b'}: cannot be made (")
    assert message.endswith("); check the folder and its permissions, or choose another place")


@NOT_ROOT
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    path = tmp_path / "x"
    expected = (
        f"{path}: folder {tmp_path} is not writable; check the folder and its permissions, or choose another place"
    )
    assert _message(files.check_file, path) == expected


def test_a_file_that_excel_holds_open_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"old")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    assert _message(files.write, {path: b"new"}) == (
        f"{path}: cannot be replaced (Access is denied); close it in Excel or any other program, or choose another name"
    )
    assert path.read_bytes() == b"old"
    assert [other.name for other in tmp_path.iterdir()] == ["清单.xlsx"]


@pytest.mark.parametrize(
    "failure", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "Ctrl-C"]
)
def test_an_interrupted_run_leaves_the_old_files_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    old, other = tmp_path / "a", tmp_path / "b"
    old.write_bytes(b"old")
    calls = []

    def sync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise failure

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        files.write({old: b"new", other: b"new"})
    if isinstance(failure, OSError):
        assert str(caught.value) == (
            f"{other}: cannot be written (No space left on device); "
            "check the folder and its permissions, or choose another place"
        )
    assert old.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@POSIX
def test_permissions_are_the_users(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_bytes(b"")
    kept.chmod(0o640)
    mask = os.umask(0o022)
    try:
        files.write({kept: b"x", new: b"x"})
    finally:
        os.umask(mask)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, new)] == [0o640, 0o644]


@POSIX
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "x", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.write({link: b"new"})
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@POSIX
def test_what_is_no_ordinary_file_is_written_to() -> None:
    files.check_file(Path(os.devnull))
    files.write({Path(os.devnull): b"x"})
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_is_full() -> None:
    assert _message(files.write, {Path("/dev/full"): b"x"}) == (
        "/dev/full: cannot be written (No space left on device); "
        "check the folder and its permissions, or choose another place"
    )
