"""``zhize compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.families import print_family, render_family, with_folders
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.pairs import run_pairs
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.cli.unread import refuse_saved
from zhize.comparison import compare
from zhize.comparison.given import lines_of
from zhize.errors import ZhizeError
from zhize.export.comparisons.docx import to_docx
from zhize.export.comparisons.excel import to_xlsx
from zhize.export.comparisons.html import to_html
from zhize.export.comparisons.summary import to_text
from zhize.families import compare_all
from zhize.readers import read

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.analysis import Analysis
    from zhize.comparison import Comparison

EPILOG = """\
Without options a summary is printed; --format json prints zhize.comparison/1, of more than two texts zhize.family/1.
The suffix of -o says what is written: .docx is the 条文对照表 that offices send out (two texts), .html a page to
explore, .xlsx a workbook to sort and fill in. More than two texts, or a folder of them, give one table with a column a
text, what each took from whom, and its most unusual articles.

examples:
  zhize compare 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt
  zhize compare 旧.txt 新.docx -o 对照.docx
  zhize compare sishui-2022 jining-2022 --map 机构对应.txt -o 对照.html
  zhize compare sishui-2022 jining-2022 shandong-2013 -o 三级.html
  zhize compare 各县规则/ -o 各县.xlsx
  zhize compare --pairs 清单.tsv -o 对照
  zhize compare 旧.txt 新.docx --format json > 对照.json"""

_OF_TWO = (".html", ".docx", ".xlsx", ".json")
_OF_MORE = (".html", ".xlsx", ".json")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("texts", metavar="TEXT", nargs="*", help=f"{FILE_HELP}; or a folder of texts")
    parser.add_argument("--format", choices=("text", "json"), help="what to print: a summary in Chinese, or JSON")
    parser.add_argument(
        "--map",
        metavar="FILE",
        type=Path,
        help="names of the first text and of the second that stand for each other, a line for two: 县发改局 = 市发改委",
    )
    parser.add_argument(
        "--pairs",
        metavar="LIST",
        type=Path,
        help="compare many pairs: a file with two names a line, a tab between them; -o is a folder then",
    )
    add_output(parser, _OF_TWO, required=False)
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> int:
    """Print the comparison, write it, or both."""
    if options.pairs is not None:
        if options.texts or options.map or options.format or options.output is None:
            raise ZhizeError("--pairs takes a list and -o DIR and nothing else; see zhize compare --help")
        return run_pairs(options.pairs, options.output, folder=options.corpus)
    names = with_folders(options.texts, folder=options.corpus)
    if len(names) < 2:  # noqa: PLR2004  # one text has nothing to be held against
        raise ZhizeError("name two texts or more, or a folder of them; see zhize compare --help")
    two = len(names) == 2  # noqa: PLR2004
    if options.map is not None and not two:
        raise ZhizeError(f"--map holds for two texts, and there are {len(names)}; leave it out, or name two")
    suffix = suffix_of(options.output, _OF_TWO if two else _OF_MORE) if options.output else None
    lines = lines_of(read(options.map).text, where=str(options.map)) if options.map else ()
    with Progress() as progress:
        analyses = [each.analysis for each in load_reviewed(names, options, progress)]
        progress.step("comparing")
        data, printed = _two(analyses, lines, suffix, options) if two else _more(analyses, suffix, options, progress)
    if data is not None:
        if suffix in {".xlsx", ".docx"}:
            refuse_saved(options.output)
        save({options.output: data})
    emit(printed)
    return 0


def _two(
    analyses: Sequence[Analysis], lines: Sequence[tuple[str, str]], suffix: str | None, options: Namespace
) -> tuple[bytes | None, str]:
    """Return what is written and what is printed of two texts."""
    comparison = compare(*analyses, lines=lines)
    data = _render(comparison, suffix) if suffix else None
    shown = options.format or data is None
    return data, _print(comparison, options.format) if shown else ""


def _more(
    analyses: Sequence[Analysis], suffix: str | None, options: Namespace, progress: Progress
) -> tuple[bytes | None, str]:
    """Return what is written and what is printed of more texts."""
    family = compare_all(analyses, step=progress.step)
    data = render_family(family, suffix) if suffix else None
    return data, print_family(family, options.format) if options.format or data is None else ""


def _render(comparison: Comparison, suffix: str) -> bytes:
    if suffix == ".xlsx":
        return to_xlsx(comparison)
    if suffix == ".docx":
        return to_docx(comparison)
    text = comparison.to_json() if suffix == ".json" else to_html(comparison)
    return text.encode("utf-8", "backslashreplace")


def _print(comparison: Comparison, form: str | None) -> str:
    return comparison.to_json() if form == "json" else to_text(comparison, width=terminal_width())
