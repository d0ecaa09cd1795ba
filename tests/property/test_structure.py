"""Laws that `parse` and `find_references` keep on any text."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pace import assert_linear

import zhize
import zhize.structure
from zhize.akn import from_akn, to_akn
from zhize.export.terminal.diagnostics import to_lines
from zhize.export.terminal.outline import to_outline
from zhize.structure.lines import EDGES
from zhize.structure.references import find_references
from zhize.structure.resolution import references_of
from zhize.tagging.clauses import sentences
from zhize.types import LeafKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.types import Item, Paragraph, Point

FRAGMENTS = [
    *("第一条", "第二条", "第三条", "第二条之一", "第十条", "第 四 条", "第5条", "第三十－条"),
    *("一、", "二、", "三、", "十、", "（一）", "（二）", "(三)", "1.", "2．", "①"),
    *("第一编", "第一分编", "第一章", "第二章", "第一节", "总则", "附　则", "目录", "附件：", "附件1"),
    *("某县人民政府", "关于印发《某县规则》的通知", "某政发〔2022〕9号", "某县规则"),
    *("2022年4月20日", "（此件公开发布）", "抄送：甲"),
    *("县长应当回复", "依照第三条", "的规定", "以及", "《甲办法》", "前款", "第二款第（一）项"),
    *("。", "，", "；", "：", "、", "“", "”", "）", "|", "|甲|乙|"),
    *(
        "将第二条修改为：“",
        "某县办法",
        "（以下简称县政府）",
        "本条例所称甲，是指",
        "县政府及各部门要严格遵守宪法和法律坚持依法",
    ),
    *("\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\x1c"),
    *(" ", "\u3000", "\t", "\u200b", "\ufeff", "\xa0", "\U0001f600"),
]
TEXTS = st.one_of(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join), st.text(max_size=80))


def parse(text: str) -> zhize.Regulation:
    return zhize.parse(zhize.Source(text=text, name="-", encoding="str"))


@given(TEXTS)
@example("某县工作办法\n目录\n第一章 总则\u200b…1\n第一章 总则\n第一条 县长召集会议。\n")
@example("将第二条修改为：“\n第一节”\n第一条")  # atheris: a quotation above the first article
def test_the_leaves_tile_the_source(text: str) -> None:
    leaves = parse(text).leaves
    assert [leaf.start for leaf in leaves] == [0, *(leaf.end for leaf in leaves)][: len(leaves)]
    assert (leaves[-1].end if leaves else 0) == len(text)
    assert all(leaf.start < leaf.end for leaf in leaves)


@given(TEXTS)
def test_blank_leaves_and_no_others_are_white_space(text: str) -> None:
    for leaf in parse(text).leaves:
        assert (leaf.kind is LeafKind.BLANK) == (not text[leaf.start : leaf.end].strip(EDGES))


@given(TEXTS)
def test_every_character_of_an_article_leads_back_to_the_source(text: str) -> None:
    for article in parse(text).articles:
        back = [article.to_source(at) for at in range(len(article.text))]
        assert back == sorted(set(back))
        for at, place in enumerate(back):
            if article.text[at] != "\n":
                assert text[place] == article.text[at]
                assert article.source.start <= place < article.source.end
        if article.text:
            assert article.to_source(len(article.text)) == article.source.end


@given(TEXTS)
def test_the_leaves_of_an_article_are_its_label_and_its_text(text: str) -> None:
    regulation = parse(text)
    leaves = [leaf for leaf in regulation.leaves if leaf.kind in {LeafKind.LABEL, LeafKind.BODY}]
    expected = []
    for article in regulation.articles:
        expected += [article.label] if article.label else []
        stretches = [article.text[run.start : run.start + run.length] for run in article.runs]
        gaps = ["" if run.start in article.joins else "\n" for run in article.runs]
        assert "".join(gap + stretch for gap, stretch in zip(["", *gaps[1:]], stretches, strict=False)) == article.text
        expected += stretches
    assert [text[leaf.start : leaf.end] for leaf in leaves] == expected


@given(TEXTS)
def test_paragraphs_and_items_nest(text: str) -> None:
    for article in parse(text).articles:
        spans = [(paragraph.start, paragraph.end) for paragraph in article.paragraphs]
        assert "\n".join(article.text[start:end] for start, end in spans) == article.text
        for paragraph in article.paragraphs:
            _assert_nested(article.text, paragraph, paragraph.items)
            for item in paragraph.items:
                _assert_nested(article.text, item, item.points)


def _assert_nested(text: str, outer: Paragraph | Item, units: Sequence[Item | Point]) -> None:
    edges = [edge for unit in units for edge in (unit.start, unit.end)]
    assert edges == sorted(edges)
    assert all(outer.start <= edge <= outer.end for edge in edges)
    assert all(text.startswith(unit.label, unit.start) for unit in units)


@given(TEXTS)
def test_articles_stand_in_order_under_ids_of_their_own(text: str) -> None:
    regulation = parse(text)
    assert regulation.articles
    assert len({article.id for article in regulation.articles}) == len(regulation.articles)
    ends = [edge for article in regulation.articles for edge in (article.source.start, article.source.end)]
    assert ends == sorted(ends)
    for article in regulation.articles:
        assert text[article.source.start : article.source.end].startswith(article.label)


@given(TEXTS)
def test_a_problem_points_into_the_text(text: str) -> None:
    regulation = parse(text)
    assert [problem.line for problem in regulation.problems] == sorted(problem.line for problem in regulation.problems)
    for problem in regulation.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        if problem.span is not None and regulation.source is not None:
            assert regulation.source.position(problem.span.start)[0] == problem.line


@given(TEXTS)
def test_the_same_text_gives_the_same_regulation(text: str) -> None:
    first, second = parse(text), parse(text)
    assert (first, first.leaves, first.source) == (second, second.leaves, second.source)


@given(TEXTS)
def test_references_stand_in_order_inside_their_article(text: str) -> None:
    for article in parse(text).articles:
        found = find_references(article)
        assert [each.start for each in found] == sorted(each.start for each in found)
        for each in found:
            assert 0 <= each.start < each.end <= len(article.text)
            assert each.article == article.id
            assert all(
                number is None or number >= 0
                for number in (each.target_article, each.target_paragraph, each.target_item)
            )


@given(TEXTS)
def test_every_unit_has_one_id_and_its_locator_leads_back(text: str) -> None:
    regulation = parse(text)
    places = [place for article in regulation.articles for place in zhize.structure.places_of(article)]
    assert len({place.id for place in places}) == len(places)
    for place in places:
        found = zhize.locate(regulation, place.locator)
        assert found.locator == place.locator
        assert "_" in place.id or found == place


@given(TEXTS)
@example("第一条　甲。\n附件1\n某表\n县政府及各部门要严格遵守宪法和法律坚持依法\n行政。")
def test_an_analysis_comes_back_from_its_record(text: str) -> None:
    analysis = zhize.analyze(zhize.Source(text=text, name="-", encoding="str"))
    again = zhize.Analysis.from_dict(analysis.to_dict())
    assert again == analysis


@given(TEXTS)
@example("第一条　会议：\n（一）甲：\n（1）乙。\n丙。\n（2）丁。")  # atheris: text between two points
@example("第一条　会议：（一）甲；（二）乙。丙。\n（三）丁。")  # text between two items
def test_a_regulation_comes_back_from_akoma_ntoso(text: str) -> None:
    regulation = parse(text)
    try:
        written = to_akn(regulation, references_of(regulation))
    except zhize.OutputError:
        assert re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        return
    again = from_akn(written)
    assert (again.id, again.metadata, again.articles, again.annexes) == (
        regulation.id,
        regulation.metadata,
        regulation.articles,
        regulation.annexes,
    )


@given(TEXTS)
@example("第一条　会议：（一）甲；（二）乙。丙。")
def test_the_tree_and_the_sentences_hold_every_character(text: str) -> None:
    regulation = parse(text)
    articles = [*regulation.articles, *(annex.body for annex in regulation.annexes)]
    shown = "".join(to_outline(regulation, width=10**6).split())
    for article in articles:
        covered = {at for each in sentences(article.text, article.paragraphs) for at in range(each.start, each.end)}
        labels = [unit for paragraph in article.paragraphs for unit in paragraph.items]
        covered |= {at for unit in labels for at in range(unit.start, unit.start + len(unit.label))}
        left = {article.text[at] for at in range(len(article.text)) if at not in covered}
        assert not [character for character in left if character.isalnum()]
        for line in article.text.split("\n"):
            assert not Counter("".join(line.split())) - Counter(shown)


@given(TEXTS)
def test_what_is_cited_in_the_text_is_there(text: str) -> None:
    regulation = parse(text)
    ids = {place.id for article in regulation.articles for place in zhize.structure.places_of(article)}
    assert {each.resolved for each in references_of(regulation)} <= {None, *ids}
    for problem in zhize.check(regulation):
        assert problem.message
        assert problem.remedy_en


def _numbered(length: int) -> str:
    lines, size = [], 0
    while size < length:
        lines.append(f"第{len(lines) + 1}条　县长应当回复。")
        size += len(lines[-1]) + 1
    return "\n".join(lines)


UNITS = [
    *("第一条　甲。\n", "第一条", "第一条 ", "。第一条", "一、甲。\n", "（一）甲；\n", "：（一）甲", "1.甲\n", "①\n"),
    *("第一章　总则\n", "第一章\n", "第", "甲", "\n", "\u3000", "、", "零" * 9),
    *("《", "《甲》", "第二款", "第五条、", "第五条至", "第五条至第九条至", "前款", "甲法第三条"),
    *("附件：\n", "2022年4月20日\n", "某县人民政府\n", "某政发〔2022〕9号", "〔", "（"),
    *("关于印发《", "自2022年", "令第", "通过"),
    *(
        "县" * 200 + "\n",
        "一 、",
        "有效期 ",
        "印发 ",
        "目录\n....",
        "（一）按照第一条第九项；\n",
        "依照前款第九项，",
        "“",
        "：“",
    ),
]


def _read(text: str) -> None:
    regulation = parse(text)
    assert regulation.source is not None
    to_lines(zhize.check(regulation), regulation.source)


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    assert_linear(_read, unit)


def test_time_grows_with_the_articles_and_not_faster() -> None:
    assert_linear(lambda text: _read(_numbered(len(text))), "甲")
