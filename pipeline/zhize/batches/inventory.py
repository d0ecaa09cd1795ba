"""What a user names as input → documents: a folder and all below it, a list of files, or the texts of the corpus."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize import corpus
from zhize.batches.contents import contents_of_file, text_of_corpus
from zhize.batches.nouns import Document
from zhize.errors import InputError, ZhizeError
from zhize.readers import file_bytes
from zhize.readers.plain import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

CORPUS: Final = "corpus"
"""What a user writes for all texts of the corpus."""
# What the readers read; other files of a folder are counted and passed over. A list may name any file.
SUFFIXES: Final = frozenset(
    {".txt", ".text", ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".html", ".htm", ".mht", ".md"}
)
_LOCKS: Final = ("~$", ".~", ".")  # what Word and WPS lay beside an open file, and hidden files
_ALWAYS: Final = float("inf")  # modified then: opened whatever --since says, so that it is said why it cannot be read
_READERS: Final = 8  # files that are read at once: of a file on a network disk nearly all the time is waiting
_STRIDE: Final = 1000  # files between two words of how far it is
_REMEDY: Final = "name a folder of texts, a list with one file a line, or corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document that is there; what it holds was not looked at yet."""

    name: str
    place: str  # as the user wrote it; "" for a text of a corpus
    modified: float = 0.0  # seconds since the epoch; 0 for a text of a corpus
    size: int = 0  # bytes of a file
    corpus: str | None = None  # the folder of the corpus, a whole path; None for a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The documents of an input, by name."""

    found: tuple[Found, ...]
    passed_over: Mapping[str, int]  # files that are no texts, by suffix


def inventory(given: str | Path, *, corpus_folder: Path | None = None, without: Path | None = None) -> Inventory:
    """Return what an input holds.

    Args:
        given: a folder, a file that lists files or names of the corpus (one a line; # begins a remark), or ``corpus``.
        corpus_folder: of the user's corpus; the default one if None.
        without: a folder that is no input although it lies in one: where the collection goes.

    Raises:
        InputError: there is no such input, or it holds no text, or two of its files have one name.
    """
    path = Path(given)
    if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises on a name that is too long, and others below
        found, passed_over = _of_folder(path, without)
    elif str(given) == CORPUS and not path.exists():
        found, passed_over = _of_corpus(corpus_folder), {}
    else:
        found, passed_over = _of_list(path, corpus_folder), {}
    if not found:
        raise InputError("holds no text", where=str(given), remedy=_REMEDY)
    return Inventory(found=_by_name(found, str(given)), passed_over=passed_over)


def _by_name(found: Iterable[Found], given: str) -> tuple[Found, ...]:
    """Return documents in the order of their names; a file that a list names twice is one.

    Raises:
        InputError: two files have one name, as /a/b.txt and a/b.txt beside the list do.
    """
    by_name: dict[str, Found] = {}
    for each in found:
        other = by_name.setdefault(each.name, each)
        if other.place != each.place and os.path.realpath(other.place) != os.path.realpath(each.place):
            what = f"{_writable(other.place)} and {_writable(each.place)} would both be called {each.name}"
            raise InputError(what, where=given, remedy="rename one of them, or name it by another path")
    return tuple(by_name[name] for name in sorted(by_name))


def looked_at(
    found: Sequence[Found], *, known: Mapping[str, str], since: float, step: Callable[[str], None]
) -> list[Document]:
    """Return documents with the digests of what they hold, in the order given.

    Args:
        found: the documents.
        known: the digests that the collection has, by name.
        since: seconds since the epoch; a file that was not modified since is not opened: what the collection holds of
            it stays, and one that it does not hold is left out. 0 opens every file.
        step: is told how far it is.
    """
    look = partial(_looked_at, known=known, since=since)
    documents: list[Document] = []
    with ThreadPoolExecutor(_READERS) as pool:
        for begin in range(0, len(found), _STRIDE):
            if begin:
                step(f"looking at files: {begin}")
            documents += filter(None, pool.map(look, found[begin : begin + _STRIDE]))
    return documents


def _looked_at(found: Found, *, known: Mapping[str, str], since: float) -> Document | None:
    """Return a document; None for one that is neither to be opened nor known."""
    if not since or found.corpus is not None or found.modified >= since:
        return look_at(found)
    if (sha256 := known.get(found.name)) is None:
        return None
    # As `look_at` has it: the size decides where shards end.
    return _document(found, sha256, found.size if sha256 else 0)


def look_at(found: Found) -> Document:
    """Return a document with the digest of what it holds; an empty digest if it cannot be read."""
    try:
        if found.corpus is None:
            contents = contents_of_file(Path(found.place))
        else:
            contents = text_of_corpus(found.name, found.corpus)
    except ZhizeError:
        return _document(found, "", 0)
    return _document(found, contents.sha256, contents.size)


def _document(found: Found, sha256: str, size: int) -> Document:
    place = found.place
    if place and not os.path.isabs(place):  # noqa: PTH117  # Path is slower, and there may be millions
        # A worker of a cluster has a folder of its own, from which a path as the user wrote it would lead elsewhere.
        place = os.path.abspath(place)  # noqa: PTH100
    return Document(name=found.name, place=place, sha256=sha256, size=size, corpus=found.corpus)


def _of_folder(folder: Path, without: Path | None) -> tuple[list[Found], dict[str, int]]:
    found, passed_over = [], Counter[str]()
    closed: list[str] = []
    for path in _files(folder, None if without is None else os.path.realpath(without), closed):
        if path.suffix.lower() in SUFFIXES:
            found.append(_file(path, path.relative_to(folder)))
        else:
            passed_over[path.suffix.lower() or path.name] += 1
    if str(folder) in closed:
        raise InputError("cannot be looked into", where=str(folder), remedy="check its permissions")
    # Another folder that cannot be looked into stands among the failures, for its texts are missing.
    names = {place: _writable(Path(place).relative_to(folder).as_posix()) for place in closed}
    found += [Found(name=name, place=place, modified=_ALWAYS) for place, name in names.items()]
    return found, dict(sorted(passed_over.items()))


def _files(folder: Path, without: str | None, closed: list[str]) -> Iterator[Path]:
    """Yield the files below a folder, and gather the folders that cannot be read.

    A link to a folder is not followed, for it may lead back.
    """
    for root, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".") and os.path.realpath(here / name) != without]
        yield from (here / name for name in names if not name.startswith(_LOCKS))


def _file(path: Path, name: Path) -> Found:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Found(name=_writable(name.as_posix()), place=str(path), modified=_ALWAYS)
    return Found(name=_writable(name.as_posix()), place=str(path), modified=status.st_mtime, size=status.st_size)


def _writable(name: str) -> str:
    """Return a file name as text: bytes of an old disk that are no UTF-8 stand as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _of_corpus(folder: Path | None) -> list[Found]:
    return [_named(name, folder) for name in _held(folder)]


def _held(folder: Path | None) -> set[str]:
    """Return the names of the texts that a corpus holds, and of those that come with zhize."""
    held = set(corpus.holdings(folder or corpus.default_folder()))
    return held | {entry.id for entry in corpus.entries() if corpus.shipped_file(entry)}


def _named(name: str, folder: Path | None) -> Found:
    return Found(name=name, place="", corpus=str((folder or corpus.default_folder()).absolute()))


def _of_list(path: Path, folder: Path | None) -> list[Found]:
    """Return what a list names; a name that leads nowhere is a document that cannot be read."""
    text, _ = decode(file_bytes(path), where=str(path))
    # Windows copies a path with quotes around it.
    lines = (line.strip().strip('"') for line in text.splitlines())
    names = [line for line in lines if line and not line.startswith("#")]
    found = [_of_line(name, path.parent, folder) for name in names]
    if not found:
        return []
    # A text that is no list has lines that look like names of the corpus: 某县人民政府工作规则.
    if all(each.corpus is not None or each.modified == _ALWAYS for each in found) and _held(folder).isdisjoint(
        each.name for each in found
    ):
        raise InputError("is no list of files: nothing that it names is there", where=str(path), remedy=_REMEDY)
    return found


def _of_line(line: str, beside: Path, folder: Path | None) -> Found:
    place = Path(line) if os.path.exists(line) else beside / line  # noqa: PTH110  # see inventory
    if corpus.is_id(line) and not os.path.exists(place):  # noqa: PTH110
        return _named(line, folder)
    try:
        name = place.relative_to(beside)
    except ValueError:
        name = Path(line).relative_to(Path(line).anchor)
    return _file(place, name)
