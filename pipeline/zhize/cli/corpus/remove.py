"""``zhize corpus remove``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.corpus import default_folder, remove

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
examples:
  zhize corpus remove jining-2022"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("id", metavar="ID", help="the name of a text that you added or fetched")
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Take the text and its files out of the corpus."""
    holding = remove(options.corpus or default_folder(), options.id)
    emit(f"已移除 {options.id}：《{holding.title}》，{'、'.join(place.file for place in holding.places)}\n")
