"""The parts of a zip that holds a document (docx, OFD): read one by one, in memory, within limits."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zhize.errors import InputError

if TYPE_CHECKING:
    from typing import NoReturn

# A bomb of 42 kB can hold petabytes; the text of a book is 2 MB, with the marks around every few characters 30 MB.
_LARGEST_PART = 64 * 2**20
_MOST_BYTES = 256 * 2**20  # of all parts that are read
_MOST_MEMBERS = 20_000
_ENTRY = b"PK\x01\x02"  # how the entry of a member begins in the directory
# What bounds the memory that a part takes as a tree: an element takes up to 400 bytes, a text 8 for each of its pieces.
_MOST_ELEMENTS = 1_000_000
_MOST_OF_ALL = 4_000_000  # elements of all parts that are read
_MOST_PIECES = 8_000_000
_LONGEST = re.compile(rb"<[^<]{1048576}")  # a tag with its attributes, or a text
_DEEPEST = 256  # elements in one another
_LONGEST_ERROR = 200  # characters
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})  # the two of ISO/IEC 21320-1; others ask for memory
_SAVE_AGAIN = "open it in Word, WPS or LibreOffice and save it again"


class Parts:
    """An open archive; nothing of it is ever written, so the names in it lead nowhere."""

    def __init__(self, data: bytes, *, where: str, remedy: str = _SAVE_AGAIN) -> None:
        """Open an archive.

        Args:
            data: a whole file.
            where: what to call the file in an error.
            remedy: what to do about a file that is broken.

        Raises:
            InputError: no archive, a damaged one, or one with more members than any document has.
        """
        self.where = where
        self._remedy = remedy
        self._left, self._left_elements = _MOST_BYTES, _MOST_OF_ALL
        # The entries are counted before they are read: what the archive says of their number may be a lie.
        if data.count(_ENTRY) > _MOST_MEMBERS:
            self.refuse("holds more files than a document has")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            self.refuse(f"is damaged ({error})", error)
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for member in self._archive.filelist:
            name = member.filename.replace("\\", "/").removeprefix("/")  # some programs of Windows write a\b
            if name in self._members:
                self._twice.add(name)
            self._members[name] = member

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as `read` takes them."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """Return what a part holds; None if there is none of this name.

        Raises:
            InputError: the part is there twice, encrypted, damaged, or larger than any text.
        """
        member = self._members.get(name)
        if member is None:
            return None
        if name in self._twice:
            self.refuse(f"holds {name} twice")
        if member.flag_bits & 1:
            raise InputError("is encrypted", where=self.where, remedy="save it without a password")
        if member.compress_type not in _METHODS:
            self.refuse(f"is damaged in {name} (compression method {member.compress_type})")
        most = min(_LARGEST_PART, self._left)
        try:
            with self._archive.open(member) as part:
                data = part.read(most + 1)
        except _BROKEN as error:
            self.refuse(f"is damaged in {name} ({str(error) or 'it is cut off'})", error)
        if len(data) > _LARGEST_PART:
            self.refuse(f"holds more than {_LARGEST_PART // 2**20} MB in {name}")
        if len(data) > most:
            self.refuse(f"holds more than {_MOST_BYTES // 2**20} MB")
        self._left -= len(data)
        return data

    def xml(self, name: str) -> ET.Element | None:
        """Return the root of a part that is XML; None if there is none of this name.

        Raises:
            InputError: it is no XML in UTF-8 or UTF-16, is deeper or has more marks than a document, or declares a
                document type, whose entities could name other files or never end.
        """
        data = self.read(name)
        if data is None:
            return None
        try:
            self._left_elements -= (elements := data.count(b"<") - data.count(b"</"))
            if self._left_elements < 0 or elements > _MOST_ELEMENTS or _is_too_long(data):
                self.refuse(f"holds more or longer marks than a document in {name}")
            # The encoding is given, so that no declaration in the part can make other bytes marks than those that were
            # counted. Expat knows UTF-16 by its first bytes all the same; there, more is counted than there is.
            parser = ET.XMLParser(target=_Builder(), encoding="utf-8")  # noqa: S314  # it is bounded, and has no entities
            parser.feed(data)
            root: ET.Element = parser.close()
        except _DeclaredError as error:
            self.refuse(f"has a document type declaration in {name}", error)
        except (ET.ParseError, ValueError) as error:
            self.refuse(f"is damaged in {name} ({error})", error)
        if _is_too_deep(root):
            self.refuse(f"has more than {_DEEPEST} elements in one another in {name}")
        return root

    def refuse(self, what: str, cause: Exception | None = None) -> NoReturn:
        """Raise the error of a broken file; a name in it may be anything, and the error stays a line."""
        line = "".join(character if character.isprintable() else "\ufffd" for character in what[:_LONGEST_ERROR])
        raise InputError(line, where=self.where, remedy=self._remedy) from cause


_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    ValueError,
)


class _DeclaredError(Exception):
    """A part declares a document type."""


class _Builder(ET.TreeBuilder):
    """A builder of trees that stops at a declaration of a document type, in whatever encoding it stands."""

    def doctype(self, *_: str | None) -> NoReturn:
        raise _DeclaredError


def _is_too_long(data: bytes) -> bool:
    """Whether a text or tag of this XML is longer, or is handed over in more pieces, than memory is for."""
    # A text comes in pieces before and after each line feed and reference.
    return 2 * data.count(b"\n") + data.count(b"&") > _MOST_PIECES or _LONGEST.search(data) is not None


def _is_too_deep(root: ET.Element) -> bool:
    level, depth = [root], 0
    while level and depth <= _DEEPEST:
        level, depth = [child for element in level for child in element], depth + 1
    return depth > _DEEPEST
