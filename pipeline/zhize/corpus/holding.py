"""A user's corpus: a folder with the files of texts, and the lock file that says what each of them is.

Files are kept byte for byte as they came. Whoever writes holds ``.lock``; files are written beside and renamed, the
lock file last, and no file takes the place of another, so that two programs at once lose nothing and a stop in the
middle leaves the corpus as it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import unicodedata
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from zhize.corpus.manifest import entries, entry_of, is_id, twin_of
from zhize.errors import CorpusError, OutputError
from zhize.files import make_folder, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LOCK_FILE = "sources.lock.json"
WRITERS = ".lock"  # who writes holds it
LEFTOVERS = ".zhize-*.tmp"  # how `zhize.files` calls what it writes beside a file; a killed program leaves them
FOLDER_VARIABLE = "ZHIZE_CORPUS"
_MARK = 12  # digits of the checksum in the name of a file whose usual name is taken
_PATIENCE = 30.0  # seconds to wait for another program that writes; a write takes well under one

_FileName = Annotated[str, msgspec.Meta(pattern=r"^\w[\w.~-]*$")]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file of a text and where it came from."""

    file: _FileName  # in the folder itself, never below or above it
    sha256: _Sha256
    size: int  # bytes
    given: str | None = None  # the name of the file that was added
    url: str | None = None  # that was asked for
    address: str | None = None  # that answered, behind all redirects


class Holding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text of a user's corpus, as it was found to be when it came; dates are ISO 8601."""

    places: tuple[Place, ...]  # more than one where a document was on several pages
    how: Literal["added", "fetched"]
    at: str  # UTC, to the second: 2026-11-25T08:30:00Z
    title: str
    issuer: str | None = None
    doc_number: str | None = None
    passed: str | None = None
    issued: str | None = None
    in_force_from: str | None = None
    in_force_until: str | None = None
    validity: str | None = None  # what its page said of it on that day
    articles: int
    accepted: tuple[str, ...] = ()  # what differs from the manifest and was taken all the same


class _Lock(msgspec.Struct, frozen=True, kw_only=True):
    schema: Literal["zhize.corpus/1"]
    texts: dict[str, Holding]


def default_folder() -> Path:
    """Return the folder of the user's corpus: ``ZHIZE_CORPUS``, else where the system keeps a program's data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_data_path("zhize", appauthor=False) / "corpus"


def holdings(folder: Path) -> dict[str, Holding]:
    """Return the texts that a corpus holds, by id, sorted; none if there is no such folder.

    Raises:
        CorpusError: the lock file cannot be read or is damaged.
    """
    path = folder / LOCK_FILE
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        if folder.exists() and not folder.is_dir():
            raise CorpusError("is a file, not a folder", where=str(folder), remedy="name a folder") from error
        return {}
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise CorpusError(what, where=str(path), remedy="check the folder and its permissions") from error
    try:
        return dict(sorted(msgspec.json.decode(data, type=_Lock).texts.items()))
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        what = f"is damaged, or of a newer version ({error})"
        raise CorpusError(what, where=str(path), remedy="take it from a backup, or move it away") from error


def add(folder: Path, name: str, holding: Holding, contents: Sequence[bytes], *, replace: bool = False) -> Holding:
    """Put a text into a corpus; return it with the names that its files have there.

    Args:
        folder: of the corpus; made if it is not there.
        name: the id of the text.
        holding: what it is; its places name the files, if no other files have these names.
        contents: what each file holds, in the order of the places.
        replace: whether it may take the place of a text of the same id.

    Raises:
        CorpusError: the id is none, is taken, or names a text that comes with the package; another program writes.
        OutputError: a file cannot be written; the corpus is as it was.
    """
    check_id(name)
    with _writing(folder) as texts:
        old = _old_of(texts, name, replace=replace)
        places = tuple(_free(folder, place) for place in holding.places)
        holding = msgspec.structs.replace(holding, places=places)
        paths = [folder / place.file for place in places]
        lock = _encoded({**texts, name: holding})
        write({**dict(zip(paths, contents, strict=True)), folder / LOCK_FILE: lock})
        _unlink(folder, {place.file for place in old} - {place.file for place in places})
        return holding


def remove(folder: Path, name: str) -> Holding:
    """Take a text out of a corpus, its files with it; return what it was.

    Raises:
        CorpusError: the corpus does not hold it, or another program writes.
        OutputError: the lock file cannot be written; the corpus is as it was.
    """
    _refuse_unheld(folder, name, holdings(folder))  # before a folder is made for nothing
    with _writing(folder) as texts:
        _refuse_unheld(folder, name, texts)
        write({folder / LOCK_FILE: _encoded({key: text for key, text in texts.items() if key != name})})
        _unlink(folder, {place.file for place in texts[name].places})
        return texts[name]


def check_id(name: str) -> None:
    """Refuse an id that a text of the user's cannot have.

    Raises:
        CorpusError: no file can have this name, or a text that comes with the package has it.
    """
    if not is_id(name):
        plain = unicodedata.normalize("NFKC", name).strip()
        remedy = "use up to 64 letters, digits, 汉字, - and _, for example jining-2022"
        remedy = f"use {plain}" if plain != name and is_id(plain) else remedy
        raise CorpusError("cannot be the id of a text", where=name, remedy=remedy)
    if (entry := entry_of(name)) is not None and entry.file is not None:
        raise CorpusError("comes with the program", where=name, remedy="use it as it is, or choose another id")
    _refuse_twin(name, [entry.id for entry in entries()])


def place_of(file: str, data: bytes, **origin: str | None) -> Place:
    """Return the place of a file with its checksum and size; of a name that is no text, with escapes in it."""
    said = {key: words and words.encode("utf-8", "backslashreplace").decode() for key, words in origin.items()}
    return Place(file=file, sha256=hashlib.sha256(data).hexdigest(), size=len(data), **said)


def now() -> str:
    """Return the time as the lock file writes it."""
    return dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _old_of(texts: dict[str, Holding], name: str, *, replace: bool) -> tuple[Place, ...]:
    """Return the files that a new text of this id takes the place of."""
    if name in texts:
        if not replace:
            what = f"is in the corpus already ({texts[name].title}, {texts[name].at[:10]})"
            raise CorpusError(what, where=name, remedy="--replace takes the new file instead")
        return texts[name].places
    _refuse_twin(name, texts)
    return ()


def _refuse_twin(name: str, others: Iterable[str]) -> None:
    """Refuse an id that differs from another by case only; Windows and macOS take their files for one."""
    if (twin := twin_of(name, others)) is not None:
        raise CorpusError(f"differs from {twin} by upper and lower case only", where=name, remedy=f"use {twin}")


def _refuse_unheld(folder: Path, name: str, texts: dict[str, Holding]) -> None:
    if name not in texts:
        ships = (entry := entry_of(name)) is not None and entry.file is not None
        what = "comes with the program and stays" if ships else f"is not in the corpus {folder}"
        raise CorpusError(what, where=name, remedy="zhize corpus list --held shows what can be removed")


def _free(folder: Path, place: Place) -> Place:
    """Return a place where nothing else lies: the text that is replaced, or a file that somebody put there."""
    path = _ordinary(folder / place.file)
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() == place.sha256:
        return place
    other = _ordinary(path.with_stem(f"{path.stem}~{place.sha256[:_MARK]}"))
    return msgspec.structs.replace(place, file=other.name)


def _ordinary(path: Path) -> Path:
    if path.is_symlink() or path.is_dir():
        raise CorpusError("stands where the file shall go", where=str(path), remedy="move it away")
    return path


@contextmanager
def _writing(folder: Path) -> Iterator[dict[str, Holding]]:
    """Hold the corpus for a change; give what it holds now."""
    make_folder(folder)
    try:
        with FileLock(folder / WRITERS, timeout=_PATIENCE):
            _unlink(folder, {path.name for path in folder.glob(LEFTOVERS)})
            yield holdings(folder)
    except Timeout as error:
        what = f"another program has been writing for {_PATIENCE:.0f} seconds"
        raise CorpusError(what, where=str(folder), remedy="wait for it, or end it, and try again") from error
    except OSError as error:
        what = f"cannot be written ({error.strerror or error})"
        raise OutputError(what, where=str(folder), remedy="check it, or choose another with --corpus") from error


@contextmanager
def at_rest(folder: Path) -> Iterator[dict[str, Holding]]:
    """Keep other programs from changing a corpus; give what it holds. Where one may not write, nothing is held off."""
    with ExitStack() as stack:
        if (folder / WRITERS).is_file():
            with suppress(OSError):
                stack.enter_context(FileLock(folder / WRITERS, timeout=_PATIENCE))
        yield holdings(folder)


def _encoded(texts: dict[str, Holding]) -> bytes:
    lock = _Lock(schema="zhize.corpus/1", texts=dict(sorted(texts.items())))
    return msgspec.json.format(msgspec.json.encode(lock), indent=1) + b"\n"


def _unlink(folder: Path, names: set[str]) -> None:
    """Delete files that nothing names any more; one that another program holds open is left for `verify` to name."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
