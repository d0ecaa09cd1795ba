"""``zhize show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import TEXT_HELP
from zhize.cli.input import load_text
from zhize.cli.output import emit, terminal_width
from zhize.errors import InputError
from zhize.export.outline import to_outline
from zhize.structure import locate, parse

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

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


def run(options: Namespace) -> None:
    """Print the tree of a text, or the words of one of its places."""
    regulation = parse(load_text(options.file))
    if options.place:
        emit(_words(regulation, options.place, where=options.file) + "\n")
    else:
        documents = (regulation, *regulation.attached)
        emit("\n".join(to_outline(document, width=terminal_width()) for document in documents))


def _words(regulation: Regulation, place: str, *, where: str) -> str:
    try:
        found = locate(regulation, place)
    except ValueError as error:
        raise InputError(f"{place} is no place", where=where, remedy="write it like 第四十三条第二款第三项") from error
    except KeyError as error:
        what, remedy = f"has no {error.args[0]}", "zhize show FILE lists what it has"
        raise InputError(what, where=where, remedy=remedy) from error
    article = regulation.article(found.article)
    words = found.span.of(article.text)
    return article.label.rstrip() + "　" + words if found.id == article.id and article.label else words
