"""``zhize compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_output, suffix_of
from zhize.cli.input import load
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.comparison import compare
from zhize.export.comparison_excel import to_xlsx
from zhize.export.comparison_html import to_html
from zhize.export.comparison_summary import to_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.comparison import Comparison

EPILOG = """\
Without options a summary is printed; --format json prints zhize.comparison/1.

examples:
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 对照.html
  zhize compare 旧.txt 新.txt --format json > 对照.json"""

_SUFFIXES = (".html", ".xlsx", ".json")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("left", metavar="A", help=FILE_HELP)
    parser.add_argument("right", metavar="B", help="the text to hold against it, named in the same ways")
    parser.add_argument("--format", choices=("text", "json"), help="what to print: a summary in Chinese, or JSON")
    add_output(parser, _SUFFIXES, required=False)


def run(options: Namespace) -> None:
    """Print the comparison, write it, or both."""
    suffix = suffix_of(options.output, _SUFFIXES) if options.output else None
    with Progress() as progress:
        left, right = load([options.left, options.right], progress)
        progress.step("comparing")
        comparison = compare(left, right)
        data = _render(comparison, suffix) if suffix else None
        printed = _print(comparison, options.format) if options.format or data is None else ""
    if data is not None:
        save({options.output: data})
    emit(printed)


def _render(comparison: Comparison, suffix: str) -> bytes:
    if suffix == ".xlsx":
        return to_xlsx(comparison)
    text = comparison.to_json() if suffix == ".json" else to_html(comparison)
    return text.encode("utf-8", "backslashreplace")


def _print(comparison: Comparison, form: str | None) -> str:
    return comparison.to_json() if form == "json" else to_text(comparison, width=terminal_width())
