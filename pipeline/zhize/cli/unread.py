"""A workbook that is about to be replaced: refused where it holds what somebody entered and nobody has read in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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


def _reviews(path: Path, entered: Entered, options: Namespace) -> Iterator[Review]:
    """Yield the reviews that it may have been read into: of the texts at hand, and of those that it was made of."""
    folder = options.corpus or default_folder()
    given = [review_of(name, folder, given=options.review) for name in options.files]
    ids = [document.id for document in entered.documents]
    beside = [review_of(path.absolute().with_name(f"{name}.txt"), folder) for name in ids]
    held = [review_of(name, folder) for name in ids]
    yield from (review for review in (*given, *beside, *held) if review)
