"""``zhize show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import TEXT_HELP, add_corpus
from zhize.cli.input import load_text
from zhize.cli.output import emit, terminal_width
from zhize.errors import InputError
from zhize.export.terminal.outline import to_outline
from zhize.numerals import Locator
from zhize.structure import locate, parse

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.types import Regulation

EPILOG = """\
examples:
  zhize show 泗水县人民政府工作规则.txt
  zhize show sishui-2022 第四十三条第二款
  zhize show 刑法.txt 第一百二十条之一第二款第（三）项"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=TEXT_HELP)
    parser.add_argument("place", metavar="PLACE", nargs="?", help="第四十三条第二款第三项; the whole tree without it")
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Print the tree of a text, or the words of one of its places."""
    regulation = parse(load_text(options.file, folder=options.corpus))
    documents = (regulation, *regulation.attached)
    if options.place:
        emit(_words(documents, options.place, where=options.file) + "\n")
    else:
        emit("\n".join(to_outline(document, width=terminal_width()) for document in documents))


def _words(documents: Sequence[Regulation], place: str, *, where: str) -> str:
    """Return the words of a place in the first document under the notice that has it."""
    for document in documents:
        try:
            found = locate(document, place)
        except ValueError as error:
            remedy = "write it like 第四十三条第二款第三项"
            raise InputError(f"{place} is no place", where=where, remedy=remedy) from error
        except KeyError:
            continue
        article = document.article(found.article)
        words = found.span.of(article.text)
        return f"{article.label.rstrip()}　{words}" if found.id == article.id and article.label else words
    raise InputError(f"has no {Locator.parse(place)}", where=where, remedy="zhize show FILE lists what it has")
