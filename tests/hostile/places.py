"""Paths at which no file stands that could be read: pipes, devices, loops, folders, and files of a gigabyte."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hostile.cases import Case, Trap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_STARTS = {".txt": "第一条".encode(), ".pdf": b"%PDF-1.7\n", ".docx": b"PK\x03\x04word/", ".json": b'{"schema":'}


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "规则.txt")
    return folder / "规则.txt"


def _link_to_a_pipe(folder: Path) -> Path:
    (folder / "规则.pdf").symlink_to(_pipe(folder))
    return folder / "规则.pdf"


def _loop(folder: Path) -> Path:
    (folder / "规则.txt").symlink_to(folder / "其他.txt")
    (folder / "其他.txt").symlink_to(folder / "规则.txt")
    return folder / "规则.txt"


def _dangling(folder: Path) -> Path:
    (folder / "规则.txt").symlink_to(folder / "无")
    return folder / "规则.txt"


def _address(folder: Path) -> Path:
    path = folder / "s"
    there = socket.socket(socket.AF_UNIX)
    # The name of a socket is short.
    here = Path.cwd()
    os.chdir(folder)
    try:
        there.bind("s")
    finally:
        os.chdir(here)
        there.close()
    return path


def _sparse(suffix: str, size: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"规则{suffix}"
        path.write_bytes(_STARTS[suffix])
        os.truncate(path, size)
        return path

    return make


def _below_a_file(folder: Path) -> Path:
    (folder / "规则.txt").write_bytes(b"a")
    return folder / "规则.txt" / "x"


_PLACES: Mapping[str, Callable[[Path], Path]] = {
    "a pipe": _pipe,
    "a link to a pipe": _link_to_a_pipe,
    "links in a loop": _loop,
    "a link to nothing": _dangling,
    "a socket": _address,
    "a folder": lambda folder: folder,
    "a file as a folder": _below_a_file,
    "a device without an end": lambda _: Path("/dev/zero"),
    "a device of chance": lambda _: Path("/dev/urandom"),
    "a device of nothing": lambda _: Path(os.devnull),
    "the memory of the machine": lambda _: Path("/proc/kcore"),
    **{f"a gigabyte of nothing{suffix}": _sparse(suffix, 2**30) for suffix in _STARTS},
    **{f"190 MB of nothing{suffix}": _sparse(suffix, 190 * 2**20) for suffix in _STARTS},
}


def _ignoring(make: Callable[[Path], Path]) -> Callable[[Path, Trap], Path]:
    return lambda folder, _: make(folder)


CASES: Sequence[Case] = tuple(
    Case(name=name, sample="place", make=_ignoring(make), large="190" in name)
    for name, make in _PLACES.items()
    if sys.platform == "linux"
)
