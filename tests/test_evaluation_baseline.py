"""Baselines: what is kept of an evaluation, and what was gained and lost since."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhize
from zhize.errors import InputError
from zhize.evaluation import (
    Item,
    Kind,
    Layer,
    at_hand,
    baseline_of,
    difference,
    evaluate,
    names,
    read_articles,
    read_baseline,
    read_gold,
)
from zhize.evaluation.baseline import to_json
from zhize.evaluation.printing import to_json as result_json
from zhize.evaluation.printing import to_markdown, to_table, to_text
from zhize.evaluation.sections import section
from zhize.evaluation.shown import shown

if TYPE_CHECKING:
    from zhize.evaluation import Difference, Evaluation, Gold, Marked
    from zhize.evaluation.sections import Section

ROOT = Path(__file__).parents[1]
BASELINE = ROOT / "corpora" / "gold" / "baseline.json"
CASE = Path(__file__).parent / "cases" / "evaluation"
RULES = read_gold(str(CASE / "rules.jsonl"))
PERFECT = {article.id: article for article in RULES.articles}
CHINESE = re.compile(r"[\u3400-\u9fff]")
SETS = [layer for layer in Layer if layer.is_listed and not layer.is_rate]


def _faulty() -> dict[str, Marked]:
    """What a program with a fault of each kind finds in the small gold."""
    first, second, third = RULES.articles
    office, _ = first.actors
    reply = replace(first.norms[0], bearers=("县司法局",), counterparts=(), time=())
    other = replace(office, start=6, end=8, text="应当")
    meeting, head, *others = second.actors
    moved = replace(second.norms[2], action=zhize.Span(start=31, end=35), marker=None)
    return {
        "1": replace(first, actors=(office, other), times=(replace(first.times[0], value="P3D"),), norms=(reply,)),
        "2": replace(
            second,
            actors=(replace(meeting, type=zhize.ActorType.ORG), head, *others),
            times=second.times[:1],
            norms=(*second.norms[:2], moved),
        ),
        "3": replace(third, text=f"{third.text}。"),
    }


FAULTY = _faulty()


def _evaluated(found: dict[str, Marked], gold: Gold = RULES) -> Evaluation:
    return evaluate({**found, "1": replace(found["1"], article=None)}, gold)


def _against(now: Evaluation, before: Evaluation) -> Difference:
    found = difference(now, baseline_of([before]))
    assert found is not None
    return found


def _changes(against: Difference, kind: Kind, layers: list[Layer] = SETS) -> list[tuple[Layer, Item]]:
    return [(each.layer, each.item) for each in against.changes if each.kind is kind and each.layer in layers]


# --- what is kept ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [PERFECT, FAULTY], ids=["perfect", "faulty"])
def test_a_baseline_is_read_as_it_was_written(found: dict[str, Marked], tmp_path: Path) -> None:
    kept = baseline_of([_evaluated(found)])
    path = tmp_path / "baseline.json"
    path.write_text(to_json(kept), encoding="utf-8")
    assert read_baseline(path) == kept
    assert to_json(read_baseline(path)) == to_json(kept) == to_json(baseline_of([_evaluated(found)]))


def test_a_baseline_has_no_word_of_a_text() -> None:
    assert CHINESE.search(to_json(baseline_of([_evaluated(FAULTY)]))) is None
    assert CHINESE.search(BASELINE.read_text(encoding="utf-8")) is None


def test_golds_that_are_not_scored_stay_and_names_are_sorted() -> None:
    kept = baseline_of([_evaluated(PERFECT, replace(RULES, name="z")), _evaluated(PERFECT, replace(RULES, name="m"))])
    both = baseline_of(
        [_evaluated(FAULTY, replace(RULES, name="a")), _evaluated(FAULTY, replace(RULES, name="m"))], kept
    )
    assert list(both.golds) == ["a", "m", "z"]
    assert both.golds["z"] == kept.golds["z"]
    assert both.golds["m"] == both.golds["a"] != kept.golds["m"]


def test_the_baseline_of_the_project_is_of_its_golds() -> None:
    kept = read_baseline(BASELINE)
    assert set(kept.golds) == set(names()), "run: zhize evaluate --all --write corpora/gold/baseline.json"
    assert to_json(kept) == BASELINE.read_text(encoding="utf-8")
    digests = {name: read_gold(name).digest for name in at_hand()}
    assert {name: kept.golds[name].digest for name in digests} == digests


def test_the_digest_of_a_gold_is_that_of_its_lines(tmp_path: Path) -> None:
    for name in ("rules.jsonl", "rules.txt"):
        data = (CASE / name).read_bytes()
        (tmp_path / name).write_bytes(data.replace(b"\n", b"\r\n"))
    assert read_gold(str(tmp_path / "rules.jsonl")).digest == RULES.digest
    line = (CASE / "rules.jsonl").read_text(encoding="utf-8").replace("explicit", "carried")
    (tmp_path / "rules.jsonl").write_text(line, encoding="utf-8")
    assert read_gold(str(tmp_path / "rules.jsonl")).digest != RULES.digest


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is no baseline (Input data was truncated)"),
        (
            '{"schema": "zhize.analysis/1", "golds": {}}',
            "is no baseline (Invalid enum value 'zhize.analysis/1' - at `$.schema`)",
        ),
        (
            '{"schema": "zhize.baseline/1", "golds": {"a": {"digest": "", "layers": {"colour": {}}}}}',
            "is no baseline (Invalid enum value 'colour' - at `key` in `$.golds[...].layers`)",
        ),
        (None, "no such file"),
    ],
)
def test_what_is_no_baseline_is_one_line(tmp_path: Path, text: str | None, fault: str) -> None:
    path = tmp_path / "b.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_baseline(path)
    assert str(caught.value) == f"{path}: {fault}; give a file that zhize evaluate --write made"


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("0–6 ORG", "is no baseline"),
        ("0-6 ORG\\n", "is no baseline"),
        (f"{'1' * 5000}-6 ORG", "is no baseline"),
        ("9-2 ORG", "9-2 ORG ends before it starts"),
    ],
    ids=["dash", "line end", "too large", "backwards"],
)
def test_a_baseline_with_another_form_of_places_is_refused(tmp_path: Path, place: str, fault: str) -> None:
    path = tmp_path / "b.json"
    written = to_json(baseline_of([_evaluated(PERFECT)]))
    assert '"0-6 ORG"' in written
    path.write_text(written.replace('"0-6 ORG"', f'"{place}"'), encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        read_baseline(path)


# --- gains and losses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("found", [PERFECT, FAULTY], ids=["perfect", "faulty"])
def test_nothing_changed_against_oneself(found: dict[str, Marked]) -> None:
    against = _against(_evaluated(found), _evaluated(found))
    assert against.changes == ()
    assert against.fell == ()
    assert against.same_gold
    assert [each.before for each in against.figures] == [each.after for each in against.figures]


def test_what_one_way_gains_the_other_loses() -> None:
    worse = _against(_evaluated(FAULTY), _evaluated(PERFECT))
    better = _against(_evaluated(PERFECT), _evaluated(FAULTY))
    assert _changes(worse, Kind.MISSED) == _changes(better, Kind.RIGHT) != []
    assert _changes(worse, Kind.SPURIOUS) == _changes(better, Kind.GONE) != []
    assert not any(change.kind.is_gain for change in worse.changes)
    assert all(change.kind.is_gain for change in better.changes)
    assert {each.layer for each in better.figures if each.fell} == set()
    assert {Layer.ACTOR, Layer.ACTOR_TYPE, Layer.TIME, Layer.NORM, Layer.COUNTERPART, Layer.EDGE} < set(worse.fell)


MENTIONS = [(article.id, actor) for article in RULES.articles for actor in article.actors]
SUBSETS = st.sets(st.integers(0, len(MENTIONS) - 1))


def _only(chosen: set[int]) -> Evaluation:
    kept = [mention for number, mention in enumerate(MENTIONS) if number in chosen]
    found = {
        name: replace(article, actors=tuple(actor for where, actor in kept if where == name))
        for name, article in PERFECT.items()
    }
    return _evaluated(found)


@given(SUBSETS, SUBSETS)
def test_gained_and_lost_are_the_mentions_of_one_side_only(before: set[int], now: set[int]) -> None:
    against = _against(_only(now), _only(before))
    items = {kind: {(item.article, item.start, item.end) for _, item in _changes(against, kind)} for kind in Kind}
    wanted = {
        Kind.RIGHT: {(MENTIONS[i][0], MENTIONS[i][1].start, MENTIONS[i][1].end) for i in now - before},
        Kind.MISSED: {(MENTIONS[i][0], MENTIONS[i][1].start, MENTIONS[i][1].end) for i in before - now},
        Kind.GONE: set(),
        Kind.SPURIOUS: set(),
    }
    assert items == wanted
    assert (Layer.ACTOR in against.fell) is (len(now) < len(before))


def test_what_is_said_of_a_norm_that_is_not_found_any_more_is_not_lost_twice() -> None:
    without = {**PERFECT, "3": replace(PERFECT["3"], norms=())}
    against = _against(_evaluated(without), _evaluated(PERFECT))
    assert {change.layer for change in against.changes} == {Layer.NORM}


def test_what_is_said_rightly_and_then_wrongly_is_lost_and_the_other_way_gained() -> None:
    wrong = {**PERFECT, "3": replace(PERFECT["3"], norms=(replace(PERFECT["3"].norms[0], bearers=("县长",)),))}
    [lost] = _against(_evaluated(wrong), _evaluated(PERFECT)).changes
    assert (lost.layer, lost.kind, lost.item.said) == (Layer.BEARER, Kind.MISSED, "应为县政府各部门，判为县长")
    [gained] = _against(_evaluated(PERFECT), _evaluated(wrong)).changes
    assert (gained.layer, gained.kind, gained.item.said) == (Layer.BEARER, Kind.RIGHT, "县政府各部门")


def test_what_is_found_where_there_is_nothing_is_a_loss() -> None:
    actor = replace(PERFECT["1"].actors[0])
    bare = replace(RULES, articles=tuple(replace(each, actors=(), times=(), norms=()) for each in RULES.articles))
    nothing = {each.id: each for each in bare.articles}
    before, now = _evaluated(nothing, bare), _evaluated({**nothing, "1": replace(nothing["1"], actors=(actor,))}, bare)
    against = _against(now, before)
    assert against.fell == (Layer.ACTOR, Layer.ACTOR_TYPE)
    assert [(change.layer, change.kind) for change in against.changes] == [(Layer.ACTOR_TYPE, Kind.SPURIOUS)]
    assert [each.change for each in against.figures if each.layer is Layer.ACTOR] == [None]


def test_a_gold_that_was_mended_is_no_gain_and_no_loss() -> None:
    first = RULES.articles[0]
    poorer = replace(RULES, digest="other", articles=(replace(first, actors=first.actors[:1]), *RULES.articles[1:]))
    against = _against(_evaluated(PERFECT), _evaluated(PERFECT, poorer))
    assert not against.same_gold
    assert against.changes == ()
    back = _against(_evaluated(PERFECT, poorer), _evaluated(PERFECT))
    assert back.changes == ()


def test_a_gold_that_the_baseline_does_not_have_is_held_against_nothing() -> None:
    assert difference(_evaluated(PERFECT), baseline_of([_evaluated(PERFECT, replace(RULES, name="other"))])) is None


# --- what people see -------------------------------------------------------------------------------------------------


def _placed(found: dict[str, Marked]) -> Evaluation:
    """Return an evaluation that knows the paragraphs of its articles, as the parser does."""
    parsed = read_articles(RULES)
    return evaluate({name: replace(each, article=parsed[name].article) for name, each in found.items()}, RULES)


def _said(now: dict[str, Marked], before: dict[str, Marked] | None = None, errors: Layer | None = None) -> Section:
    evaluation = _placed(now)
    against = None if before is None else _against(evaluation, _placed(before))
    return section(evaluation, against, compared=before is not None, errors=errors, unblind=False)


PRINTED = {
    "scores.txt": lambda: to_text([_said(FAULTY, errors=Layer.ACTOR_TYPE)], width=100),
    "losses.txt": lambda: to_text([_said(FAULTY, PERFECT)], width=100),
    "gains.md": lambda: to_markdown([_said(PERFECT, FAULTY)]),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed(name: str) -> None:
    """Written once, and read by a person whenever it changes."""
    assert PRINTED[name]() == (CASE / name).read_text(encoding="utf-8")


def test_a_find_that_a_baseline_alone_knows_has_its_sentence_too() -> None:
    against = _against(_placed(PERFECT), _placed(FAULTY))
    [gone] = [change for change in against.changes if change.kind is Kind.GONE and change.layer is Layer.NORM]
    seen = shown(gone.item, gone.layer, against.evaluation)
    assert (seen.place, seen.sentence) == ("第二条第二款", "【会议材料】应当及时报送县政府。")


def test_a_find_over_several_sentences_is_shown_with_all_of_them() -> None:
    seen = shown(Item(article="2", start=23, end=33), Layer.TIME, _placed(PERFECT))
    assert seen.sentence == "必要时可以邀请【专家学者列席。 会议】材料应当及时报送县政府。"


def test_a_find_of_an_article_that_the_gold_does_not_have_any_more_has_no_sentence() -> None:
    seen = shown(Item(article="9", start=0, end=3, value="ORG"), Layer.ACTOR_TYPE, _placed(PERFECT))
    assert (seen.place, seen.what, seen.sentence) == ("9", "机构", "")


def test_an_article_that_was_not_read_is_shown_by_its_label() -> None:
    evaluation = evaluate({}, RULES)
    score = evaluation.layer(Layer.ACTOR_TYPE)
    assert score is not None
    seen = shown(score.missed[0], Layer.ACTOR_TYPE, evaluation)
    assert (seen.place, seen.what) == ("第一条", "机构")
    assert seen.sentence.startswith("【县政府办公室】应当在收到申请之日起")


def test_what_has_no_figure_is_a_dash() -> None:
    empty = replace(RULES, articles=tuple(replace(each, actors=(), times=(), norms=()) for each in RULES.articles))
    evaluation = _evaluated({each.id: each for each in empty.articles}, empty)
    text = to_text([section(evaluation, None, compared=False, errors=None, unblind=False)], width=100)
    assert re.search(r"^主体 actor +0 +0 +0 +– +– +– +–$", text, re.MULTILINE)
    assert re.search(r"^模态 modality +0 +0 +–$", text, re.MULTILINE)
    assert not re.search(r"\d\.\d", text)
    assert to_table([evaluation], [Layer.ACTOR]) == "| gold | actor |\n| --- | --- |\n| rules |  |\n"
    record = json.loads(result_json([(evaluation, None)], unblind=False))["golds"][0]["layers"]
    assert record["actor"]["exact"] == {"right": 0, "precision": None, "recall": None, "f1": None}
    assert record["modality"] == {"accuracy": None, "n": 0, "right": 0}


BLIND = replace(RULES, blind=True)


@pytest.mark.parametrize("unblind", [False, True])
def test_single_finds_of_a_blind_gold_are_listed_only_when_asked_for(*, unblind: bool) -> None:
    now, before = _evaluated(FAULTY, BLIND), _evaluated(PERFECT, BLIND)
    against = _against(now, before)
    said = section(now, against, compared=True, errors=Layer.ACTOR_TYPE, unblind=unblind)
    text = to_text([said], width=100) + to_markdown([said])
    text += result_json([(now, against)], errors=Layer.ACTOR_TYPE, unblind=unblind).split('"layers"')[1]
    assert bool(said.entries) is unblind
    assert ("【" in text) is unblind
    assert ("县司法局" in text) is unblind
    assert ("只列分数" in text) is not unblind
    assert "得0处，失" in text


def test_json_says_what_changed() -> None:
    now, before = _placed(FAULTY), _placed(PERFECT)
    document = json.loads(result_json([(now, _against(now, before))], unblind=False))
    assert document["schema"] == "zhize.evaluation/1"
    [gold] = document["golds"]
    assert (gold["name"], gold["articles"], gold["read"], gold["blind"]) == ("rules", 3, "whole", False)
    assert gold["against"]["figures"]["actor"] == {"before": 1.0, "after": 10 / 13, "change": 10 / 13 - 1}
    assert gold["against"]["changes"][0] == {
        "gain": False,
        "layer": "actor+type",
        "kind": "missed",
        "article": "1",
        "start": 24,
        "end": 28,
        "place": "第一条",
        "what": "机构",
        "sentence": "县政府办公室应当在收到申请之日起3个工作日内回复【县司法局】。",
    }
