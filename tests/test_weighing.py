"""The learned model of actors: its sums, its choice, what it may cost, and that the rules alone stay at hand."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhize
from zhize.errors import InputError
from zhize.tagging import actors, candidates, features
from zhize.tagging.weighing import TYPES, Weights, heaviest, model, model_of, read_model, weighed

ROOT = Path(__file__).parents[1]
ARTICLES = [article.text for article in zhize.parse(ROOT / "corpora/sishui-2022.txt").articles]
TEXTS = st.text(alphabet="县政府办公室应当由向、，。（）的和\n5a人民法院申请人\U00020000\x00", max_size=60)
SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.integers(1, 20)).map(
        lambda x: (x[0], x[0] + x[1], float(x[2]))
    ),
    max_size=9,
).map(lambda spans: sorted(spans, key=lambda span: span[1]))


@pytest.mark.parametrize("text", [ARTICLES[0], ARTICLES[42], ""])
def test_the_sums_of_all_positions_are_those_of_their_features(text: str) -> None:
    _hold_sums(text)


def test_the_sums_are_those_of_the_features_across_stretches() -> None:
    _hold_sums("\n".join(ARTICLES)[:9_000])


@given(TEXTS)
def test_the_sums_are_those_of_the_features_of_any_text(text: str) -> None:
    _hold_sums(text)


def _hold_sums(text: str) -> None:
    by, wide = model(), features.padded(text)
    at_start, at_end = by.reader.of(text)
    places = [features.around(wide, at) for at in range(len(text) + 1)]
    assert at_start == pytest.approx([sum(features.of_start(by.spans, *place, by.classes)) for place in places])
    assert at_end == pytest.approx([sum(features.of_end(by.spans, *place, by.classes)) for place in places])


@given(SPANS)
def test_no_other_choice_without_overlap_weighs_more(spans: list[tuple[int, int, float]]) -> None:
    chosen = heaviest(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(chosen))
    weight = {span: max(w for s, e, w in spans if (s, e) == span) for span in chosen}
    best = max(
        (
            sum(w for _, _, w in some)
            for size in range(len(spans) + 1)
            for some in combinations(spans, size)
            if all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(some, 2))
        ),
        default=0.0,
    )
    assert sum(weight.values()) == best


@given(TEXTS)
def test_names_are_in_order_and_apart_and_no_character_raises(text: str) -> None:
    found = actors.match(text)
    assert all(0 <= one.start < one.end <= len(text) and one.text == text[one.start : one.end] for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_the_limits_cost_one_name_in_two_hundred_at_most() -> None:
    held = model().weights
    unlimited = Weights(
        bias=held.bias,
        least_end=-99.0,
        least_edges=-99.0,
        spans=held.spans,
        types=held.types,
        pairs=held.pairs,
        counts=held.counts,
        classes=held.classes,
    )
    every = model_of(unlimited)
    kept, lost = 0, 0
    for text in ARTICLES:
        saw = actors.seen(text)
        with_limits, without = ({(name.start, name.end) for name in weighed(text, saw, {}, by)} for by in (None, every))
        kept, lost = kept + len(without), lost + len(without - with_limits)
    assert lost <= kept / 200


def test_a_name_that_no_rule_knows_says_that_it_was_learned() -> None:
    learned = set[str]()
    for text in ARTICLES:
        by_rules = {(name.start, name.end) for name in actors.seen(text).names}
        found = [actor for actor in actors.match(text) if actor.rule == "learned"]
        assert all((actor.start, actor.end) not in by_rules for actor in found)
        learned.update(actor.text for actor in found)
    assert {"利益相关方", "文稿起草单位"} <= learned


def test_candidates_keep_brackets_whole_and_end_at_stops() -> None:
    text = "由市（县、区）政府，各部门"
    at = text.index("，")
    assert [text[start:at] for start in candidates.starts(text, at)][-1] == "由市（县、区）政府"
    assert all("，" not in text[start:] for start in candidates.starts(text, len(text)))
    assert all(text[start:at].count("（") == text[start:at].count("）") for start in candidates.starts(text, at))


def test_the_rules_alone_are_at_hand(seed: Path) -> None:
    both, rules = zhize.analyze(seed), zhize.analyze(seed, learned=False)
    assert "learned" in {actor.rule for actor in both.actors}
    assert "learned" not in {actor.rule for actor in rules.actors}


def test_a_model_that_is_missing_or_broken_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    with pytest.raises(InputError, match="the model of actors is missing"):
        read_model(file)
    for broken in (b"", b"{", b'{"bias": 1}', b"\xff"):
        file.write_bytes(broken)
        with pytest.raises(InputError, match="the model of actors is broken"):
            read_model(file)


def test_the_weights_are_small_and_name_every_type() -> None:
    assert (ROOT / "models/actors/weights.json").stat().st_size < 2_000_000
    assert all(len(row) == len(TYPES) for table in model().weights.types.values() for row in table.values())
    known = {*features.TEXTS, *features.NUMBERS, *features.PAIRS}
    assert model().weights.spans.keys() | model().weights.types.keys() <= known
