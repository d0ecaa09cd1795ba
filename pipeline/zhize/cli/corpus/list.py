"""``zhize corpus list``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit, terminal_width
from zhize.corpus import default_folder, entries, holdings
from zhize.export.terminal.catalogue import matches, records, to_lines

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
examples:
  zhize corpus list
  zhize corpus list 济宁
  zhize corpus list --held
  zhize corpus list --format json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "word", metavar="WORD", nargs="?", default="", help="only texts whose id, title or number has it"
    )
    parser.add_argument(
        "--held", action="store_true", help="only texts that are there, not those that could be fetched"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="a table (default) or a JSON list")
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Print the texts that are known and those that the user's corpus holds."""
    folder = options.corpus or default_folder()
    found = records(entries(), holdings(folder))
    chosen = [record for record in found if matches(record, options.word) and (record.held or not options.held)]
    if options.format == "json":
        emit(json.dumps([record.as_dict() for record in chosen], ensure_ascii=False, indent=1) + "\n")
        return
    emit("\n".join([*to_lines(chosen, width=terminal_width()), "", f"自有文本存放于 {folder}"]) + "\n")
