"""The parts of a zip that holds a document (docx, OFD): read one by one, in memory, within limits."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zhize.errors import InputError

if TYPE_CHECKING:
    from typing import NoReturn

# A bomb of 42 kB can hold petabytes; the text of a book is 2 MB.
_LARGEST_PART = 64 * 2**20
_MOST_MEMBERS = 20_000
_SAVE_AGAIN = "open it in Word, WPS or LibreOffice and save it again"


class Parts:
    """An open archive; nothing of it is ever written, so the names in it lead nowhere."""

    def __init__(self, data: bytes, *, where: str) -> None:
        """Open an archive.

        Args:
            data: a whole file.
            where: what to call the file in an error.

        Raises:
            InputError: no archive, a damaged one, or one with more members than any document has.
        """
        self.where = where
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            self._refuse(f"is damaged ({error})", error)
        if len(self._archive.namelist()) > _MOST_MEMBERS:
            self._refuse("holds more files than a document has", None)

    def read(self, name: str) -> bytes | None:
        """Return what a part holds; None if there is none of this name.

        Raises:
            InputError: the part is encrypted, damaged, or larger than any text.
        """
        try:
            member = self._archive.getinfo(name)
        except KeyError:
            return None
        if member.flag_bits & 1:
            raise InputError("is encrypted", where=self.where, remedy="save it without a password")
        try:
            with self._archive.open(member) as part:
                data = part.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            self._refuse(f"is damaged in {name} ({error})", error)
        if len(data) > _LARGEST_PART:
            self._refuse(f"holds more than {_LARGEST_PART // 2**20} MB in {name}", None)
        return data

    def xml(self, name: str) -> ET.Element | None:
        """Return the root of a part that is XML; None if there is none of this name.

        Raises:
            InputError: it is no XML, or declares entities, which could name other files or never end.
        """
        data = self.read(name)
        if data is None:
            return None
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            self._refuse(f"has a document type declaration in {name}", None)
        try:
            return ET.fromstring(data)  # noqa: S314  # declarations were refused above
        except ET.ParseError as error:
            self._refuse(f"is damaged in {name} ({error})", error)

    def _refuse(self, what: str, cause: Exception | None) -> NoReturn:
        raise InputError(what, where=self.where, remedy=_SAVE_AGAIN) from cause
