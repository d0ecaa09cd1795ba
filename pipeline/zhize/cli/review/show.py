"""``zhize review show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import TEXT_HELP, add_corpus
from zhize.cli.input import load
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.cli.review.printing import shown
from zhize.cli.review.texts import add_review, existing_review

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
What was entered is held to the text as it is now: where a sentence was changed since, both versions stand below one
another, and the entry is kept but not applied.

examples:
  zhize review show 泗水县人民政府工作规则.txt
  zhize review show sishui-2022 --review 复核.json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("text", metavar="TEXT", help=TEXT_HELP)
    add_review(parser, Path)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Print how the review of a text stands."""
    review = existing_review(options.text, options)
    with Progress() as progress:
        [analysis] = load([options.text], progress, folder=options.corpus)
    emit("\n".join(shown(analysis, review)) + "\n")
