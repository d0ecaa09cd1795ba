"""What the model weighs part by part is what `zhize.tagging.features` says that it weighs, and takes a bounded room."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pace import assert_linear

import zhize
from zhize.tagging import actors, candidates, features
from zhize.tagging.slots import subjects
from zhize.tagging.tries import alphabet_of, trie_of
from zhize.tagging.vocabulary import Remembered
from zhize.tagging.weighing import found_by_rules, model

NONE = np.zeros(0, dtype=np.int32)
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
    by, wide = model(), "\n" * candidates.LONGEST + features.padded(text)
    spans = [(end - size, end) for end in range(len(text) + 1) for size in range(1, min(end, candidates.LONGEST) + 1)]
    starts, ends = (np.array(some, dtype=np.int32) for some in zip(*spans, strict=True)) if spans else (NONE, NONE)
    before = candidates.LONGEST + features.SIGHT
    weights = by.reader.phrases.weights(wide, by.reader.tries.read(wide), starts + before, ends + before)
    said = [text[start:end] for start, end in spans]
    assert weights.tolist() == [sum(features.of_words(by.spans, each, by.counts(each), by.classes)) for each in said]


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
            behind = len(features.begins_with(by.classes, text[end : end + features.SIGHT]))
            assert by.kinds.totals(text, (start, end), rule, behind) == pytest.approx(expected)


@pytest.mark.parametrize("text", SOME)
def test_no_candidate_is_lost_that_may_be_a_name(text: str) -> None:
    _hold_candidates([text])


@given(st.lists(TEXTS, max_size=4))
def test_no_candidate_of_any_text_is_lost_that_may_be_a_name(texts: list[str]) -> None:
    _hold_candidates(texts)


def test_candidates_are_found_across_windows() -> None:
    _hold_candidates(["\n".join(ARTICLES)[:18_000], "", *ARTICLES[:40]])


def _hold_candidates(texts: list[str]) -> None:
    by = model()
    for text, read in zip(texts, by.reader.read(texts), strict=True):
        at_start, at_end = (list(map(int, weights)) for weights in (read.at_start, read.at_end))
        assert (at_start, at_end) == by.reader.of(text)
        expected = {end: _hopeful(text, end, at_start, at_end) for end in candidates.ends(text, by.weights.pairs)}
        assert read.hopeful == {end: found for end, found in expected.items() if found}
        assert list(read.hopeful) == sorted(read.hopeful)


def _hopeful(text: str, end: int, at_start: list[int], at_end: list[int]) -> tuple[list[int], list[float]] | None:
    """Return the beginnings of candidates and their weights, None if no company makes a name of one of them."""
    by, limits = model(), model().reader.limits
    if at_end[end] < limits.least_end:
        return None
    starts = [at for at in candidates.starts(text, end) if at_start[at] + at_end[end] >= limits.least_edges]
    weights = [limits.bias + at_end[end] + at_start[at] + by.words[text[at:end]] for at in starts]
    most = max(weights, default=-float("inf")) + limits.most_of_company
    return (starts, weights) if starts and most > limits.hopeless[len(starts)] else None


def test_what_is_remembered_takes_no_more_room_than_it_may() -> None:
    made = list[int]()
    twice = Remembered[int, int](lambda key: made.append(key) or 2 * key, room=3)
    assert [twice[key] for key in (1, 2, 1, 3, 4, 1)] == [2, 4, 2, 6, 8, 2]
    assert made == [1, 2, 3, 4, 1]
    assert len(twice) == 2


WORDS = st.lists(st.text(alphabet="县政府\U00020000", min_size=1, max_size=5), min_size=1, max_size=12)


@pytest.mark.parametrize("by_end", [True, False])
@given(words=WORDS, text=st.text(alphabet="县政府\U00020000a的", max_size=12))
def test_words_are_found_wherever_they_begin_or_end(words: list[str], text: str, *, by_end: bool) -> None:
    alphabet = alphabet_of(words)
    trie = trie_of(words, alphabet, by_end=by_end)
    sizes = trie.longest(trie.weighed({word: len(word) for word in words}))
    characters = alphabet.of(text)
    paths = trie.walk(characters[::-1].copy()).ended() if by_end else trie.walk(characters)
    places = range(1, len(text)) if by_end else range(len(text))
    for at in places:
        longest = features.ends_in(words, text[:at]) if by_end else features.begins_with(words, text[at:])
        assert sizes[paths.deepest[at]] == len(longest)


@pytest.mark.parametrize("unit", ["县政府", "的", "负责的", "（", "）", "（、", "人民法院申请人", "应当", "县\n"])
def test_a_long_text_takes_time_in_proportion(unit: str) -> None:
    assert_linear(actors.match, unit)
