"""``zhize report``."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus
from zhize.cli.input import load
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.comparison import compare
from zhize.export.comparisons.html import to_html
from zhize.export.graphs.graphml import to_graphml
from zhize.export.graphs.picture import to_svg
from zhize.export.pages.html import to_report
from zhize.export.workbooks.excel import to_xlsx
from zhize.files import check_folder, make_folder
from zhize.graph import duty_graph

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from zhize.analysis import Analysis

EPILOG = """\
A text gives report.html (open this first), 义务清单.xlsx, 职责图.svg, 职责图.graphml and analysis.json. Several texts
give a folder each, and a page 对照-A-B.html for each two that follow one another. Older files of the same name are
replaced when all the new ones are complete; nothing else in the folder is touched.

examples:
  zhize report 泗水县人民政府工作规则.txt -o out
  zhize report 泗水县人民政府工作规则.txt 邻县人民政府工作规则.txt -o 两县"""

# What Windows forbids in a name, and what is awkward in one.
_AWKWARD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 60


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=FILE_HELP)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True, help="folder to write to; made if it is not there"
    )
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Write everything of every text."""
    folder: Path = options.output
    check_folder(folder)
    outputs: dict[Path, bytes] = {}
    with Progress() as progress:
        analyses = load(options.files, progress, folder=options.corpus)
        documents = [document for analysis in analyses for document in analysis.documents]
        names = folder_names(document.regulation.id for document in documents)
        for name, document in zip(names, documents, strict=True):
            progress.step(f"building the report of {name}")
            place = folder / name if len(documents) > 1 else folder
            outputs |= {place / file: data for file, data in _files(document).items()}
        # What one notice publishes stands beside one another and is not compared.
        named = [(name, each) for name, each in zip(names, documents, strict=True) if any(each is a for a in analyses)]
        for (left_name, left), (right_name, right) in pairwise(named):
            progress.step(f"comparing {left_name} with {right_name}")
            page = to_html(compare(left, right))
            outputs[folder / f"对照-{left_name}-{right_name}.html"] = page.encode("utf-8")
        progress.step("writing")
        for place in dict.fromkeys(path.parent for path in outputs):
            make_folder(place)
    save(outputs)


def _files(analysis: Analysis) -> dict[str, bytes]:
    graph = duty_graph(analysis)
    return {
        "report.html": to_report(analysis).encode("utf-8"),
        "义务清单.xlsx": to_xlsx(analysis),
        "职责图.svg": to_svg(graph).encode("utf-8"),
        "职责图.graphml": to_graphml(graph),
        "analysis.json": analysis.to_json().encode("utf-8", "backslashreplace"),
    }


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
