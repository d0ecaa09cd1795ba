"""``zhize compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.input import load
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.comparison import compare
from zhize.errors import ZhizeError
from zhize.export.comparison_excel import to_xlsx
from zhize.export.comparison_html import to_html
from zhize.export.comparison_summary import to_text

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from zhize.comparison import Comparison

EPILOG = """\
Without options a summary is printed; --format json prints zhize.comparison/1. Of more than two texts the first is held
against each of the others.

examples:
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 对照.html
  zhize compare sishui-2022 jining-2022 shandong-2013
  zhize compare 旧.txt 新.docx --format json > 对照.json"""

_SUFFIXES = (".html", ".xlsx", ".json")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("left", metavar="A", help=FILE_HELP)
    parser.add_argument("right", metavar="B", nargs="+", help="the text to hold against it, named in the same ways")
    parser.add_argument("--format", choices=("text", "json"), help="what to print: a summary in Chinese, or JSON")
    add_output(parser, _SUFFIXES, required=False)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Print the comparison, write it, or both."""
    suffix = suffix_of(options.output, _SUFFIXES) if options.output else None
    if len(options.right) > 1 and (suffix or options.format == "json"):
        what = f"one text is held against {len(options.right)}, but a file or JSON shows two texts"
        raise ZhizeError(f"{what}; name two, or use zhize report … -o DIR for a page of each")
    with Progress() as progress:
        left, *others = load([options.left, *options.right], progress, folder=options.corpus)
        progress.step("comparing")
        comparisons = [compare(left, right) for right in others]
        data = _render(comparisons[0], suffix) if suffix else None
        shown = comparisons if options.format or data is None else []
        printed = "\n".join(_print(comparison, options.format) for comparison in shown)
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
