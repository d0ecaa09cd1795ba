"""What a notebook shows of a noun: the words of the text, escaped, well-formed, and nothing that asks a network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

import zhize
from zhize.display import html_of
from zhize.numerals import Locator
from zhize.procedures import procedures

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.showing import Shown

RULE = (
    "青石县印章管理办法\n第一条　县政府办公室应当在收到申请之日起3个工作日内回复，并抄送县司法局。\n"
    "印章遗失的，保管人员应当立即报告县长。\n第二条　任何单位不得擅自刻制印章。\n"
)
NEWER = RULE.replace("3个工作日", "5个工作日").replace("第二条　任何单位不得", "第二条　任何单位可以")
HOSTILE = "第一条　<script>alert(1)</script>办公室应当报县长\x00审批&quot;。\n"
OUTSIDE = re.compile(r"(?:src|href)\s*=|<script|<link|url\((?!#)", re.IGNORECASE)


def _shown(noun: Shown) -> str:
    found = noun._repr_html_()
    fragment = html.fragment_fromstring(found)
    assert fragment.get("class") == "zhize"
    assert OUTSIDE.search(found) is None
    return "".join(fragment.itertext())


def test_an_analysis_says_what_it_is_and_who_bears_most() -> None:
    words = _shown(zhize.analyze(RULE))
    assert "《青石县印章管理办法》" in words
    assert "规范 3" in words
    assert "县政府办公室" in words
    assert "收到申请之日起3个工作日内" in words


def test_a_regulation_lists_its_articles(seed: Path) -> None:
    words = _shown(zhize.parse(zhize.read(seed)))
    assert "《泗水县人民政府工作规则》" in words
    assert words.count("第九十三条") == 1
    assert "第十四章 附则" in words


def test_an_article_is_shown_word_for_word() -> None:
    article = zhize.parse(RULE).articles[0]
    assert "".join(article.text.split("\n")) in _shown(article)


def test_a_norm_says_all_but_its_words_and_where_they_are() -> None:
    norm = zhize.analyze(RULE).norms[0]
    words = _shown(norm)
    assert "通知县司法局" in words or "县司法局" in words
    assert f"行为 {norm.action.start}–{norm.action.end}" in words
    assert "zhize.show(analysis, '1.1')" in words


@pytest.mark.parametrize("place", ["第一条第二款", "第1条第2款", Locator(article=1, paragraph=2)])
def test_an_excerpt_is_the_words_of_its_place(place: str | Locator) -> None:
    excerpt = zhize.show(zhize.analyze(RULE), place)
    assert str(excerpt) == "印章遗失的，保管人员应当立即报告县长。"
    assert [norm.id for norm in excerpt.norms] == ["1.2"]
    shown = "".join(html.fragment_fromstring(excerpt._repr_html_()).itertext())
    assert shown.startswith(f"第一条第二款{excerpt}")


@pytest.mark.parametrize("place", ["1", "1.1", "第一条"])
def test_an_excerpt_of_an_article_or_a_norm_is_the_article(place: str) -> None:
    analysis = zhize.analyze(RULE)
    assert str(zhize.show(analysis, place)) == analysis.regulation.articles[0].text


@pytest.mark.parametrize("place", ["第九条", "第一条第五款", "7.7", "没有"])
def test_a_place_that_is_not_there_is_an_error(place: str) -> None:
    with pytest.raises(KeyError, match=re.escape(place.replace("1", "一"))):
        zhize.show(zhize.analyze(RULE), place)


def test_a_comparison_names_what_changed() -> None:
    words = _shown(zhize.compare(zhize.analyze(RULE), zhize.analyze(NEWER)))
    assert "时限：收到申请之日起3个工作日内 → 收到申请之日起5个工作日内（延长）" in words
    assert "模态：不得 → 可以（减弱）" in words


def test_two_equal_texts_have_nothing_to_unfold() -> None:
    analysis = zhize.analyze(RULE)
    assert "不同的条文" not in _shown(zhize.compare(analysis, analysis))


def test_a_family_names_its_texts() -> None:
    texts = [zhize.analyze(RULE), zhize.analyze(NEWER), zhize.analyze(RULE.replace("青石", "白石"))]
    words = _shown(zhize.compare_all(texts))
    assert "3件文件" in words
    assert "白石县印章管理办法" in words


def test_words_of_a_text_are_never_markup() -> None:
    analysis = zhize.analyze(HOSTILE)
    for noun in (analysis, analysis.regulation, analysis.regulation.articles[0], *analysis.norms):
        assert "script" not in {each.tag for each in html.fragment_fromstring(noun._repr_html_()).iter()}
    assert "<script>alert(1)</script>" in _shown(analysis.regulation.articles[0])


def test_a_text_without_norms_is_shown() -> None:
    assert "规范 0" in _shown(zhize.analyze("目录"))


def test_what_has_no_picture_says_so() -> None:
    with pytest.raises(TypeError, match="int has no picture"):
        html_of(3)


def test_a_procedure_is_its_chart() -> None:
    words = "第一条　印章由保管部门填报申请，经县政府办公室审核后，报县长审批。\n"
    [found] = procedures(zhize.analyze(words))
    shown = _shown(found)
    assert "填报申请" in shown
    assert "第一条" in shown


def test_a_noun_of_many_fields_is_one_line() -> None:
    analysis = zhize.analyze(RULE)
    assert repr(analysis) == "<Analysis 《青石县印章管理办法》 articles: 2, norms: 3>"
    assert repr(analysis.regulation) == "<Regulation 《青石县印章管理办法》 articles: 2>"
    compared = zhize.compare(analysis, analysis)
    assert repr(compared) == "<Comparison 《青石县印章管理办法》 ↔ 《青石县印章管理办法》 pairs: 2, findings: 0>"
    assert repr(zhize.compare_all([analysis] * 3)) == "<Family texts: 3, strands: 2>"
