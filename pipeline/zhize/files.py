"""Bytes to disk: written beside and renamed, so that an interrupted run leaves the old file whole."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping

# The file is replaced by a rename, which Windows refuses while Excel holds the old one open.
_CLOSE = "close it in Excel or any other program, or choose another name"
_ELSEWHERE = "check the folder and its permissions, or choose another place"


def check_file(path: Path) -> None:
    """Refuse a place where no file can be written, before any work is done for it.

    Args:
        path: the file that is going to be written.

    Raises:
        OutputError: it is a folder, or the folder it shall stand in is missing, is a file, or is not writable.
    """
    if path.is_dir():
        raise OutputError("is a folder, not a file", where=str(path), remedy="name a file in it")
    folder = path.parent
    if not folder.exists():
        raise OutputError(f"there is no folder {folder}", where=str(path), remedy="create it first")
    if not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder", where=str(path), remedy="choose another place")
    if _is_ordinary(path) and not os.access(folder, os.W_OK):
        raise OutputError(f"folder {folder} is not writable", where=str(path), remedy=_ELSEWHERE)


def check_folder(folder: Path) -> None:
    """Refuse a folder that can be neither used nor made, before any work is done for it.

    Raises:
        OutputError: it or one of the folders above it is a file, or the first that exists is not writable.
    """
    there = next((place for place in (folder, *folder.absolute().parents) if place.exists()), folder)
    if there.exists() and not there.is_dir():
        raise OutputError(f"{there} is a file, not a folder", where=str(folder), remedy="choose another place")
    if there.exists() and not os.access(there, os.W_OK):
        raise OutputError(f"folder {there} is not writable", where=str(folder), remedy=_ELSEWHERE)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; one that exists is kept with what it holds.

    Raises:
        OutputError: the system refuses.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(_reason("cannot be made", error), where=str(folder), remedy=_ELSEWHERE) from error


def write(outputs: Mapping[Path, bytes]) -> None:
    """Write files; until all of them lie complete on the disk, none of the old ones is touched.

    A symbolic link is followed. A place that is no ordinary file (``/dev/stdout``, a pipe) is written to directly.

    Args:
        outputs: what each file shall hold.

    Raises:
        OutputError: one cannot be written; its message names it. No file is ever left half written.
    """
    for path in outputs:
        check_file(path)
    staged: dict[Path, Path] = {}
    try:
        for path, data in outputs.items():
            if _is_ordinary(path):
                staged[path] = _stage(path, data)
        for path, data in outputs.items():
            if path in staged:
                _replace(staged[path], path)
            else:
                _write_through(path, data)
    finally:
        for beside in staged.values():
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def _is_ordinary(path: Path) -> bool:
    return path.is_file() or not path.exists()


def _stage(path: Path, data: bytes) -> Path:
    """Write the data beside ``path`` and down to the disk; return where it lies."""
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".zhize-{secrets.token_hex(6)}.tmp")  # short: the name itself may use all 255 bytes
    try:
        # "x" makes the file with the permissions that the user's umask gives, which mkstemp would not.
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise OutputError(_reason("cannot be written", error), where=str(path), remedy=_ELSEWHERE) from error
        raise
    return beside


def _replace(beside: Path, path: Path) -> None:
    target = Path(os.path.realpath(path))
    try:
        beside.replace(target)
    except PermissionError as error:
        raise OutputError(_reason("cannot be replaced", error), where=str(path), remedy=_CLOSE) from error
    except OSError as error:
        raise OutputError(_reason("cannot be replaced", error), where=str(path), remedy=_ELSEWHERE) from error
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the rename itself to the disk; Windows and some network disks cannot open a folder and need not."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_through(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(_reason("cannot be written", error), where=str(path), remedy=_ELSEWHERE) from error


def _reason(what: str, error: OSError) -> str:
    return f"{what} ({error.strerror or error})"
