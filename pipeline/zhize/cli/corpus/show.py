"""``zhize corpus show``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.corpus import default_folder, entry_of, holdings
from zhize.errors import CorpusError
from zhize.export.terminal.catalogue import facts_of, records

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
examples:
  zhize corpus show jining-2022
  zhize corpus show jining-2022 --format json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("id", metavar="ID", help="the name of a text; zhize corpus list shows them")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="lines (default) or JSON")
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Print what is known of a text, where it comes from, and where its files lie."""
    folder = options.corpus or default_folder()
    entry, holding = entry_of(options.id), holdings(folder).get(options.id)
    if entry is None and holding is None:
        raise CorpusError("is no text that the corpus knows", where=options.id, remedy="zhize corpus list shows them")
    if options.format == "json":
        [record] = records(() if entry is None else (entry,), {} if holding is None else {options.id: holding})
        emit(json.dumps(record.as_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    emit("\n".join(facts_of(options.id, entry, holding, folder)) + "\n")
