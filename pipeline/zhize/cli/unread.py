"""A file that is about to be replaced: refused where it holds what somebody entered and nobody has read in."""

from __future__ import annotations

import zlib
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile

from zhize.corpus import default_folder
from zhize.errors import InputError, OutputError
from zhize.readers import file_bytes
from zhize.review import review_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from zhize.review import Review
    from zhize.review.nouns import Entered


_PROPERTIES: Final = "docProps/core.xml"
_UNTOUCHED: Final = b"1980-01-01T00:00:00Z</dcterms:modified>"  # the same input gives the same bytes
_DAY: Final = (1980, 1, 1)
_LONGEST: Final = 100_000


def refuse_unread(path: Path, options: Namespace) -> None:
    """Refuse to replace a workbook in which somebody entered what no review holds.

    Args:
        path: where a workbook shall be written.
        options: those of `zhize.cli.reviewed.add_reviews`, ``corpus`` and ``files``.

    Raises:
        OutputError: it would be lost.
    """
    if not path.is_file():
        return
    unread = import_module("zhize.review.unread")  # with openpyxl, which is slow to load and most runs do not need
    try:
        entered = unread.entered_in(file_bytes(path), str(path))
        is_kept = entered is None or unread.is_held(entered, _reviews(path, entered, options))
    except InputError:
        is_kept = False
    if not is_kept:
        what = "holds what somebody entered in it, and is not read in"
        remedy = f"run zhize review import {path.name} first, or choose another name"
        raise OutputError(what, where=str(path), remedy=remedy)


def refuse_saved(path: Path) -> None:
    """Refuse to replace a workbook or document that somebody saved since it was written: nothing reads it back.

    Args:
        path: where an .xlsx or .docx shall be written.

    Raises:
        OutputError: what was entered in it would be lost.
    """
    if path.is_file() and _is_saved(file_bytes(path)):
        what = "was saved by somebody since it was written, and may hold what was entered"
        raise OutputError(what, where=str(path), remedy="choose another name, or move it away first")


def _is_saved(data: bytes) -> bool:
    """Whether an office program saved a file: ours all bear the same day.

    Word and Excel write the day of a save into the properties, LibreOffice and openpyxl into the archive as well.
    """
    try:
        with ZipFile(BytesIO(data)) as parts:
            days = {part.date_time[:3] for part in parts.infolist()}
            return days != {_DAY} or _UNTOUCHED not in parts.read(_PROPERTIES)[:_LONGEST]
    except KeyError:  # a file of another program
        return True
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return False


def _reviews(path: Path, entered: Entered, options: Namespace) -> Iterator[Review]:
    """Yield the reviews that it may have been read into: of the texts at hand, and of those that it was made of."""
    folder = options.corpus or default_folder()
    given = [review_of(name, folder, given=options.review) for name in options.files]
    ids = [document.id for document in entered.documents]
    beside = [review_of(path.absolute().with_name(f"{name}.txt"), folder) for name in ids]
    held = [review_of(name, folder) for name in ids]
    yield from (review for review in (*given, *beside, *held) if review)
