"""The report of texts that would like to be programs, and of characters that no page can hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from documents import article, document, norm, span
from report_browser import norms

from zhize.analysis import Analysis
from zhize.export.pages.html import to_graph_page, to_report
from zhize.graph import duty_graph
from zhize.types import Actor, ActorType, Metadata, Problem, Regulation

if TYPE_CHECKING:
    from report_browser import Opener

HOSTILE = "<script>alert(1)</script>\"'&amp;]]></script><!--{{ 1 }}</style><img src=x onerror=alert(2)>"


def _hostile() -> Analysis:
    text = f"第一{HOSTILE}应当报告。{{{{ 7*7 }}}}"
    mention = span(text, HOSTILE)
    return Analysis(
        regulation=Regulation(
            id=HOSTILE,
            metadata=Metadata(title=HOSTILE, issuer=HOSTILE, doc_number=HOSTILE),
            articles=(article(1, text),),
            problems=(Problem(code=HOSTILE, message=HOSTILE, line=1),),
        ),
        references=(),
        actors=(
            Actor(article="1", start=mention.start, end=mention.end, text=HOSTILE, type=ActorType.ORG, body=HOSTILE),
        ),
        times=(),
        norms=(norm(text, "报告", bearers=(HOSTILE,), condition=mention, time=(mention,)),),
    )


def test_nothing_in_a_text_becomes_a_program(opened: Opener) -> None:
    analysis = _hostile()
    html = to_report(analysis)
    assert "<img" not in html
    assert html.count("</script>") == html.count("<script") == 3
    page, complaints = opened(html)
    assert page.inner_text("h1") == HOSTILE
    assert page.text_content("#art-1 .text p") == analysis.regulation.articles[0].text
    page.select_option("#body", HOSTILE)
    assert norms(page) == ["1.1"]
    page.locator("g.body").click()
    assert complaints == []


def test_nothing_in_a_graph_becomes_a_program(opened: Opener) -> None:
    page, complaints = opened(to_graph_page(duty_graph(_hostile())))
    page.locator("g.body").click()
    assert page.inner_text("h1") == HOSTILE
    assert complaints == []


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\ud800", "\r", "\u2028"])
def test_characters_that_html_cannot_hold(opened: Opener, odd: str) -> None:
    text = f"县政府{odd}应当报告。"
    analysis = replace(
        document(),
        regulation=replace(document().regulation, articles=(article(1, text),)),
        norms=(),
        actors=(),
        times=(),
    )
    page, complaints = opened(to_report(analysis))
    assert "应当报告" in (page.text_content("#art-1 .text") or "")
    assert complaints == []
