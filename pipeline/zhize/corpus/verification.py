"""Whether a corpus is still what its lock file says, and whether every text of it can be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.corpus.holding import LEFTOVERS, LOCK_FILE, at_rest
from zhize.corpus.identity import judge
from zhize.corpus.manifest import entries, entry_of, shipped_file
from zhize.corpus.opening import read_text
from zhize.errors import CorpusError, ZhizeError
from zhize.review.keeping import SUFFIX
from zhize.structure import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhize.corpus.holding import Holding


# Windows puts them into folders that somebody looked at; what begins with a dot is hidden elsewhere.
_OF_THE_SYSTEM = {"desktop.ini", "Thumbs.db"}
_NOBODYS = "不属于任何文本；要用它，请以 zhize corpus add 添加，否则可以删除"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something about a text or a file of a corpus that a person should look at."""

    name: str  # id of the text, or name of a file that belongs to none
    code: str  # missing, changed, unreadable, another-document, fewer-articles, stray
    message: str  # Chinese


def verify(folder: Path) -> tuple[Fault, ...]:
    """Look at every text that comes with the package and every one of a user's corpus.

    Args:
        folder: of the user's corpus; one that is not there holds nothing.

    Raises:
        CorpusError: the folder or its lock file cannot be read, or that is damaged.
        ManifestError: the manifest is missing or breaks its schema.
    """
    with at_rest(folder) as held:  # the files only: texts take long to parse, and others want to write
        files = {name: list(_files_faults(folder, name, holding)) for name, holding in held.items()}
        strays = list(_strays(folder, held))
    found = (fault for name in held for fault in files[name] or _text_faults(name, held[name], folder))
    return (*_shipped_faults(), *found, *strays)


def _shipped_faults() -> Iterator[Fault]:
    for entry in entries():
        if (path := shipped_file(entry)) is not None and entry.sha256 is not None:
            yield from _file_faults(entry.id, path, entry.sha256)


def _files_faults(folder: Path, name: str, holding: Holding) -> Iterator[Fault]:
    for place in holding.places:
        yield from _file_faults(name, folder / place.file, place.sha256)


def _file_faults(name: str, path: Path, checksum: str) -> Iterator[Fault]:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        yield Fault(name=name, code="missing", message=f"文件 {path.name} 不存在或无法读取")
        return
    if found != checksum:
        yield Fault(name=name, code="changed", message=f"文件 {path.name} 入库后被改动（SHA-256 不符）")


def _text_faults(name: str, holding: Holding, folder: Path) -> Iterator[Fault]:
    """Yield what is wrong about a text whose files are whole: read today, is it what it was when it came?"""
    try:
        source = read_text(name, folder)
    except ZhizeError as error:
        yield Fault(name=name, code="unreadable", message=f"无法读取（{error}）")
        return
    if source is None:  # another program has just taken it out
        return
    regulation = parse(source)
    if len(regulation.articles) < holding.articles:
        message = f"只读出 {len(regulation.articles)} 条，入库时为 {holding.articles} 条"
        yield Fault(name=name, code="fewer-articles", message=message)
    entry = entry_of(name)
    if entry is not None and not holding.accepted and (wrong := judge(regulation, entry).wrong):
        yield Fault(name=name, code="another-document", message=f"与清单不符（{'；'.join(wrong)}）")


def _strays(folder: Path, held: dict[str, Holding]) -> Iterator[Fault]:
    """Yield the files of the folder that belong to no text; a program that was stopped leaves such, or the user."""
    named = {place.file for holding in held.values() for place in holding.places} | {LOCK_FILE} | _OF_THE_SYSTEM
    for path in sorted(_listed(folder)):
        if path.match(LEFTOVERS):
            yield Fault(name=path.name, code="stray", message="写入中断留下的临时文件，可以删除")
        elif path.name not in named and not path.name.startswith(".") and not _is_review(path, held):
            yield Fault(name=path.name, code="stray", message=_NOBODYS)


def _is_review(path: Path, held: dict[str, Holding]) -> bool:
    """Whether a file is what persons entered of a text of the corpus; it lies where the user's own texts lie."""
    name = path.name.removesuffix(SUFFIX)
    return name != path.name and (name in held or entry_of(name) is not None)


def _listed(folder: Path) -> list[Path]:
    """Return what a folder holds; nothing if it is not there.

    Raises:
        CorpusError: the system does not show it.
    """
    try:
        return list(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        what = f"cannot be listed ({error.strerror or error})"
        raise CorpusError(what, where=str(folder), remedy="check the folder and its permissions") from error
