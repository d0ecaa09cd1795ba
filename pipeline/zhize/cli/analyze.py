"""``zhize analyze``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_output, suffix_of
from zhize.cli.input import load
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.export.files import check_file
from zhize.export.summary import to_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.analysis import Analysis

EPILOG = """\
examples:
  zhize analyze 泗水县人民政府工作规则.txt
  zhize analyze 泗水县人民政府工作规则.txt --format json > 分析.json
  zhize analyze 泗水县人民政府工作规则.txt -o 分析.json
  zhize analyze - < 泗水县人民政府工作规则.txt"""

_FORMATS = {".json": "json", ".txt": "text"}


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument(
        "--format", choices=("text", "json"), help="a summary in Chinese (default), or everything as zhize.analysis/1"
    )
    add_output(parser, tuple(_FORMATS), required=False)


def run(options: Namespace) -> None:
    """Print the analysis or write it."""
    form = options.format
    if options.output and form:
        check_file(options.output)
    elif options.output:
        form = _FORMATS[suffix_of(options.output, tuple(_FORMATS))]
    with Progress() as progress:
        [analysis] = load([options.file], progress)
        text = _render(analysis, form or "text", to_file=options.output is not None)
    if options.output:
        save({options.output: text.encode("utf-8", "backslashreplace")})
    else:
        emit(text)


def _render(analysis: Analysis, form: str, *, to_file: bool) -> str:
    if form == "json":
        return analysis.to_json()
    return to_text(analysis) if to_file else to_text(analysis, width=terminal_width())
