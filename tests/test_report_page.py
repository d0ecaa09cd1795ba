"""The report and the graph page, in a real browser without a network: what a reader sees, clicks and prints."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from documents import MEETING, document, empty
from hypothesis import given
from hypothesis import strategies as st
from report_browser import PHONE, TABLET, WIDE, count, norms, shown

from zhize.analysis import analyze
from zhize.export.pages.html import to_graph_page, to_report
from zhize.export.pages.report import page_of
from zhize.graph import duty_graph
from zhize.types import Actor, ActorType, Reference

if TYPE_CHECKING:
    from pathlib import Path

    from report_browser import Opener


@pytest.fixture(scope="module")
def seed_report(seed: Path) -> str:
    return to_report(analyze(seed))


# --- without a browser -----------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Collects what would make a page ask for something, and its ids and inner links."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.ids.append(said["id"] or "")
        if tag == "a":
            self.links.append(said.get("href") or "")
        if "src" in said or tag in {"link", "iframe", "object", "base"}:
            self.outside.append(self.get_starttag_text() or "")


def test_the_page_of_the_seed_is_whole_and_small(seed_report: str) -> None:
    reader = _Reader()
    reader.feed(seed_report)
    assert len(seed_report.encode()) <= 2_000_000
    assert reader.outside == []
    assert len(set(reader.ids)) == len(reader.ids)
    assert [link for link in reader.links if link[:1] != "#" or link[1:].split("?")[0] not in reader.ids] == []


def test_the_same_analysis_gives_the_same_page() -> None:
    assert to_report(document()) == to_report(document())
    assert "生成于 2024年3月1日" in to_report(document(), generated="2024年3月1日")
    assert 'data-w="made_on"' not in to_report(document())


@given(st.lists(st.tuples(st.integers(0, len(MEETING)), st.integers(1, 40)), max_size=30))
def test_pieces_are_the_text_however_marks_overlap(places: list[tuple[int, int]]) -> None:
    mentions = tuple(
        Actor(article="1", start=start, end=start + length, text="", type=ActorType.ORG, body="")
        for start, length in places
        if start + length <= len(MEETING)
    )
    [chapter] = page_of(replace(document(), actors=mentions)).chapters
    lines = ("".join(piece.text for piece in line.pieces) for line in chapter.entries[0].lines)
    assert "\n".join(lines) == MEETING


# --- what a reader sees ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, TABLET, PHONE])
def test_the_seed_opens_at_any_width_and_asks_for_nothing(opened: Opener, seed_report: str, width: int) -> None:
    page, complaints = opened(seed_report, width=width, dark=width == TABLET)
    assert page.title() == "泗水县人民政府工作规则 · 职责报告"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    before = page.text_content("#shown") or ""
    if width < WIDE:
        page.click("#open-filters")
    page.fill("#query", "县政府办公室")
    assert before.startswith("显示 93/93 条")
    assert page.text_content("#shown") != before
    assert complaints == []


def test_no_character_of_the_seed_is_lost(opened: Opener, seed: Path, seed_report: str) -> None:
    page, complaints = opened(seed_report, scripts=False)
    shown = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('article')].map((article) => ["
        "article.id, [...article.querySelectorAll('.text p')].map((line) => line.textContent).join('\\n')]))"
    )
    articles = analyze(seed).regulation.articles
    assert shown == {f"art-{article.id}": article.text for article in articles}
    assert complaints == []


def test_head_counts_and_problems(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    assert page.inner_text("h1") == "某县人民政府工作规则"
    assert "发文字号\n未写明" in page.inner_text(".facts") or "发文字号未写明" in page.inner_text(".facts")
    counts = dict(
        zip(page.locator(".counts dt").all_inner_texts(), page.locator(".counts dd").all_inner_texts(), strict=True)
    )
    assert counts == {
        "条文": "2",
        "义务": "3",
        "禁止": "1",
        "许可": "0",
        "界定": "0",
        "有时限": "2",
        "承担主体": "4",
        "职责关系": "3",
        "请复核": "1",
    }
    assert page.inner_text(".problems li").split() == ["编号不连续", "原文第9行", "条号不连续。"]
    assert complaints == []


def test_a_duty_says_everything_about_itself(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    assert page.inner_text("#norm-1\\.1").split() == [
        *("义务", "主办部门", "应", "报县政府办公室审核"),
        *("相对方", "经县政府办公室审核"),
        *("例外", "紧急事项除外"),
        *("时限", "会前5个工作日"),
        *("硬性", "第一条第一款"),
    ]
    guessed = page.text_content("#norm-2\\.1") or ""
    assert "推定" in guessed
    assert "请复核" in guessed
    assert complaints == []


def test_marks_in_the_text_have_a_form_and_a_meaning(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    assert page.get_attribute("#art-1 .time >> nth=0", "title") == "时间（期限）：至少提前5个工作日"
    assert page.inner_text("#art-1 .marker.prohibition") == "不得"
    assert page.inner_text("#art-1 .condition") == "逾期未报的"
    assert page.text_content("#art-2 .actor.role") == "县长"
    lines = page.eval_on_selector_all(
        ".tools .legend .actor", "spans => spans.map(span => getComputedStyle(span).textDecorationStyle)"
    )
    assert len(set(lines)) == 4
    assert complaints == []


def test_an_article_and_its_paragraphs_have_links(opened: Opener) -> None:
    page, complaints = opened(to_report(document()), anchor="#art-1-p2")
    assert page.evaluate("document.querySelector(':target').textContent") == "县政府办公室有下列职责："
    page.click("#norm-2\\.1 .basis a")
    assert page.evaluate("location.hash") == "#art-2-p1"
    assert complaints == []


def test_a_citation_leads_to_its_article(opened: Opener) -> None:
    analysis = replace(
        document(),
        references=(
            Reference(article="1", start=0, end=2, title=None, target_article=2),
            Reference(article="2", start=0, end=2, title="别的规则", target_article=1),
        ),
    )
    page, complaints = opened(to_report(analysis))
    assert page.eval_on_selector_all("a.citation", "links => links.map(link => link.hash)") == ["#art-2"]
    assert complaints == []


# --- filters and search ----------------------------------------------------------------------------------------------


def test_filters_narrow_and_say_how_many(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    assert count(page) == "显示 2/2 条，4/4 项"
    page.select_option("#body", "县政府办公室")
    assert (norms(page), count(page)) == (["1.2", "1.3"], "显示 1/2 条，2/4 项")
    page.uncheck('input[value="obligation"]')
    assert norms(page) == ["1.3"]
    page.select_option("#role", "either")
    page.check('input[value="obligation"]')
    assert norms(page) == ["1.1", "1.2", "1.3"]
    page.check("#timed")
    assert norms(page) == ["1.1", "1.2"]
    page.click("#clear")
    assert (count(page), page.is_disabled("#clear")) == ("显示 2/2 条，4/4 项", True)
    assert complaints == []


def test_search_looks_into_text_and_duties(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.fill("#query", "逾期 未报")
    assert shown(page, "article") == ["art-1"]
    page.fill("#query", "推定")
    assert (shown(page, "article"), norms(page)) == (["art-2"], ["2.1"])
    page.fill("#query", "查无此事")
    assert page.is_visible(".nothing")
    page.click("[data-reset]")
    assert len(shown(page, "article")) == 2
    assert complaints == []


def test_found_words_are_marked_across_the_marks_of_the_text(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.fill("#query", "于会前5个工作日报县政府办公室")
    found = page.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString())")
    assert found == ["于会前5个工作日报县政府办公室"]
    assert complaints == []


def test_a_link_to_what_is_hidden_clears_the_filter(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.fill("#query", "主办部门")
    assert shown(page, "article") == ["art-1"]
    page.click(".contents a[href='#art-2']")
    page.wait_for_timeout(50)
    assert shown(page, "article") == ["art-1", "art-2"]
    assert page.input_value("#query") == ""
    assert complaints == []


def test_a_body_of_the_picture_filters_and_frees_again(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.click('g.body[data-body="主办部门"]')
    assert (norms(page), page.input_value("#body")) == (["1.1"], "主办部门")
    assert page.get_attribute('g.body[data-body="主办部门"]', "aria-pressed") == "true"
    page.focus('g.body[data-body="市政府"]')
    page.keyboard.press("Enter")
    assert (norms(page), page.input_value("#role")) == (["2.1"], "other")
    page.keyboard.press("Space")
    assert len(norms(page)) == 4
    assert complaints == []


def test_a_bar_of_the_overview_filters(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.click('.shares [data-pick="县政府办公室"]')
    assert norms(page) == ["1.2", "1.3"]
    assert complaints == []


def test_contents_search_and_fold(opened: Opener, seed_report: str) -> None:
    page, complaints = opened(seed_report)
    page.fill("#find-article", "县长召集")
    assert page.locator(".contents nav li:visible").all_inner_texts()[0].startswith("七、 县长召集和主持")
    page.fill("#find-article", "")
    page.click('[data-fold="close"]')
    assert page.locator(".contents nav li:visible").count() == 0
    page.click('[data-fold="open"]')
    assert page.locator(".contents nav li:visible").count() == 93
    assert complaints == []


def test_the_keyboard_reaches_search_and_a_duty_lights_its_words(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.hover("#norm-1\\.1 .act")
    assert "".join(page.locator(".text .lit").all_inner_texts()) == "报县政府办公室审核"
    assert complaints == []


def test_every_control_has_a_name(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    nameless = page.evaluate(
        "[...document.querySelectorAll('input, select, button, a, [role=button]')].filter((node) =>"
        " !(node.labels && node.labels.length) && !node.textContent.trim() && !node.getAttribute('aria-label'))"
        ".map((node) => node.outerHTML)"
    )
    assert nameless == []
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert complaints == []


def test_the_page_prints_everything_but_its_controls(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    page.emulate_media(media="print")
    assert not page.is_visible(".contents")
    assert not page.is_visible("#query")
    assert page.is_visible("#norm-1\\.1")
    assert page.is_visible("svg.duties")
    assert page.pdf()[:5] == b"%PDF-"
    assert complaints == []


def test_a_phone_begins_with_the_text_and_finds_the_contents(opened: Opener) -> None:
    page, complaints = opened(to_report(document()), width=PHONE)
    assert not page.is_visible("#find-article")
    page.click("#open-contents")
    assert page.is_visible("#find-article")
    page.click('.contents a[href="#art-2"]')
    page.wait_for_timeout(250)
    assert not page.is_visible("#find-article")
    assert page.evaluate("location.hash") == "#art-2"
    assert complaints == []


def test_a_text_without_norms_or_numbers(opened: Opener) -> None:
    page, complaints = opened(to_report(empty()))
    assert page.inner_text("#art-0 h4") == "正文"
    assert count(page) == "显示 1/1 条，0/0 项"
    assert not page.is_visible("#graph")
    assert complaints == []


# --- the graph alone -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_graph_page_filters_its_table(opened: Opener, width: int) -> None:
    page, complaints = opened(to_graph_page(duty_graph(document())), width=width)
    assert page.title() == "某县人民政府工作规则 · 职责关系图"
    assert page.locator("tbody tr:visible").count() == 3
    page.click('g.body[data-body="主办部门"]')
    assert page.locator("tbody tr:visible").all_inner_texts() == [
        "主办部门\t送审\t县政府办公室\t义务\t应 报县政府办公室审核\t会前5个工作日\t第一条第一款"
    ]
    assert count(page) == "主办部门：1/3 项"
    page.click("#clear")
    assert page.locator("tbody tr:visible").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
