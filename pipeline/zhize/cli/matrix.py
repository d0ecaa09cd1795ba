"""``zhize matrix``."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.input import load
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.separated import to_csv

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
The workbook holds 义务清单 (one row a duty, with the sentence that proves it and a column for your review),
职责关系, 时限台账 and 说明; CSV holds 义务清单 only.

examples:
  zhize matrix 泗水县人民政府工作规则.txt -o 义务清单.xlsx
  zhize matrix 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 义务清单.xlsx
  zhize matrix sishui-2022 -o 义务清单.csv"""

_WRITERS = {".xlsx": to_xlsx, ".csv": to_csv}


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE_HELP)
    add_output(parser, tuple(_WRITERS), required=True)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Write the duties of all the texts into one table."""
    writer = _WRITERS[suffix_of(options.output, tuple(_WRITERS))]
    with Progress() as progress:
        analyses = load(options.files, progress, folder=options.corpus)
        progress.step(f"building {options.output.name}")
        data = writer(*chain.from_iterable(analysis.documents for analysis in analyses))
    save({options.output: data})
