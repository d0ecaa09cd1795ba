"""TEXT of ``zhize review``: the regulation that a workbook was made of, and where its review lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.corpus import default_folder, entry_of, holdings
from zhize.errors import InputError
from zhize.review import Review, read_review, review_path

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from zhize.review.nouns import Entered

# In the order in which they are taken where several files have the name of a document.
_SUFFIXES = (".txt", ".docx", ".doc", ".wps", ".pdf", ".ofd", ".html", ".htm", ".md", ".json", ".xml")


def add_review(parser: ArgumentParser, path: type[Path]) -> None:
    """Add ``--review``, the file of a review that lies elsewhere."""
    parser.add_argument(
        "--review",
        metavar="FILE",
        type=path,
        help="the review's file (default: beside the text, ending with .复核.json)",
    )


def texts_of(workbook: Path, entered: Entered, folder: Path) -> list[str]:
    """Return the texts that a workbook was made of: those beside it that have the names of its documents.

    Args:
        workbook: its file.
        entered: what it holds.
        folder: of the user's corpus.

    Raises:
        InputError: neither a file nor a text of the corpus has such a name.
    """
    found: dict[str, str] = {}
    for document in entered.documents:
        # The second document under a notice is called after the first, which has it beside it: 规则-2.
        names = (document.id, document.id.rpartition("-")[0])
        text = next(filter(None, (_named(name, workbook, folder) for name in names if name)), None)
        if text is None:
            what = f"neither beside it nor in the corpus is a text called {document.id[:80]}"
            remedy = f"name the text: zhize review import {workbook.name} TEXT"
            raise InputError(what, where=str(workbook), remedy=remedy)
        found[text] = text
    return list(found)


def review_file(name: str, options: Namespace) -> Path:
    """Return the file of the review of a text.

    Raises:
        InputError: the text is standard input, and no file was named.
    """
    given: Path | None = options.review
    return given if given is not None else review_path(name, options.corpus or default_folder())


def existing_review(name: str, options: Namespace) -> Review:
    """Return the review of a text.

    Raises:
        InputError: there is none yet, or it is damaged.
    """
    path = review_file(name, options)
    if not path.exists():
        remedy = "fill in what zhize matrix wrote, then run: zhize review import 义务清单.xlsx"
        raise InputError(f"has no review yet ({path})", where=name, remedy=remedy)
    return read_review(path)


def _named(name: str, workbook: Path, folder: Path) -> str | None:
    if "/" not in name and "\\" not in name:
        beside = next((path for suffix in _SUFFIXES if (path := workbook.parent / f"{name}{suffix}").is_file()), None)
        if beside is not None:
            return str(beside)
    return name if entry_of(name) is not None or name in holdings(folder) else None
