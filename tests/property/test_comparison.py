"""What holds of every comparison, whatever the two texts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from zhize.comparison import Comparison, PairType, compare
from zhize.comparison.equality import fold
from zhize.comparison.wording import hunks
from zhize.numerals import chinese
from zhize.structure import parse

_WORDS = (
    "县政府",
    "市政府",
    "县政府办公室",
    "各部门",
    "县长",
    "应当",
    "不得",
    "可以",
    "及时",
    "每月1次",
    "在五日内",
    "报告",
    "批准",
    "制定方案",
    "公开信息",
    "依法",
    "，",
    "；",
)
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map("".join)
_titles = st.sampled_from(["泗水县人民政府工作规则", "示例市人民政府工作规则", "工作办法"])


def _text(title: str, articles: list[str]) -> str:
    lines = (f"第{chinese(number)}条　{article}。" for number, article in enumerate(articles, 1))
    return "\n".join((title, *lines))


_texts = st.builds(_text, _titles, st.lists(_sentences, max_size=9))
_any_text = st.text(alphabet="县市政府应当不得可以，。；（）()“”\n 一二第条1", max_size=60)


def _covered(comparison: Comparison) -> bool:
    """Whether every article of both sides stands in a pair."""
    left = {id_ for pair in comparison.pairs for id_ in pair.left}
    right = {id_ for pair in comparison.pairs for id_ in pair.right}
    return left == {article.id for article in comparison.left.regulation.articles} and right == {
        article.id for article in comparison.right.regulation.articles
    }


@given(_texts | _any_text)
@settings(max_examples=60, deadline=None)
def test_a_text_is_identical_to_itself(text: str) -> None:
    comparison = compare(parse(text), parse(text))
    assert {(pair.type, pair.left == pair.right, pair.moved) for pair in comparison.pairs} == {
        (PairType.IDENTICAL, True, False)
    }
    assert _covered(comparison)


@given(_texts | _any_text, _texts | _any_text)
@settings(max_examples=100, deadline=None)
def test_the_other_direction_is_the_mirror_image(left: str, right: str) -> None:
    there, back = compare(parse(left), parse(right)), compare(parse(right), parse(left))
    assert _covered(there)
    assert sorted(map(repr, there.pairs)) == sorted(repr(pair.mirrored()) for pair in back.pairs)


@given(_texts, _texts)
@settings(max_examples=60, deadline=None)
def test_changes_quote_their_articles(left: str, right: str) -> None:
    comparison = compare(parse(left), parse(right))
    ours = {article.id: article.text for article in comparison.left.regulation.articles}
    theirs = {article.id: article.text for article in comparison.right.regulation.articles}
    for pair in comparison.pairs:
        for change in pair.changes:
            assert change.left or change.right
            for id_, span, ids, texts in (
                (change.left_article, change.left_span, pair.left, ours),
                (change.right_article, change.right_span, pair.right, theirs),
            ):
                assert id_ is None or id_ in ids
                assert span is None or 0 <= span.start < span.end <= len(texts[id_ or ""])


@given(_any_text, _any_text)
@settings(max_examples=200)
def test_differences_turn_one_text_into_the_other(left: str, right: str) -> None:
    ours, theirs = fold(left), fold(right)
    built, at = "", 0
    for hunk in hunks(ours, theirs):
        built += left[at : hunk.left.start] + hunk.right.of(right)
        at = hunk.left.end
    assert fold(built + left[at:]).text == theirs.text
