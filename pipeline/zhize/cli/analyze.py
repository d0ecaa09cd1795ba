"""``zhize analyze``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.akn import to_akn
from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.errors import InputError
from zhize.export.terminal.summary import to_text
from zhize.files import check_file

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.analysis import Analysis

EPILOG = """\
examples:
  zhize analyze 泗水县人民政府工作规则.txt
  zhize analyze 泗水县人民政府工作规则.txt --format json > 分析.json
  zhize analyze 泗水县人民政府工作规则.txt -o 分析.json
  zhize analyze 泗水县人民政府工作规则.txt -o 规则.xml      (Akoma Ntoso 3.0)
  zhize analyze - < 泗水县人民政府工作规则.txt"""

_FORMATS = {".json": "json", ".txt": "text", ".xml": "akn"}


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument(
        "--format",
        choices=("text", "json", "akn"),
        help="a summary in Chinese (default), everything as zhize.analysis/1, or the text as Akoma Ntoso 3.0",
    )
    add_output(parser, tuple(_FORMATS), required=False)
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Print the analysis or write it."""
    form = options.format
    if options.output and form:
        check_file(options.output)
    elif options.output:
        form = _FORMATS[suffix_of(options.output, tuple(_FORMATS))]
    with Progress() as progress:
        [reviewed] = load_reviewed([options.file], options, progress)
        analysis = reviewed.analysis
        text = _render(analysis, form or "text", to_file=options.output is not None)
    if form == "akn" and analysis.attached:
        others = len(analysis.attached)
        what = f"the notice publishes {others + 1} documents, an Akoma Ntoso file holds one"
        raise InputError(what, where=options.file, remedy="save each as a file of its own")
    if options.output:
        save({options.output: text.encode("utf-8", "backslashreplace")})
    else:
        emit(text)


def _render(analysis: Analysis, form: str, *, to_file: bool) -> str:
    if form == "json":
        return analysis.to_json()
    if form == "akn":
        return to_akn(analysis.regulation, analysis.references).decode("utf-8")
    width = {} if to_file else {"width": terminal_width()}
    return "\n".join(to_text(document, **width) for document in analysis.documents)
