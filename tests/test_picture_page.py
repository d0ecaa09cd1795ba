"""The picture in a real browser: names in their boxes, lines that speak, bodies that filter, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from documents import document, empty

from zhize.analysis import analyze
from zhize.export.graphs.picture import to_svg
from zhize.export.pages.html import to_graph_page
from zhize.graph import duty_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

LONG = """\
示例县档案工作办法
第一条　县人民政府各部门和各镇人民政府街道办事处档案管理机构负责人应当每年向县人民政府档案行政管理部门报告工作。
第二条　县档案局应当定期向县政府报告档案工作情况，并通报县政府办公室、县财政局、县司法局、县审计局。
第三条　县政府办公室应当协助县档案局检查各部门的档案。
第四条　县财政局、县司法局拟订档案经费办法，应当报县政府批准。
"""
MEASURE = """() => {
  const found = { outside: [], over: [], texts: 0 };
  const box = (each) => each.getBoundingClientRect();
  const apart = (a, b) => a.right <= b.left + .5 || a.bottom <= b.top + .5;
  const meet = (a, b) => !apart(a, b) && !apart(b, a);
  for (const body of document.querySelectorAll("g.body")) {
    const rect = box(body.querySelector(".box"));
    for (const text of body.querySelectorAll("text")) {
      const words = box(text);
      if (words.left < rect.left + 1 || words.right > rect.right - 1) found.outside.push(text.textContent);
    }
  }
  // The height of a line of text is more than that of its characters: what is drawn is its middle.
  const texts = Array.from(document.querySelectorAll("svg.duties text")).map((text) => {
    const words = box(text);
    const air = text.querySelectorAll("tspan").length > 1 ? 3 : words.height * .18;
    return { left: words.left, right: words.right, top: words.top + air, bottom: words.bottom - air, text };
  });
  found.texts = texts.length;
  texts.forEach((one, index) => texts.slice(index + 1).forEach((other) => {
    if (meet(one, other)) found.over.push(one.text.textContent + " / " + other.text.textContent);
  }));
  return found;
}"""
MIDDLE = """async (start) => {
  const named = (tie) => tie.getAttribute("aria-label").startsWith(start);
  const tie = Array.from(document.querySelectorAll("g.tie")).find(named);
  tie.scrollIntoView({ block: "center" });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const path = tie.querySelector("path");
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
  return [x, y];
}"""


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    complaints: list[str] = []

    def open_page(html: str, *, dark: bool = False) -> Page:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, offline=True, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url == file.as_uri() else complaints.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def seed_page(seed: Path) -> str:
    return to_graph_page(duty_graph(analyze(seed)))


def _point_at(page: Page, start: str) -> None:
    page.mouse.move(*page.evaluate(MIDDLE, start))


def _tip(page: Page) -> list[str]:
    return [paragraph.inner_text() for paragraph in page.query_selector_all(".tip:not([hidden]) p")]


def _alight(page: Page, kind: str) -> set[str]:
    named: Any = page.eval_on_selector_all("g.body." + kind, "all => all.map((each) => each.dataset.body)")
    return set(named)


def test_names_of_the_seed_stay_in_their_boxes_and_off_each_other(opened: Callable[..., Page], seed_page: str) -> None:
    found = opened(seed_page).evaluate(MEASURE)
    assert found["texts"] > 150
    assert (found["outside"], found["over"]) == ([], [])


@pytest.mark.parametrize("made", [LONG, LONG[:60]], ids=["long names", "hardly a graph"])
def test_names_of_another_text_stay_in_their_boxes(opened: Callable[..., Page], made: str) -> None:
    found = opened(to_graph_page(duty_graph(analyze(made)))).evaluate(MEASURE)
    assert (found["outside"], found["over"]) == ([], [])


def test_a_large_law_keeps_its_names_apart(opened: Callable[..., Page], shared: Path) -> None:
    [law] = (shared / "laws").glob("*/未成年人保护法(2020-10-17).txt")
    found = opened(to_graph_page(duty_graph(analyze(law)))).evaluate(MEASURE)
    assert found["texts"] > 200
    assert (found["outside"], found["over"]) == ([], [])


def test_a_picture_without_bodies_opens(opened: Callable[..., Page]) -> None:
    page = opened(to_graph_page(duty_graph(empty())))
    assert page.is_visible("svg.duties")


def test_a_line_says_its_duties_with_their_articles_and_words(opened: Callable[..., Page]) -> None:
    page = opened(to_graph_page(duty_graph(document())))
    _point_at(page, "县长 —报告→ 市政府")
    assert _tip(page) == ["县长 —报告→ 市政府：1项", "第二条 向市政府报告"]
    assert _alight(page, "aglow") == {"县长", "市政府"}
    page.mouse.move(5, 5)
    assert _tip(page) == []
    assert _alight(page, "aglow") == set()


def test_a_tooltip_is_short_and_stays_on_the_screen(opened: Callable[..., Page], seed_page: str) -> None:
    page = opened(seed_page)
    starts = page.eval_on_selector_all("g.tie", "all => all.map((each) => each.getAttribute('aria-label'))")
    for start in starts[::24]:
        _point_at(page, start)
        told = _tip(page)
        assert 2 <= len(told) <= 14
        box = page.locator(".tip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= 1280
        assert box["y"] + box["height"] <= 900


def test_a_body_lights_its_lines_and_what_belongs_to_it(opened: Callable[..., Page]) -> None:
    page = opened(to_graph_page(duty_graph(document())))
    page.hover('g.body[data-body="县政府办公室"]')
    assert _alight(page, "aglow") == {"县政府办公室", "主办部门", "县政府"}
    assert _tip(page) == ["县政府办公室（类型未写明），属县政府：承担规范2项"]


def test_a_click_on_a_body_filters_the_duties(opened: Callable[..., Page]) -> None:
    page = opened(to_graph_page(duty_graph(document())))
    page.click('g.body[data-body="主办部门"]')
    assert page.inner_text("#shown") == "主办部门：1/3 项"
    assert page.get_attribute('g.body[data-body="主办部门"]', "aria-pressed") == "true"
    page.click('g.body[data-body="主办部门"]')
    assert page.inner_text("#shown") == "共 3 项"


def test_the_keyboard_reaches_every_body_and_line(opened: Callable[..., Page]) -> None:
    page = opened(to_graph_page(duty_graph(document())))
    held = "document.activeElement.dataset.body || document.activeElement.getAttribute('aria-label')"
    page.focus("figure.picture")
    page.keyboard.press("Tab")
    lines = set()
    for _ in range(len(page.query_selector_all("g.tie"))):
        lines.add(page.evaluate(held).split("\n")[0])
        assert _tip(page)[0] in lines
        page.keyboard.press("ArrowRight")
    assert lines == {
        "县政府 —报告→ 市政府：1项",
        "县长 —报告→ 市政府：1项",
        "主办部门 —送审→ 县政府办公室：1项",
    }
    page.keyboard.press("Tab")
    bodies = set()
    for _ in range(len(page.query_selector_all("g.body"))):
        bodies.add(page.evaluate(held))
        page.keyboard.press("ArrowRight")
    assert bodies == {"市政府", "县政府", "县长", "县政府办公室", "主办部门"}
    page.focus('g.body[data-body="县政府"]')
    page.keyboard.press("ArrowUp")
    assert page.evaluate(held) == "市政府"
    page.keyboard.press("Enter")
    assert page.inner_text("#shown") == "市政府：2/3 项"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.inner_text("#shown") == "共 3 项"


def test_the_page_is_dark_where_the_reader_wants_it(opened: Callable[..., Page]) -> None:
    html = to_graph_page(duty_graph(document()))
    colour = "each => getComputedStyle(each).fill"
    page = opened(html, dark=True)
    assert page.eval_on_selector("g.body .box", colour) == "rgb(38, 45, 53)"
    page.emulate_media(media="print")
    assert page.eval_on_selector("g.body .box", colour) == "rgb(255, 255, 255)", "paper is white"


def test_the_picture_alone_is_a_file_on_white(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "duties.svg"
    file.write_text(to_svg(duty_graph(document())), encoding="utf-8")
    page = browser.new_page(color_scheme="dark")
    page.goto(file.as_uri())
    assert page.eval_on_selector("rect.sheet", "each => getComputedStyle(each).fill") == "rgb(255, 255, 255)"
    assert page.eval_on_selector_all("g.tie title", "all => all.length") == 3
    page.close()
