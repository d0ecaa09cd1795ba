"""What the model weighs part by part is what `zhize.tagging.features` says that it weighs, and takes a bounded room."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear

import zhize
from zhize.tagging import actors, candidates, features
from zhize.tagging.slots import subjects
from zhize.tagging.vocabulary import Remembered, longer_words
from zhize.tagging.weighing import found_by_rules, model

if TYPE_CHECKING:
    from zhize.tagging.edges import Edged

ALL = -1_000_000  # thousandths that every end weighs at least
ROOT = Path(__file__).parents[1]
ARTICLES = [article.text for article in zhize.parse(ROOT / "corpora/sishui-2022.txt").articles]
TEXTS = st.text(alphabet="县政府办公室应当由向、，。（）的和\n5a人民法院申请人已经负责\U00020000\x00", max_size=40)
SOME = ["", "市", ARTICLES[0], ARTICLES[42], "市（县、区）政府，已经开工的、负责建设的单位和个人"]


@pytest.mark.parametrize("text", SOME)
def test_all_candidates_weigh_what_their_words_say(text: str) -> None:
    _hold_words(text)


@given(TEXTS)
def test_all_candidates_of_any_text_weigh_what_their_words_say(text: str) -> None:
    _hold_words(text)


def _hold_words(text: str) -> None:
    by = model()
    weigh = by.phrases.over(text, by.edges.read([text], ALL)[0].pairs)
    for end in range(1, len(text) + 1):
        starts = list(range(end - 1, max(-1, end - 26), -1))
        said = [text[start:end] for start in starts]
        expected = [sum(features.of_words(by.spans, each, by.counts(each), by.classes)) for each in said]
        assert weigh(end, starts) == pytest.approx(expected)
        assert weigh(end, starts[:3]) == pytest.approx(expected[:3])


@pytest.mark.parametrize("text", SOME)
def test_all_candidates_weigh_what_their_company_says(text: str) -> None:
    by, known = model(), {"县政府": 1, "个人": 2, "政府": 7, **subjects([text])}
    rules = found_by_rules(text, actors.seen(text))
    weigh = by.company.over(text, rules, known)
    for end in range(1, len(text) + 1):
        starts = candidates_of(end, rules)
        spans = [(start, end) for start in starts]
        expected = [sum(features.of_company(by.spans, text, span, rules, known)) for span in spans]
        assert weigh(end, starts) == pytest.approx(expected)


def candidates_of(end: int, rules: features.Found) -> list[int]:
    """Return all beginnings near an end, and that of the rules."""
    near = set(range(max(0, end - 12), end))
    return sorted(near | ({rules.starts[end]} if end in rules.starts else set()), reverse=True)


@given(TEXTS, st.sampled_from(["", "ORG", "GROUP"]))
def test_a_name_weighs_as_each_type_what_its_features_say(text: str, rule: str) -> None:
    by = model()
    for start, end in {(0, len(text)), (len(text) // 3, len(text) // 2 + 1), (1, max(1, len(text) - 1))}:
        if start < end <= len(text):
            rows = filter(None, features.of_type(by.types, text, (start, end), rule, by.classes))
            expected = [sum(column) for column in zip((0.0,) * 4, *rows, strict=True)]
            assert by.kinds.totals(text, (start, end), rule) == pytest.approx(expected)


@given(TEXTS)
def test_the_candidates_of_all_ends_are_those_of_each(text: str) -> None:
    ends = list(model().edges.read([text], ALL)[0].at_end)
    assert ends == candidates.ends(text, model().weights.pairs)
    for end, starts in zip(ends, candidates.all_starts(text, ends), strict=True):
        assert list(starts) == list(candidates.starts(text, end))


@pytest.mark.parametrize("least", [ALL, -1_320, 0, 4_000])
@given(st.lists(TEXTS, max_size=4))
def test_no_end_is_lost_that_weighs_enough(least: int, texts: list[str]) -> None:
    for text, read in zip(texts, model().edges.read(texts, least), strict=True):
        _hold_ends(text, read, least)


def test_the_ends_are_found_across_stretches() -> None:
    texts = ["\n".join(ARTICLES)[:9_000], "", *ARTICLES]
    for text, read in zip(texts, model().edges.read(texts, -1_320), strict=True):
        _hold_ends(text, read, -1_320)


def _hold_ends(text: str, read: Edged, least: int) -> None:
    at_start, at_end = model().edges.of(text)
    enough = [end for end in candidates.ends(text, model().weights.pairs) if at_end[end] >= least]
    assert read.at_end == {end: at_end[end] for end in enough}
    assert list(read.at_end) == enough
    assert read.at_start == at_start


def test_what_is_remembered_takes_no_more_room_than_it_may() -> None:
    made = list[int]()
    twice = Remembered[int, int](lambda key: made.append(key) or 2 * key, room=3)
    assert [twice[key] for key in (1, 2, 1, 3, 4, 1)] == [2, 4, 2, 6, 8, 2]
    assert made == [1, 2, 3, 4, 1]
    assert len(twice) == 2


def test_the_longest_word_at_a_place_is_found() -> None:
    words = {"人民政府", "民政府", "县人民政府", "政府"}
    before = longer_words(words, 5, by_end=True)
    assert [before.before("某县人民政府的", at) for at in (6, 5)] == ["县人民政府", "民政"]
    assert longer_words(words, 4, by_end=True).before("某县人民政府", 6) == "人民政府"
    behind = longer_words({"人民政府", "人民法院", "人民代"}, 4, by_end=False)
    assert [behind.behind("人民代表人民法院", at) for at in (0, 4, 2)] == ["人民代", "人民法院", "代表"]


@pytest.mark.parametrize("unit", ["县政府", "的", "负责的", "（", "）", "（、", "人民法院申请人", "应当", "县\n"])
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    assert_linear(actors.match, unit)
