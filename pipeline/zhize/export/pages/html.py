"""Self-contained pages: the report of a regulation and its duty graph alone.

A page needs no server, no network and no other file; its content policy forbids every request. Everything that comes
from a text is escaped by the template; nothing from a text is ever put into a script or a style.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from zhize import __version__, labels
from zhize.export.graphs.picture import to_svg
from zhize.export.markup import legal
from zhize.export.pages.beside import beside
from zhize.export.pages.charts import charts
from zhize.export.pages.report import page_of
from zhize.export.pages.words import Said, say, words
from zhize.export.standing import standing
from zhize.graph import duties, duty_graph

if TYPE_CHECKING:
    import networkx as nx

    from zhize.analysis import Analysis
    from zhize.comparison import Comparison


def to_report(
    analysis: Analysis,
    *,
    generated: str | None = None,
    comparison: Comparison | None = None,
    comparison_page: str | None = None,
) -> str:
    """Return the report of a regulation as one HTML page.

    Args:
        analysis: the analysed regulation.
        generated: when the page was made, as it shall be printed; left out by default, so that the same analysis
            gives the same page.
        comparison: of the regulation with another one; its figures are shown if it is given.
        comparison_page: the file that shows it in full, as it lies beside this one: ``对照-甲-乙.html``.

    Returns:
        A page for a browser, a telephone or a printer, in Chinese with a switch to English: overview with charts,
        picture of the duties, procedures, articles with marks and the duties beside them, the duties as a table,
        filters and search. Articles have the anchors ``#art-43``, their paragraphs and items ``#art-43-p2`` and
        ``#art-43-p2-i3``, norms ``#norm-43.2``. What is filtered stands behind the anchor: ``#art-43?body=县长``.
    """
    graph = duty_graph(analysis)
    page = environment().get_template("report.html")
    return legal(
        page.render(
            document=analysis.regulation,
            meta=analysis.regulation.metadata,
            page=page_of(analysis),
            graph=graph,
            picture=to_svg(graph),
            charts=charts(analysis),
            beside=beside(comparison, comparison_page, analysis) if comparison else None,
            dictionary={key: [word.zh, word.en] for key, word in words().items()},
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
    templates.globals.update(w=spoken, wa=spoken_attribute, both=both, say_zh=lambda key: say(key).zh)
    return templates


# --- words that the switch of language changes -----------------------------------------------------------------------


def spoken(key: str, **values: object) -> Markup:
    """Return words of the page in Chinese, as an element that knows its key."""
    if not values:
        return _plain(key)
    return Markup('<span data-w="{}" data-v="{}">{}</span>').format(key, _packed(values), say(key, **values).zh)


@cache
def _plain(key: str) -> Markup:
    return Markup('<span data-w="{}">{}</span>').format(key, words()[key].zh)


def spoken_attribute(attribute: str, key: str, **values: object) -> Markup:
    """Return an attribute in Chinese, followed by what the switch needs: `` aria-label="…" data-w-aria-label="…"``."""
    packed = Markup(' data-v="{}"').format(_packed(values)) if values else ""
    return Markup(' {0}="{1}" data-w-{0}="{2}"{3}').format(attribute, say(key, **values).zh, key, packed)


def both(said: Said) -> Markup:
    """Return words that are not in the page's file, with their English beside them."""
    return Markup('<span data-en="{}">{}</span>').format(said.en, said.zh)


def _packed(values: dict[str, object]) -> str:
    return json.dumps(
        {name: [value.zh, value.en] if isinstance(value, Said) else value for name, value in values.items()},
        ensure_ascii=False,
    )
