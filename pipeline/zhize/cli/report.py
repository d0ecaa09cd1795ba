"""``zhize report``."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.cli.reviewed import add_reviews, load_reviewed
from zhize.cli.unread import refuse_unread
from zhize.comparison import compare
from zhize.export.comparisons.html import to_html
from zhize.export.graphs.graphml import to_graphml
from zhize.export.graphs.picture import to_svg
from zhize.export.pages.html import to_report
from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.sheets import duties
from zhize.files import check_folder, make_folder
from zhize.graph import duty_graph
from zhize.review import entered

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Sequence

    from zhize.analysis import Analysis
    from zhize.comparison import Comparison
    from zhize.review import Reviewed

EPILOG = """\
A text gives report.html (open this first), 义务清单.xlsx, 职责图.svg, 职责图.graphml and analysis.json. Several texts
give a folder each, and a page 对照-A-B.html for each two that follow one another. Older files of the same name are
replaced when all the new ones are complete, but for a workbook in which somebody entered what is not read in yet (zhize
review import); nothing else in the folder is touched.

examples:
  zhize report 泗水县人民政府工作规则.txt -o out
  zhize report 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 两县"""

# What Windows forbids in a name, and what is awkward in one.
_AWKWARD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 60
_WORKBOOK = "义务清单.xlsx"  # in which persons enter what they think


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE_HELP)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True, help="folder to write to; made if it is not there"
    )
    add_corpus(parser)
    add_reviews(parser)


def run(options: Namespace) -> None:
    """Write everything of every text."""
    folder: Path = options.output
    check_folder(folder)
    with Progress() as progress:
        reviewed = load_reviewed(options.files, options, progress)
        outputs = _outputs(reviewed, folder, progress)
        progress.step("writing")
        for path in outputs:
            if path.name == _WORKBOOK:
                refuse_unread(path, options)
        for place in dict.fromkeys(path.parent for path in outputs):
            make_folder(place)
    save(outputs)


def _outputs(reviewed: Sequence[Reviewed], folder: Path, progress: Progress) -> dict[Path, bytes]:
    documents = [(each, document) for each in reviewed for document in each.analysis.documents]
    names = folder_names(document.regulation.id for _, document in documents)
    outputs: dict[Path, bytes] = {}
    pages: dict[Path, bytes] = {}
    # What one notice publishes stands beside one another and is not compared.
    held = [(name, one) for name, (each, one) in zip(names, documents, strict=True) if one is each.analysis]
    besides: dict[str, tuple[Comparison, str]] = {}
    for (left_name, left), (right_name, right) in pairwise(held):
        progress.step(f"comparing {left_name} with {right_name}")
        comparison, page = compare(left, right), f"对照-{left_name}-{right_name}.html"
        pages[folder / page] = to_html(comparison).encode("utf-8")
        besides |= dict.fromkeys((left_name, right_name), (comparison, f"../{page}"))
    for name, (each, document) in zip(names, documents, strict=True):
        progress.step(f"building the report of {name}")
        place = folder / name if len(documents) > 1 else folder
        outputs |= {place / file: data for file, data in _files(document, each, besides.get(name)).items()}
    return outputs | pages


def _files(analysis: Analysis, reviewed: Reviewed, beside: tuple[Comparison, str] | None) -> dict[str, bytes]:
    graph = duty_graph(analysis)
    comparison, page = beside or (None, None)
    return {
        "report.html": to_report(analysis, comparison=comparison, comparison_page=page).encode("utf-8"),
        _WORKBOOK: to_xlsx(analysis, listed=entered(duties(analysis), _of(reviewed, analysis))),
        "职责图.svg": to_svg(graph).encode("utf-8"),
        "职责图.graphml": to_graphml(graph),
        "analysis.json": analysis.to_json().encode("utf-8", "backslashreplace"),
    }


def _of(reviewed: Reviewed, document: Analysis) -> Reviewed:
    """Return what persons entered of one of the documents under a notice."""
    loose = tuple(each for each in reviewed.loose if each.document == document.regulation.id)
    return replace(reviewed, analysis=document, loose=loose)


def folder_names(ids: Iterable[str]) -> list[str]:
    """Return a name for each document that every system takes for a folder, no two alike.

    Args:
        ids: the documents' ids; ``-`` is standard input.
    """
    names: list[str] = []
    for identifier in ids:
        plain = _AWKWARD.sub("_", identifier)[:_LONGEST_NAME].strip(" ._-") or "text"
        plain = f"{plain}_" if _DEVICES.fullmatch(plain) else plain
        # Windows and macOS do not tell upper from lower case.
        taken = {name.casefold() for name in names}
        number, name = 1, plain
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        names.append(name)
    return names
