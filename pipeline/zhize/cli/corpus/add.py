"""``zhize corpus add``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import add_corpus
from zhize.cli.output import emit
from zhize.cli.progress import Progress
from zhize.corpus import add, default_folder, entry_of, is_id
from zhize.corpus.receiving import Given, receive
from zhize.errors import ZhizeError
from zhize.export.terminal.catalogue import taken
from zhize.readers import file_bytes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

EPILOG = """\
The file is copied as it is. If ID stands in the manifest, the text is held to what that says: title, 发文字号, date.

examples:
  zhize corpus add jining-2022 济宁市人民政府工作规则.docx
  zhize corpus add 邻县-2023 邻县人民政府工作规则.pdf"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("id", metavar="ID", help="the name that the text has in the manifest, or a new one")
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="the text, in any format that zhize reads; pages in order"
    )
    parser.add_argument("--replace", action="store_true", help="take it in place of the text that has this name now")
    parser.add_argument("--accept", action="store_true", help="take it although it differs from the manifest")
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Put the text into the corpus and print what it is."""
    _refuse_swapped(options.id, options.files)
    with Progress() as progress:
        progress.step(f"reading {options.id}")
        given = [Given(data=file_bytes(path), where=str(path), file=path.name) for path in options.files]
        arrival = receive(options.id, given, how="added", accept=options.accept)
        folder = options.corpus or default_folder()
        holding = add(folder, arrival.name, arrival.holding, arrival.contents, replace=options.replace)
    emit("\n".join(taken(arrival, entry_of(arrival.name), holding, folder)) + "\n")


def _refuse_swapped(name: str, files: Sequence[Path]) -> None:
    """Refuse FILE ID, which would end with a file that is not there.

    Raises:
        ZhizeError: the id is a file, and the first file is none but could be an id.
    """
    if Path(name).is_file() and not files[0].exists() and is_id(str(files[0])):
        raise ZhizeError(f"the ID comes first: zhize corpus add {files[0]} {name}")
