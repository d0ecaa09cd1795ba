"""What displaCy shows of a Doc: all of its text, Chinese labels, and nothing from a network."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear
from spacy.tokens import Doc, Span

import zhize
from zhize.labels import ACTOR_TYPE, MODALITY, TIME_TYPE
from zhize.language import render
from zhize.language.rendering import COLOURS, LABELS
from zhize.types import ActorType, Modality, TimeType

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

NLP = zhize.load()
SENTENCE = "由县长召集，县政府办公室应当在会前3个工作日及时报送材料。"
HOSTILE = "<script>alert(1)</script>&amp;\"'县长应当<b>回复</b>{bg}{0}%s。\n<!-- 第一条 -->\n"
BOXES = """() => [...document.querySelectorAll('span')]
    .filter(each => each.style.zIndex === '10')
    .map(each => each.getBoundingClientRect())
    .map(box => [box.left, box.top, box.right, box.bottom])"""


def _shown(html: str, *, labels: bool = True) -> str:
    """Return what a reader sees, without white space."""
    body = html.partition("<body")[2].partition(">")[2] or html
    if not labels:
        body = re.sub(r"<span style=\"(?:background: #\w+; z-index|visibility|font-size)[^>]*>[^<]*</span>", "", body)
    return "".join(unescape(re.sub(r"<[^>]*>", "", body)).split())


def _labels(html: str) -> list[str]:
    return re.findall(r"(?:z-index: 10|margin-left: 0\.4em)[^>]*>([^<]*)</span>", html)


@pytest.mark.parametrize("style", ["span", "ent"])
@pytest.mark.parametrize("page", [False, True], ids=["part", "page"])
def test_a_sentence(style: str, *, page: bool) -> None:
    html = render(NLP(SENTENCE), style=style, page=page)
    assert _labels(html) == ["义务", "职务", "机构", "义务", "期限", "概括时间"]
    assert _shown(html, labels=False) == SENTENCE
    assert html.startswith("<!DOCTYPE html>") is page
    assert ('<meta charset="utf-8">' in html) is page


def test_every_value_has_a_label_and_every_label_a_colour() -> None:
    assert set(LABELS) == {*ActorType, *TimeType, *Modality, "article"}
    assert set(COLOURS) == set(LABELS.values())
    assert len(LABELS) == len(ACTOR_TYPE) + len(TIME_TYPE) + len(MODALITY) + 1
    assert len(set(COLOURS.values())) == len(COLOURS)


@pytest.mark.parametrize("style", ["span", "ent"])
def test_all_of_the_seed_is_shown(style: str, seed: Path) -> None:
    doc = NLP(seed.read_bytes().decode())
    html = render(doc, style=style, page=True)
    assert _shown(html, labels=False) == "".join(doc.text.split())
    assert "<title>泗水县人民政府工作规则</title>" in html
    assert len(_labels(html)) > 800


def test_norms_lie_over_their_mentions() -> None:
    doc = NLP("县政府办公室应当及时报县长审定。")
    html = render(doc, groups=("actors", "norms"))
    assert _labels(html) == ["机构", "义务", "职务"]
    assert {int(top) for top in re.findall(r"top: (\d+)px", html)} == {40, 57}
    boxes = render(doc, groups=("actors", "norms"), style="ent")
    assert _labels(boxes) == ["机构", "义务"]  # of two that overlap the longer


@pytest.mark.parametrize("style", ["span", "ent"])
def test_a_hostile_text_is_text(style: str) -> None:
    html = render(NLP(HOSTILE), style=style, page=True)
    assert "<script" not in html
    assert "<b>" not in html
    assert "<!--" not in html
    assert _shown(html, labels=False) == "".join(HOSTILE.split())


@pytest.mark.parametrize("style", ["span", "ent"])
def test_a_group_of_your_own_keeps_its_labels(style: str) -> None:
    doc = NLP(SENTENCE)
    doc.spans["mine"] = [Span(doc, 0, 2, label="<我的>")]
    assert _labels(render(doc, groups=("mine",), style=style)) == ["&lt;我的&gt;"]


def test_spans_over_several_lines_are_marked_on_each() -> None:
    doc = NLP("第一条　县长主持会议。\n会议每月召开。\n")
    html = render(doc, groups=("articles",))
    assert _labels(html) == ["条", "条"]
    assert _shown(html, labels=False) == "".join(doc.text.split())


@pytest.mark.parametrize("text", ["", "\n", "\u3000\r\n\r\n", "县长"])
@pytest.mark.parametrize("style", ["span", "ent"])
def test_little_text(text: str, style: str) -> None:
    assert _shown(render(NLP(text), style=style, page=True), labels=False) == text.strip()


@given(
    st.lists(st.sampled_from([*"县长应当及时报告，。\n <&", "第一条", "县政府", "办公室", "3日内"]), max_size=40).map(
        "".join
    )
)
def test_nothing_is_lost(text: str) -> None:
    doc = NLP(text)
    for style in ("span", "ent"):
        assert _shown(render(doc, style=style), labels=False) == "".join(text.split())


def test_what_is_wrong_is_one_line() -> None:
    doc = NLP(SENTENCE)
    with pytest.raises(zhize.InputError) as caught:
        render(doc, groups=("duties",))
    known = "articles, actors, times, markers, norms"
    assert str(caught.value) == f"duties: the Doc has no such span group; the groups are {known}"
    with pytest.raises(zhize.InputError) as caught:
        render(doc, style="dep")
    assert str(caught.value) == "render(style='dep'): no such style; use span or ent"
    with pytest.raises(zhize.InputError) as caught:
        render(Doc(NLP.vocab, words=["县长"]))
    known = "none: run the components of zhize.load() first"
    assert str(caught.value) == f"actors: the Doc has no such span group; the groups are {known}"


@pytest.mark.parametrize("unit", ["县长应当回复，", "县长\n", "第一条　县长应当及时回复。\n"], ids=repr)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    read = cache(zhize.load(segmenter="char"))  # once a text, so that the best of three runs is of rendering alone
    assert_linear(lambda text: render(read(text), page=True), unit)


def test_a_page_in_a_browser(browser: Browser, seed: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(render(NLP(seed.read_bytes().decode()), page=True), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.title() == "泗水县人民政府工作规则"
    assert "县政府办公室" in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_no_label_hides_another(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 700, "height": 500})
    page.set_content(render(NLP(SENTENCE + "\n" + SENTENCE), page=True))
    boxes = page.evaluate(BOXES)
    assert len(boxes) == 12
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    page.close()
