"""``zhize corpus fetch``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.corpus import add, default_folder, entry_of, holdings
from zhize.corpus.fetching import fetch
from zhize.errors import CorpusError, ZhizeError
from zhize.export.terminal.catalogue import taken

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

EPILOG = """\
Each text is fetched from its issuer's own site, one request at a time, and held to what the manifest says of it: title,
发文字号, date. Exit code 2 if one of them could not be had; the others are in the corpus all the same.

examples:
  zhize corpus fetch jining-2022 shandong-2013
  zhize corpus fetch shandong-2025 --url http://www.shandong.gov.cn/…"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("ids", metavar="ID", nargs="+", help="the name of a text; zhize corpus list shows them")
    parser.add_argument("--url", metavar="URL", help="where it is, if not where the manifest says; for one ID")
    parser.add_argument("--replace", action="store_true", help="fetch a text again that the corpus holds")
    parser.add_argument("--accept", action="store_true", help="take what comes although it differs from the manifest")
    add_corpus(parser)


def run(options: Namespace) -> int:
    """Fetch texts one after another; print what each is as it comes, and what failed as one line."""
    if options.url is not None and len(options.ids) > 1:
        raise ZhizeError("--url goes with one ID; fetch the others without it")
    if (address := next((name for name in options.ids if "://" in name), None)) is not None:
        raise ZhizeError(f"{address} is no ID; zhize corpus fetch ID --url URL names an address")
    folder = options.corpus or default_folder()
    failed = False
    for name in dict.fromkeys(options.ids):
        try:
            emit("\n".join(_fetched(name, folder, options)) + "\n")
        except ZhizeError as error:
            failed = True
            sys.stderr.write(f"zhize: error: {error}\n")
            sys.stderr.flush()
    return 2 if failed else 0


def _fetched(name: str, folder: Path, options: Namespace) -> list[str]:
    held = holdings(folder).get(name)
    if held is not None and not options.replace:
        what = f"is in the corpus already ({held.title}, {held.at[:10]})"
        raise CorpusError(what, where=name, remedy="--replace fetches it again")
    with Progress() as progress:
        progress.step(f"fetching {name}")
        arrival = fetch(
            name,
            url=options.url,
            accept=options.accept,
            report=lambda words: progress.step(f"fetching {name}: {words}"),
        )
        holding = add(folder, name, arrival.holding, arrival.contents, replace=options.replace)
    return taken(arrival, entry_of(name), holding, folder)
