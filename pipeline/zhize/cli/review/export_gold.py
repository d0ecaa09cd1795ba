"""``zhize review export-gold``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import TEXT_HELP, add_corpus
from zhize.cli.input import load
from zhize.cli.output import emit, save
from zhize.cli.progress import Progress
from zhize.cli.review.texts import add_review, existing_review
from zhize.errors import InputError
from zhize.files import check_file
from zhize.review.marking import gold_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
An article is settled once every norm in it was confirmed, corrected or deleted and nobody differs. Those that are not
are listed with the reason. Beside NAME.jsonl lies NAME.articles.json with the texts of its articles.

examples:
  zhize review export-gold 泗水县人民政府工作规则.txt -o 标注.jsonl
  zhize evaluate 标注.jsonl --text 泗水县人民政府工作规则.txt"""

_SUFFIX, _BESIDE = ".jsonl", ".articles.json"


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("text", metavar="TEXT", help=TEXT_HELP)
    parser.add_argument(
        "-o",
        "--output",
        metavar="X",
        type=Path,
        required=True,
        help="file to write, NAME.jsonl; or a folder, in which it is called after the text",
    )
    add_review(parser, Path)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Write what is settled as a gold, and print what is not."""
    review = existing_review(options.text, options)
    with Progress() as progress:
        [analysis] = load([options.text], progress, folder=options.corpus)
    path = _path(options.output, analysis.regulation.id)
    gold = gold_of(analysis, review)
    lines = [f"未列入：第{article}条：{why}" for article, why in gold.left_out]
    lines += [f"未列入：另有{gold.untouched}条还没有人复核"] if gold.untouched else []
    if not gold.lines:
        why = f"; {len(gold.left_out)} are begun" if gold.left_out else ""
        what, remedy = f"no article is settled yet{why}", "zhize review show tells what is open"
        raise InputError(what, where=options.text, remedy=remedy)
    beside = path.with_name(path.name.removesuffix(_SUFFIX) + _BESIDE)
    save({path: gold.to_jsonl().encode(), beside: gold.to_articles().encode()})
    emit("\n".join([f"{len(gold.lines)}条，{sum(len(line['norms']) for line in gold.lines)}项", *lines]) + "\n")


def _path(output: Path, name: str) -> Path:
    """Return the file to write.

    Raises:
        OutputError: no file can be written there.
    """
    path = output / f"{name}{_SUFFIX}" if output.is_dir() else output
    path = path if path.name.endswith(_SUFFIX) else path.with_name(path.name + _SUFFIX)
    check_file(path)
    return path
