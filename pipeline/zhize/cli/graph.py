"""``zhize graph``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.cli.arguments import FILE_HELP, add_corpus, add_output, suffix_of
from zhize.cli.input import load
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.export.graphs.graphml import to_graphml
from zhize.export.graphs.picture import to_svg
from zhize.export.pages.html import to_graph_page
from zhize.graph import duty_graph

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from networkx import MultiDiGraph

EPILOG = """\
GraphML opens in Gephi, yEd and Cytoscape; the page and the picture open in any browser, without a network.

examples:
  zhize graph 泗水县人民政府工作规则.txt -o 职责图.svg
  zhize graph 泗水县人民政府工作规则.txt -o 职责图.html
  zhize graph sishui-2022 -o 职责图.graphml"""

_SUFFIXES = (".graphml", ".html", ".svg")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    add_output(parser, _SUFFIXES, required=True)
    add_corpus(parser)


def run(options: Namespace) -> None:
    """Write the graph of duties between bodies."""
    suffix = suffix_of(options.output, _SUFFIXES)
    with Progress() as progress:
        [analysis] = load([options.file], progress, folder=options.corpus)
        progress.step(f"drawing {options.output.name}")
        data = _render(duty_graph(analysis), suffix)
    save({options.output: data})


def _render(graph: MultiDiGraph, suffix: str) -> bytes:
    if suffix == ".graphml":
        return to_graphml(graph)
    text = to_svg(graph) if suffix == ".svg" else to_graph_page(graph)
    return text.encode("utf-8")
