"""The page of a comparison, in a real browser without a network: what is said first, filters, links, print, picture."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from zhize.comparison import ChangeKind, Comparison, Ground, PairType, Reason, compare
from zhize.export.comparisons.alignment_picture import to_svg
from zhize.export.comparisons.html import to_html
from zhize.export.comparisons.rows import kind_names, rows, side_names, type_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

COUNTY = """\
泗水县人民政府工作规则
第一章　总则
第一条　执政为民，依法行政，实事求是，清正廉洁。
第二条　县政府办公室主任协助县长处理县政府日常工作。
第二章　会议制度
第三条　议题材料由主办部门起草，应当于会前5个工作日报县政府办公室审核。
第四条　县政府全体会议由县长召集，每半年召开一次。会议纪要由县政府办公室印发，并抄送县政协办公室。
第五条　各部门可以将未公开的会议材料提供给企业。
第六条　领导干部每季度到联系点走访群众，走访情况填写台账。
第七条　县政府印章由专人保管，用印须经分管副县长批准并逐次登记。
"""
CITY = """\
示例市人民政府工作规则
第一章　总则
第一条　市政府印章由专人保管，用印须经分管副市长批准并逐次登记。
第二条　执政为民，依法行政，实事求是，清正廉洁。
第三条　市政府秘书长协助市长处理市政府日常工作。
第二章　会议与档案
第四条　议题材料由主办部门起草，应当于会前10个工作日报市政府办公室审核。
第五条　市政府全体会议由市长召集，每半年召开一次。
第六条　会议纪要由市政府办公室印发，并抄送市政协办公室。
第七条　各部门不得将未公开的会议材料提供给企业。
第八条　市档案馆应当于每年三月底前接收上年度办结的文书档案。
"""
OLD = """\
甲县人民政府会议办法
（2012年3月1日甲县人民政府第3次常务会议通过）
第一条　会务由县政府办公室承办，可以委托机关事务中心办理。
第二条　参会人员应当于会前十日内确认名单。
第三条　外地来宾的车辆由接待科登记。
"""
NEW = """\
甲县人民政府会议办法
（2020年3月1日甲县人民政府第9次常务会议通过）
第一条　会务由县政府办公室承办，应当委托机关事务中心办理。
第二条　参会人员应当于会前十日内确认名单。
第三条　会场内禁止吸烟，工作人员应当劝阻。
"""

LOWER = """\
示例县市容管理办法
第一条　县城管局每年五月公布绿化养护名单。
第二条　沿街商铺应当每日清扫门前地面。商铺不得占道经营。违反规定的，由县城管局处五百元罚款。
"""
UPPER = """\
示例市市容管理办法
第一条　市气象局应当发布高温预警信号。
"""


@pytest.fixture(scope="module")
def levels() -> Comparison:
    return compare(COUNTY, CITY)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page from the disk, the network cut off; at the end it must neither have complained nor asked."""
    complaints: list[str] = []
    file = tmp_path / "page.html"

    def open_page(html: str, *, anchor: str = "", width: int = 1280, dark: bool = False) -> Page:
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900}, offline=True, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(5000)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if file.as_uri() not in asked.url else None)
        page.goto(file.as_uri() + anchor)
        return page

    yield open_page
    for context in browser.contexts:
        context.close()
    assert complaints == []


def _shown(page: Page) -> list[int]:
    rows = page.query_selector_all(".pairs tbody tr")
    return [int((row.get_attribute("id") or "").removeprefix("pair-")) for row in rows if row.is_visible()]


def _row(comparison: Comparison, kind: PairType) -> int:
    return next(number for number, pair in enumerate(comparison.pairs, 1) if pair.type is kind)


# --- what is said first ----------------------------------------------------------------------------------------------


def test_the_head_says_which_text_is_held_against_which(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    assert page.locator(".side").all_inner_texts() == ["左 · 本级文本", "右 · 上级文本"]
    assert page.locator(".pairs th").all_inner_texts()[:2] == [
        "本级文本：泗水县人民政府工作规则",
        "上级文本：示例市人民政府工作规则",
    ]
    assert "供人工判断，非法律意见" in page.inner_text("#asked .caution")


def test_the_first_answers_lead_to_their_lists(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    answers = {text.split("\n")[-1]: text.split("\n")[0] for text in page.locator(".answers li").all_inner_texts()}
    assert answers == {"可能抵触": "1", "宽于上级": "1", "严于上级": "0", "上有、本级无": "1", "本级有、上无": "1"}
    page.evaluate("for (const list of document.querySelectorAll('.list')) list.open = false")
    page.click(".answers .lacking a")
    page.wait_for_selector("#finding-lacking .group", state="visible")
    assert not page.is_visible("#finding-without_basis .group")
    assert "市档案馆" in page.inner_text("#finding-lacking .group")
    page.click("#finding-lacking .group a")
    assert page.evaluate("location.hash") == f"#pair-{_row(levels, PairType.ADDED)}"


def test_a_list_shows_what_a_review_asks_and_what_stands_along(opened: Callable[..., Page]) -> None:
    page = opened(to_html(compare(LOWER, UPPER)))
    assert page.inner_text(".answers .without_basis small") == "（共4条规范）"
    groups = page.locator("#finding-without_basis .group")
    assert groups.locator("h3").all_inner_texts() == ["第二条", "第一条"]
    assert groups.first.locator(".asks").all_inner_texts() == ["增设处罚"]
    norms = [" ".join(text.split()) for text in groups.first.locator(".along li").all_inner_texts()]
    assert norms == [
        "单位、个人 禁止 占道经营（原文：商铺不得占道经营。）",
        "县城管局 义务 处五百元罚款（条件：违反规定的）",
    ]
    assert "本级文本中与上级文本逐字相同的文字" in page.inner_text("#types")


def test_a_pair_carries_its_findings_and_reasons(opened: Callable[..., Page], levels: Comparison) -> None:
    pairs = list(levels.pairs)
    number = next(at for at, pair in enumerate(pairs) if pair.left == ("3",))
    reason = Reason(ground=Ground.CHAPTER, weight=1.0, said="会议")
    pairs[number] = replace(pairs[number], reasons=(reason,))
    page = opened(to_html(replace(levels, pairs=tuple(pairs))))
    row = page.locator(f"#pair-{number + 1}")
    # How far ahead the county's own office has its papers is its own affair, no conflict.
    assert row.locator(".flag").all_text_contents() == ["宽于上级"]
    assert "时限：上级“会前10个工作日”，本级“会前5个工作日”，提前量缩短（本级自身程序）" in (row.text_content() or "")
    assert not row.locator(".why li").is_visible()
    row.locator(".why summary").click()
    assert row.locator(".why li").all_inner_texts() == ["同名章节：会议"]
    assert "同名章节：会议" in page.locator(f'.alignment a[href="#pair-{number + 1}"] title').inner_html()


# --- the marks -------------------------------------------------------------------------------------------------------


def test_what_only_follows_the_level_is_marked_apart(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    adapted = page.locator(f"#pair-{_row(levels, PairType.ADAPTED)}")
    assert adapted.locator("mark").count() == 0
    assert adapted.locator("td >> nth=0 >> u").first.text_content() == "县政府办公室主任"
    assert adapted.locator("td >> nth=1 >> u").first.text_content() == "市政府秘书长"
    changed = page.locator("#pair-3")
    assert changed.locator("mark").all_text_contents() == ["5", "10"]
    assert page.locator(".pairs del, .pairs ins").count() == 0


@pytest.mark.parametrize(("left", "right", "gone"), [(OLD, NEW, 0), (NEW, OLD, 1)])
def test_versions_strike_out_the_old_whichever_side_it_is_on(
    opened: Callable[..., Page], left: str, right: str, gone: int
) -> None:
    comparison = compare(left, right)
    page = opened(to_html(comparison))
    assert page.locator(".side b").all_inner_texts() == ["原文本", "新文本"][:: -1 if gone else 1]
    cells = page.locator("#pair-1 td")
    assert cells.nth(gone).locator("del").all_inner_texts() == ["可以"]
    assert cells.nth(1 - gone).locator("ins").all_inner_texts() == ["应当"]
    assert "模态：“可以”改为“应当”，加强" in page.inner_text("#pair-1")
    names = {row.left[0].place if row.left else "": row.number for row in rows(comparison)}
    old_only = f"#pair-{names['第三条' if not gone else '']}"
    assert page.locator(f"{old_only} .badge").inner_text().split()[-1] == "删除"


def test_the_marks_have_a_form_besides_their_colour(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    lines = page.eval_on_selector_all(
        ".legend mark", "marks => marks.map((mark) => getComputedStyle(mark).borderBottomStyle)"
    )
    assert lines == ["dashed", "solid"]
    patterns = page.eval_on_selector_all(".key i", "marks => marks.map((mark) => getComputedStyle(mark).background)")
    assert len(set(patterns)) == len(patterns) == 7


# --- filters, search and the keyboard --------------------------------------------------------------------------------


def test_only_what_is_of_substance(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    assert page.inner_text("#shown") == "显示 8/8 组"
    page.check("#substantive")
    kept = [levels.pairs[number - 1].type for number in _shown(page)]
    assert kept == [PairType.MODIFIED, PairType.MODIFIED, PairType.ADDED, PairType.DELETED]
    assert page.inner_text("#shown") == "显示 4/8 组"
    page.click("#clear")
    assert len(_shown(page)) == 8
    assert page.is_disabled("#clear")


def test_filters_narrow_together(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    page.select_option("#chapter", label="会议制度（5）")
    assert [levels.pairs[number - 1].left for number in _shown(page)] == [("3",), ("4",), ("5",), ("6",), ("7",)]
    page.select_option("#kind", "deadline")
    assert _shown(page) == [3]
    page.select_option("#kind", "")
    page.select_option("#flag", "possible_conflict")
    assert _shown(page) == [5]
    page.uncheck('input[value="modified"]')
    assert page.is_visible(".nothing")
    page.click("[data-reset]")
    assert len(_shown(page)) == 8


def test_a_type_of_the_overview_shows_its_pairs_and_frees_again(
    opened: Callable[..., Page], levels: Comparison
) -> None:
    page = opened(to_html(levels))
    page.click('.key [data-only="split"]')
    assert _shown(page) == [_row(levels, PairType.SPLIT)]
    assert page.get_attribute('.key [data-only="split"]', "aria-pressed") == "true"
    page.click('.key [data-only="split"]')
    assert len(_shown(page)) == 8
    page.click('#finding-possible_conflict [data-flag="possible_conflict"]')
    assert _shown(page) == [5]


def test_search_finds_texts_and_findings_and_marks_them(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("会前5个工作日报")
    assert _shown(page) == [3]
    assert page.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString())") == ["会前5个工作日报"]
    page.fill("#query", "查无此事")
    assert page.inner_text("#shown") == "显示 0/8 组"


def test_a_link_to_a_hidden_pair_shows_it(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    page.fill("#query", "台账")
    assert _shown(page) == [_row(levels, PairType.DELETED)]
    page.focus('.alignment a[href="#pair-1"]')
    page.keyboard.press("Enter")
    expect(page.locator("#shown")).to_have_text("显示 8/8 组")
    assert page.evaluate("document.querySelector(':target').id") == "pair-1"


def test_every_link_has_its_place_and_every_control_its_name(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    lost = page.evaluate(
        "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))"
        ".filter((href) => !href.startsWith('#') || !document.getElementById(href.slice(1)))"
    )
    nameless = page.evaluate(
        "[...document.querySelectorAll('input, select, button, a')].filter((node) =>"
        " !(node.labels && node.labels.length) && !node.textContent.trim()).map((node) => node.outerHTML)"
    )
    assert (lost, nameless) == ([], [])


# --- screens and paper -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (768, True), (390, False)])
def test_the_page_fits_any_screen(opened: Callable[..., Page], levels: Comparison, width: int, *, dark: bool) -> None:
    page = opened(to_html(levels), width=width, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    left, right = page.locator("#pair-3 td >> nth=0").bounding_box(), page.locator("#pair-3 td >> nth=1").bounding_box()
    assert left
    assert right
    beside = left["x"] + left["width"] <= right["x"] + 1
    assert beside if width > 600 else left["y"] + left["height"] <= right["y"] + 1


def test_paper_shows_the_lists_but_no_controls(opened: Callable[..., Page], levels: Comparison) -> None:
    page = opened(to_html(levels))
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = false")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible("#finding-lacking .group")
    assert page.is_visible("svg.alignment")
    assert not page.is_visible("#query")
    assert page.evaluate("getComputedStyle(document.querySelector('.pairs thead')).display") == "table-header-group"
    assert page.pdf(prefer_css_page_size=True)[:5] == b"%PDF-"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_the_role_map_says_what_is_functional(opened: Callable[..., Page]) -> None:
    comparison = compare(COUNTY, CITY, lines=[("主办部门", "主办单位"), ("联系点", "档案馆")])
    page = opened(to_html(comparison))
    lines = [text.split("\t") for text in page.locator(".roles tbody tr").all_inner_texts()]
    notes = {line[0]: line[-1] for line in lines}
    assert notes["县政府办公室主任"] == "职能对应（非法定同职）"
    assert notes["联系点"] == "使用者指定"
    assert notes["县长"] == ""


# --- the picture -----------------------------------------------------------------------------------------------------


def test_the_picture_has_a_line_a_pair(levels: Comparison) -> None:
    svg = to_svg(levels, lambda _: "")
    assert sorted(map(int, re.findall(r'href="#pair-(\d+)"', svg))) == list(range(1, 9))
    titles = re.findall(r"<title>([^<]*)</title>", svg)
    assert "第三条 ↔ 第四条：有差异，相似度0.92" in titles
    assert "第四条 ↔ 第五条、第六条：左一右多，相似度0.91" in titles
    assert "第八条：仅上级有" in titles
    assert any(title.endswith("次序移动") for title in titles)
    assert svg.count('class="dot"') == 2  # of the pair that moved, and of the legend
    assert 'stroke-dasharray="9 3 2 3"' in svg
    assert ">会议与档案<" in svg


def test_a_long_text_is_drawn_in_ribbons() -> None:
    articles = [f"第{number}号事项由第{number * 7}科室办理，于{number}日内归档。" for number in range(1, 401)]
    left = "\n".join(("某县规则", *(f"第{number}条　{text}" for number, text in enumerate(articles, 1))))
    right = left.replace("第200号事项由", "第200号事项可以由")
    comparison = compare(left, right)
    svg = to_svg(comparison, lambda _: "")
    assert len(comparison.pairs) == 400
    assert len(svg.encode()) < 20_000
    assert "第一条至第一百九十九条 ↔ 第一条至第一百九十九条：相同，199条" in svg
    assert 'href="#pair-200"' in svg


def test_words_of_a_text_stay_words_in_the_picture() -> None:
    hostile = "<script>alert(1)</script>&\"'"
    text = f"某县规则\n第一章　{hostile}\n第一条　甲应当公开。\n第二条　乙应当报告。"
    svg = to_svg(compare(text, text.replace("公开", "保密")), lambda _: hostile)
    assert "<script" not in svg


# --- what the types are called ---------------------------------------------------------------------------------------


def test_nothing_is_added_between_levels(levels: Comparison) -> None:
    names = type_names(levels.stance)
    assert (names[PairType.ADDED], names[PairType.DELETED]) == ("仅上级有", "仅本级有")
    assert side_names(levels.stance) == ("本级文本", "上级文本")
    assert {"仅本级有的规范", "仅上级有的规范"} <= set(kind_names(levels.stance).values())


def test_of_texts_of_one_level_each_has_its_side() -> None:
    peers = compare(COUNTY, COUNTY.replace("泗水县", "邹平县")).stance
    names = type_names(peers)
    assert (names[PairType.ADDED], names[PairType.DELETED]) == ("仅右有", "仅左有")
    assert side_names(peers) == ("左文", "右文")


def test_the_older_text_may_stand_on_the_right() -> None:
    forth, back = compare(OLD, NEW).stance, compare(NEW, OLD).stance
    for there, here in ((PairType.ADDED, PairType.DELETED), (PairType.SPLIT, PairType.MERGED)):
        assert type_names(back)[there] == type_names(forth)[here]
    assert kind_names(back)[ChangeKind.NORM_ADDED] == kind_names(forth)[ChangeKind.NORM_REMOVED] == "删去规范"
