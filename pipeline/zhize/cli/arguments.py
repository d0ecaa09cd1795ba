"""What the commands' arguments have in common."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from zhize.errors import OutputError, ZhizeError
from zhize.files import check_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TEXT = (
    "a text (UTF-8 or GB18030), Word document, PDF, OFD or saved web page; - for standard input; the name of a text of "
    "the corpus (sishui-2022; see zhize corpus list)"
)
FILE_HELP = f"{_TEXT}; or what zhize analyze wrote as .json or .xml"
TEXT_HELP = _TEXT


class Parser(argparse.ArgumentParser):
    """A parser that keeps the line breaks of its help and complains in one line."""

    def __init__(self, *, prog: str, description: str, epilog: str, usage: str | None = None) -> None:
        """Take what `argparse.ArgumentParser` takes."""
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise the line that the command prints.

        Raises:
            ZhizeError: always.
        """
        raise ZhizeError(f"{message}; see {self.prog} --help")


def add_output(parser: argparse.ArgumentParser, suffixes: Sequence[str], *, required: bool) -> None:
    """Add ``-o``, whose suffix says what is written."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="X",
        type=Path,
        required=required,
        help=f"file to write; its name ends with {listed(suffixes)}",
    )


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Add ``--corpus``, the folder of the user's own texts."""
    parser.add_argument(
        "--corpus",
        metavar="DIR",
        type=Path,
        help="folder of your own texts (default: ZHIZE_CORPUS, else a folder in your home)",
    )


def suffix_of(path: Path, suffixes: Sequence[str]) -> str:
    """Return the suffix that says what to write, in lower case, and make sure that the file can be written.

    Args:
        path: the file to write.
        suffixes: the ones that are known.

    Raises:
        OutputError: another suffix, or a place where no file can be written.
    """
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        found = f"the suffix {path.suffix} is not known" if suffix else "the name has no suffix"
        raise OutputError(found, where=str(path), remedy=f"end the name with {listed(suffixes)}")
    check_file(path)
    return suffix


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence names them: .graphml, .html or .svg."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
