"""The verbs `read` and `as_source`."""

from __future__ import annotations

import re
import stat
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, Protocol, cast

from zhize.errors import InputError
from zhize.readers.extracted import MOST_CHARACTERS, too_long
from zhize.readers.formats import BY_LIBREOFFICE, DOCX, HTML, MARKDOWN, OFD, PDF, format_of
from zhize.readers.office import to_docx
from zhize.readers.plain import decode
from zhize.types import Source

if TYPE_CHECKING:
    from zhize.readers.extracted import Extracted

# The module that reads a format, which is also what the source calls its encoding.
_READERS = {DOCX: "docx", PDF: "pdf", OFD: "ofd", HTML: "html", MARKDOWN: "markdown"}
# No file system has longer names; a longer string is a text.
_LONGEST_PATH = 4096
# What can only be meant as a file: nobody analyses the text “规则.docx”.
_FILE_NAME = re.compile(r"[^\n。；，！？]+\.(?:txt|docx?|wps|rtf|odt|pdf|ofd|html?|md|json|xml)", re.IGNORECASE)
# A PDF or Word document may be full of pictures; it is held in memory as a whole.
_MOST_BYTES = 200 * 2**20
_TOO_LARGE = f"is larger than {_MOST_BYTES // 2**20} MB"
_MOST_CHARACTERS_AS_BYTES = 4 * (MOST_CHARACTERS + 1)  # a character takes no more in any encoding
_SMALLER = "give a part of it, or save it without pictures"


class _Reader(Protocol):
    """What the module of a format offers."""

    def read(self, data: bytes, *, where: str) -> Extracted:
        """Return the text of a file; raise `InputError` for one that cannot be read."""


def read(path_or_bytes: str | Path | bytes, *, name: str = "-") -> Source:
    """Read a file, or the bytes of one: plain text, a Word document, a PDF, or what LibreOffice can read.

    Args:
        path_or_bytes: the path of a file, or what a file holds.
        name: how to call the source when bytes are given; ``-`` is standard input.

    Returns:
        The text as decoded (UTF-8 with or without mark, UTF-16 with mark, else GB18030), named by the file's name; of
        a Word document or PDF what a reader sees, a line a paragraph, each of which leads back by ``Source.origin``.

    Raises:
        InputError: missing, a directory, not permitted, too large, empty, not text, or in no known encoding.
    """
    if isinstance(path_or_bytes, bytes):
        return _source(path_or_bytes, name=name, where=name)
    path = Path(path_or_bytes)
    return _source(file_bytes(path), name=path.name, where=str(path))


def _source(data: bytes, *, name: str, where: str) -> Source:
    """Read a file by what its bytes are, whatever its name says."""
    kind = format_of(data)
    encoding = _READERS.get(DOCX if kind in BY_LIBREOFFICE else kind or "")
    if kind in {None, MARKDOWN} and len(data) > _MOST_CHARACTERS_AS_BYTES:
        raise too_long(where)
    if encoding is None:
        text, encoding = decode(data, where=where)
        if len(text) > MOST_CHARACTERS:
            raise too_long(where)
        return Source(text=text, name=name, encoding=encoding)
    if kind is not None and kind in BY_LIBREOFFICE:
        data = to_docx(data, kind=kind, suffix=BY_LIBREOFFICE[kind], where=where)
    # Each reader is a module that is imported when a file needs it: the plain texts do not wait for PDFium.
    reader = cast("_Reader", import_module(f"zhize.readers.{encoding}"))
    found = reader.read(data, where=where)
    text = "\n".join(found.lines)
    if not text.strip():
        raise InputError("holds no text", where=where, remedy="if its pages are pictures, use a text version")
    return Source(
        text=text,
        name=name,
        encoding=encoding,
        origins=tuple(found.origins),
        remarks=tuple(found.remarks),
        facts=tuple(found.facts),
    )


def as_source(text: str | Source | Path | bytes) -> Source:
    """Return a source for whatever a caller has.

    Args:
        text: a `Source`, which stays as it is; a `Path` or bytes, which are read; a string that is one line and names
            an existing file, which is read; or any other string, which is the text itself.

    Raises:
        InputError: the file or the bytes cannot be read, or the string is the name of a file that is not there.
    """
    if isinstance(text, Source):
        return text
    if isinstance(text, Path | bytes) or _names_a_file(text):
        return read(text)
    if _FILE_NAME.fullmatch(text):
        raise InputError("no such file", where=text, remedy="check the path")
    return Source(text=text, name="str", encoding="str")


def _names_a_file(text: str) -> bool:
    if not text.strip() or len(text) > _LONGEST_PATH or not text.isprintable():
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a sentence is longer than a file name may be
        return False


def file_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        InputError: missing, a directory, not permitted, no regular file, or larger than any document.
    """
    check_file(path)
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        _explain(path, error)


def stream_bytes(stream: BinaryIO, *, where: str) -> bytes:
    """Return what a stream holds, such as standard input.

    Raises:
        InputError: it is a directory, or there is more of it than of any document.
    """
    try:
        data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        _explain(Path(where), error)
    if len(data) > _MOST_BYTES:
        raise InputError(_TOO_LARGE, where=where, remedy=_SMALLER)
    return data


def check_file(path: Path) -> None:
    """Hold a path to be a regular file of a size that a document has: a pipe might never end, or never begin.

    Raises:
        InputError: missing, a directory, not permitted, no regular file, or larger than any document.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        _explain(path, error)
    if stat.S_ISDIR(found.st_mode):
        _refuse(path, "is a directory", "name one file in it", None)
    if not stat.S_ISREG(found.st_mode):
        _refuse(path, "is a pipe or device, no file", "copy it to a file, or give it on standard input (-)", None)
    if found.st_size > _MOST_BYTES:
        _refuse(path, _TOO_LARGE, _SMALLER, None)


def _explain(path: Path, cause: OSError | ValueError) -> NoReturn:
    """Raise what the system said of a file as an error of ours."""
    if isinstance(cause, FileNotFoundError):
        _refuse(path, "no such file", "check the path", cause)
    if isinstance(cause, PermissionError):
        _refuse(path, "may not be read", "ask for permission or copy the file", cause)
    what = getattr(cause, "strerror", None) or cause
    _refuse(path, f"cannot be read ({what})", "check the path", cause)


def _refuse(path: Path, what: str, remedy: str, cause: Exception | None) -> NoReturn:
    raise InputError(what, where=str(path), remedy=remedy) from cause
