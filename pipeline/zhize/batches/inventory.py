"""What a user names as input → documents: a folder and all below it, a list of files, or the texts of the corpus."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize import corpus
from zhize.batches.contents import contents_of_file, text_of_corpus
from zhize.batches.nouns import Document
from zhize.errors import InputError, ZhizeError
from zhize.readers import file_bytes
from zhize.readers.plain import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

CORPUS: Final = "corpus"
"""What a user writes for all texts of the corpus."""
# What the readers read; other files of a folder are counted and passed over. A list may name any file.
SUFFIXES: Final = frozenset(
    {".txt", ".text", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".html", ".htm", ".mht", ".md"}
)
_LOCKS: Final = ("~$", ".~", ".")  # what Word and WPS lay beside an open file, and hidden files
_REMEDY: Final = "name a folder of texts, a list with one file a line, or corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that is there; what it holds was not looked at yet."""

    name: str
    place: str
    modified: float = 0.0  # seconds since the epoch; 0 for a text of a corpus
    corpus: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The documents of an input, by name."""

    found: tuple[Found, ...]
    passed_over: dict[str, int]  # files that are no texts, by suffix


def inventory(given: str | Path, *, corpus_folder: Path | None = None, without: Path | None = None) -> Inventory:
    """Return what an input holds.

    Args:
        given: a folder, a file that lists files or names of the corpus (one a line; # begins a remark), or ``corpus``.
        corpus_folder: of the user's corpus; the default one if None.
        without: a folder that is no input although it lies in one: where the collection goes.

    Raises:
        InputError: there is no such input, or it holds no text.
    """
    path = Path(given)
    if path.is_dir():
        found, passed_over = _of_folder(path, without)
    elif str(given) == CORPUS and not path.exists():
        found, passed_over = _of_corpus(corpus_folder), {}
    else:
        found, passed_over = _of_list(path, corpus_folder), {}
    by_name = {each.name: each for each in found}
    if not by_name:
        raise InputError("holds no text", where=str(given), remedy=_REMEDY)
    return Inventory(found=tuple(by_name[name] for name in sorted(by_name)), passed_over=passed_over)


def looked_at(
    found: Iterable[Found], *, known: Mapping[str, str], since: float, step: Callable[[str], None]
) -> list[Document]:
    """Return documents with the digests of what they hold.

    Args:
        found: the documents.
        known: the digests that the collection has, by name.
        since: seconds since the epoch; a file that was not modified since is not opened: what the collection holds of
            it stays, and one that it does not hold is left out. 0 opens every file.
        step: is told how far it is.
    """
    documents = []
    for number, each in enumerate(found, 1):
        if number % 1000 == 0:
            step(f"looking at files: {number}")
        if since and each.corpus is None and each.modified < since:
            if each.name in known:
                documents.append(Document(name=each.name, place=each.place, sha256=known[each.name], size=0))
            continue
        documents.append(look_at(each))
    return documents


def look_at(found: Found) -> Document:
    """Return a document with the digest of what it holds; an empty digest if it cannot be read."""
    try:
        if found.corpus is None:
            contents = contents_of_file(Path(found.place))
        else:
            contents = text_of_corpus(found.name, found.corpus)
    except ZhizeError:
        return Document(name=found.name, place=found.place, sha256="", size=0, corpus=found.corpus)
    return Document(name=found.name, place=found.place, sha256=contents.sha256, size=contents.size, corpus=found.corpus)


def _of_folder(folder: Path, without: Path | None) -> tuple[list[Found], dict[str, int]]:
    found, passed_over = [], Counter[str]()
    for path in _files(folder, without and without.resolve()):
        if path.suffix.lower() in SUFFIXES:
            found.append(_file(path, path.relative_to(folder)))
        else:
            passed_over[path.suffix.lower() or path.name] += 1
    return found, dict(sorted(passed_over.items()))


def _files(folder: Path, without: Path | None) -> Iterator[Path]:
    """Yield the files below a folder; a link to a folder is not followed, for it may lead back."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".") and (here / name).resolve() != without]
        yield from (here / name for name in names if not name.startswith(_LOCKS))


def _file(path: Path, name: Path) -> Found:
    try:
        modified = path.stat().st_mtime
    except (OSError, ValueError):
        modified = float("inf")  # it cannot be read, which is said of it
    return Found(name=_writable(name.as_posix()), place=str(path), modified=modified)


def _writable(name: str) -> str:
    """Return a file name as text: bytes of an old disk that are no UTF-8 stand as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _of_corpus(folder: Path | None) -> list[Found]:
    held = set(corpus.holdings(corpus.default_folder() if folder is None else folder))
    names = held | {entry.id for entry in corpus.entries() if corpus.shipped_file(entry)}
    return [_named(name, folder) for name in names]


def _named(name: str, folder: Path | None) -> Found:
    return Found(name=name, place="", corpus=str(folder or ""))


def _of_list(path: Path, folder: Path | None) -> list[Found]:
    """Return what a list names; a name that leads nowhere is a document that cannot be read."""
    text, _ = decode(file_bytes(path), where=str(path))
    names = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = [_of_line(name, path.parent, folder) for name in names]
    if found and all(each.corpus is None and each.modified == float("inf") for each in found):
        raise InputError("is no list of files: nothing that it names is there", where=str(path), remedy=_REMEDY)
    return found


def _of_line(line: str, beside: Path, folder: Path | None) -> Found:
    place = Path(line) if Path(line).exists() else beside / line
    if not place.exists() and corpus.is_id(line):
        return _named(line, folder)
    try:
        name = place.relative_to(beside)
    except ValueError:
        name = Path(line).relative_to(Path(line).anchor)
    return _file(place, name)
