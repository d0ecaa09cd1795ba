"""Self-contained pages: the report of a regulation and its duty graph alone.

A page needs no server, no network and no other file; its content policy forbids every request. Everything that comes
from a text is escaped by the template; nothing from a text is ever put into a script or a style.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhize import __version__, labels
from zhize.export.graphs.picture import to_svg
from zhize.export.markup import legal
from zhize.export.pages.report import page_of
from zhize.export.standing import standing
from zhize.graph import duties, duty_graph

if TYPE_CHECKING:
    import networkx as nx

    from zhize.analysis import Analysis


def to_report(analysis: Analysis, *, generated: str | None = None) -> str:
    """Return the report of a regulation as one HTML page.

    Args:
        analysis: the analysed regulation.
        generated: when the page was made, as it shall be printed; left out by default, so that the same analysis
            gives the same page.

    Returns:
        A page in Chinese for a browser, a telephone or a printer: overview, picture of the duties, articles with
        marks and the duties beside them, filters and search. Articles have the anchors ``#art-43``, their paragraphs
        ``#art-43-p2``, norms ``#norm-43.2``.
    """
    graph = duty_graph(analysis)
    page = environment().get_template("report.html")
    return legal(
        page.render(
            document=analysis.regulation,
            meta=analysis.regulation.metadata,
            problems=analysis.problems,
            page=page_of(analysis),
            graph=graph,
            picture=to_svg(graph),
            generated=generated,
        )
    )


def to_graph_page(graph: nx.MultiDiGraph) -> str:
    """Return a duty graph as one HTML page: the picture, and its duties as a table that a click on a body filters.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.
    """
    page = environment().get_template("graph.html")
    return legal(
        page.render(title=graph.graph.get("title", ""), graph=graph, picture=to_svg(graph), duties=duties(graph))
    )


@cache
def environment() -> Environment:
    """Return the templates of all pages; what they are given is escaped."""
    templates = Environment(
        loader=PackageLoader("zhize", "export/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    templates.globals.update(labels=labels, standing=standing, version=__version__)
    return templates
