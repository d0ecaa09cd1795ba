"""Scoring a result against a gold: the laws of the figures, and the scorer that stays the referee."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhize
from zhize.analysis import Analysis
from zhize.evaluation import Item, Layer, LayerScore, Marked, Part, Score, at_hand, evaluate, read_articles, read_gold
from zhize.evaluation.counting import scored
from zhize.evaluation.matching import overlapping

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zhize.evaluation import Evaluation, Gold

RULES = Path(__file__).parent / "cases" / "evaluation" / "rules.jsonl"
SETS = [layer for layer in Layer if not layer.is_rate and layer is not Layer.NORM]
DEVELOPMENT = ["sishui-2022", "jiguan-2012", "zuzhifa-2024", "mixed", "times"]


@pytest.fixture(scope="module")
def rules() -> Gold:
    return read_gold(str(RULES))


@pytest.fixture(scope="module")
def seed_gold() -> Gold:
    return read_gold("sishui-2022")


def _marks(gold: Gold) -> dict[str, Marked]:
    """What a perfect program finds."""
    return {article.id: article for article in gold.articles}


def _layer(evaluation: Evaluation, layer: Layer) -> LayerScore:
    found = evaluation.layer(layer)
    assert found is not None
    return found


def _of(gold: Gold, found: Mapping[str, Marked]) -> dict[Layer, LayerScore]:
    return {score.layer: score for score in evaluate(found, gold).layers}


# --- the figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "figures"),
    [
        (Score(), (None, None, None)),
        (Score(found=3), (0.0, 0.0, 0.0)),
        (Score(gold=3), (0.0, 0.0, 0.0)),
        (Score(gold=4, found=2, right=1), (0.5, 0.25, 1 / 3)),
        (Score(gold=2, found=2, right=2), (1.0, 1.0, 1.0)),
    ],
    ids=str,
)
def test_figures_of_counts(score: Score, figures: tuple[float | None, ...]) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx(figures)


SPANS = st.sets(st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair))), max_size=6)
ITEMS = st.sets(
    st.builds(
        lambda span, kind: Item(article="1", start=span[0], end=span[1], value=kind),
        st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair))),
        st.sampled_from(["ORG", "ROLE", "MEETING"]),
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_no_choice_of_pairs_has_more_that_overlap(left: set[tuple[int, int]], right: set[tuple[int, int]]) -> None:
    few, many = sorted((sorted(left), sorted(right)), key=len)
    best = max(
        sum(one[0] < other[1] and other[0] < one[1] for one, other in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    assert overlapping(left, right) == best


@given(ITEMS, ITEMS)
def test_precision_and_recall_are_mirrored(gold: set[Item], found: set[Item]) -> None:
    one, other = scored(Layer.ACTOR_TYPE, gold, found), scored(Layer.ACTOR_TYPE, found, gold)
    for a, b in ((one.exact, other.exact), (one.overlap, other.overlap)):
        assert a is not None
        assert b is not None
        assert (a.precision, a.recall, a.f1) == (b.recall, b.precision, b.f1)
    assert (one.right, one.missed, one.spurious) == (other.right, other.spurious, other.missed)


@given(ITEMS, ITEMS)
def test_what_is_the_same_overlaps_and_types_add_up(gold: set[Item], found: set[Item]) -> None:
    score = scored(Layer.ACTOR_TYPE, gold, found)
    assert score.overlap is not None
    assert score.exact.right <= score.overlap.right <= min(len(gold), len(found))
    assert sum((each.exact for each in score.types), Score()) == score.exact
    assert sum((each.overlap for each in score.types if each.overlap), Score()) == score.overlap
    assert all(each.overlap and each.exact.right <= each.overlap.right for each in score.types)


# --- laws of an evaluation -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [str(RULES), "sishui-2022"])
def test_a_gold_against_itself_is_perfect(name: str) -> None:
    gold = read_gold(name)
    scores = _of(gold, _marks(gold))
    assert set(scores) == {layer for layer in Layer if layer.part in gold.holds}
    for score in scores.values():
        assert score.score.f1 == score.exact.f1 == 1.0
        assert (score.missed, score.spurious) == ((), ())
        assert all(each.exact.f1 == 1.0 for each in score.types)
        assert score.overlap is None or score.overlap.f1 == 1.0


def test_every_mention_that_is_left_out_is_lost_alone(seed_gold: Gold) -> None:
    whole = _marks(seed_gold)
    for article in seed_gold.articles:
        for actor in article.actors:
            rest = tuple(other for other in article.actors if other != actor)
            scores = _of(seed_gold, whole | {article.id: replace(article, actors=rest)})
            item = Item(article=article.id, start=actor.start, end=actor.end, value=actor.type)
            assert scores[Layer.ACTOR_TYPE].missed == (item,)
            assert scores[Layer.ACTOR_TYPE].spurious == ()
            changed = {layer for layer, score in scores.items() if score.missed or score.spurious}
            assert changed == {Layer.ACTOR, Layer.ACTOR_TYPE}


def test_every_norm_that_is_left_out_is_lost_alone(rules: Gold) -> None:
    whole = _marks(rules)
    for article in rules.articles:
        for norm in article.norms:
            rest = tuple(other for other in article.norms if other != norm)
            score = _of(rules, whole | {article.id: replace(article, norms=rest)})[Layer.NORM]
            assert score.missed == (Item(article=article.id, start=norm.action.start, end=norm.action.end),)
            assert score.spurious == ()
            assert score.score == Score(gold=5, found=4, right=4)


@pytest.mark.parametrize("layer", SETS, ids=str)
def test_a_result_against_the_gold_mirrors_the_gold_against_it(seed_gold: Gold, layer: Layer) -> None:
    found = read_articles(seed_gold)
    turned = replace(seed_gold, articles=tuple(found[article.id] for article in seed_gold.articles))
    one, other = _of(seed_gold, found)[layer], _of(turned, _marks(seed_gold))[layer]
    assert (one.exact.precision, one.exact.recall) == (other.exact.recall, other.exact.precision)
    assert (one.missed, one.spurious) == (other.spurious, other.missed)
    if one.overlap:
        assert other.overlap
        assert (one.overlap.gold, one.overlap.right) == (other.overlap.found, other.overlap.right)


def test_an_article_of_another_text_loses_all_that_is_in_it(rules: Gold) -> None:
    first = rules.articles[0]
    with_structure = replace(rules, holds=rules.holds | {Part.STRUCTURE})
    for text, same in ((first.text + "。", 0), (first.text.replace("在", "在 "), 1)):
        scores = _of(with_structure, _marks(rules) | {first.id: replace(first, text=text)})
        assert scores[Layer.STRUCTURE].exact == Score(gold=3, found=2 + same, right=2 + same)
        assert {item.article for item in scores[Layer.ACTOR_TYPE].missed} == {first.id}
        assert scores[Layer.ACTOR].exact == Score(gold=7, found=5, right=5)
    assert _of(with_structure, {})[Layer.STRUCTURE].exact == Score(gold=3)


def test_a_layer_that_nothing_is_in_has_no_figure(rules: Gold) -> None:
    empty = replace(rules, articles=tuple(Marked(id=each.id, text=each.text) for each in rules.articles))
    scores = _of(empty, _marks(empty))
    assert {score.score.f1 for score in scores.values()} == {None}
    assert {score.types for score in scores.values()} == {()}


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        (Layer.TIME_TYPE, {"type": zhize.TimeType.DURATION}),
        (Layer.TIME_VALUE, {"value": "P3D"}),
        (Layer.DIRECTION, {"direction": zhize.Direction.AFTER}),
        (Layer.ANCHOR, {"anchor": "收到"}),
        (Layer.BOUND, {"bound": zhize.Bound.MIN}),
    ],
    ids=lambda value: str(value) if isinstance(value, Layer) else "",
)
def test_what_is_said_of_a_time_is_a_layer_of_its_own(rules: Gold, layer: Layer, change: dict[str, Any]) -> None:
    first = rules.articles[0]
    changed = replace(first, times=(replace(first.times[0], **change),))
    scores = _of(rules, _marks(rules) | {first.id: changed})
    wrong = {each for each, score in scores.items() if score.missed or score.spurious}
    assert wrong == {layer}
    assert [(item.article, item.start, item.end) for item in scores[layer].missed] == [("1", 9, 22)]


@pytest.mark.parametrize(
    ("layer", "change"),
    [
        (Layer.MODALITY, {"modality": zhize.Modality.PERMISSION}),
        (Layer.FORCE, {"force": zhize.Force.SOFT}),
        (Layer.MARKER, {"marker": None}),
        (Layer.BEARER, {"bearers": ("县司法局",)}),
        (Layer.CONDITION, {"condition": zhize.Span(start=0, end=3)}),
    ],
    ids=lambda value: str(value) if isinstance(value, Layer) else "",
)
def test_what_is_said_of_a_norm_is_a_layer_of_its_own(rules: Gold, layer: Layer, change: dict[str, Any]) -> None:
    first = rules.articles[0]
    changed = replace(first, norms=(replace(first.norms[0], **change),))
    scores = _of(rules, _marks(rules) | {first.id: changed})
    wrong = {each for each, score in scores.items() if score.missed or score.spurious}
    assert wrong == {layer} | ({Layer.EDGE} if layer is Layer.BEARER else set())


def test_an_anchor_is_compared_without_its_day(rules: Gold) -> None:
    first = rules.articles[0]
    changed = replace(first, times=(replace(first.times[0], anchor="收到申请之日"),))
    assert _of(rules, _marks(rules) | {first.id: changed})[Layer.ANCHOR].missed == ()


def test_a_default_bearer_that_no_article_names_is_nobodys_to_find(rules: Gold) -> None:
    def gold_of(name: str) -> Gold:
        first = rules.articles[0]
        norm = replace(first.norms[0], bearers=(name,), bearer_source=zhize.BearerSource.DEFAULT)
        return replace(rules, articles=(replace(first, norms=(norm,)), *rules.articles[1:]))

    assert _of(gold_of("乡政府"), _marks(rules))[Layer.BEARER].exact == Score(gold=4, found=4, right=4)
    assert _of(gold_of("县司法局"), _marks(rules))[Layer.BEARER].exact == Score(gold=5, found=5, right=4)


def test_the_analysis_of_the_whole_text_is_taken_as_it_is(rules: Gold) -> None:
    assert rules.whole is not None
    given = evaluate(zhize.analyze(rules.whole), rules)
    assert given.layers == evaluate(read_articles(rules), rules).layers
    assert _layer(given, Layer.ACTOR).exact.gold == 7


# --- the referee -----------------------------------------------------------------------------------------------------


TIME_FAULTS: list[dict[str, Any]] = [
    {"value": "P9D"},
    {"direction": "after"},
    {"anchor": "会议"},
    {"bound": "exact"},
    {"type": "duration"},
    {},
]


def _thinned(document: dict[str, Any]) -> dict[str, Any]:
    """An analysis with faults in every layer."""
    for number, actor in enumerate(document["actors"]):
        if number % 5 == 0:
            actor["type"] = "GROUP"
        actor["end"] -= number % 7 == 0 and actor["end"] - actor["start"] > 1
    for number, time in enumerate(document["times"]):
        time.update(TIME_FAULTS[number % len(TIME_FAULTS)])
    for number, norm in enumerate(document["norms"]):
        norm.update({"force": "soft"} if number % 4 == 0 else {})
        norm.update({"marker": None, "condition": dict(norm["action"])} if number % 3 == 0 else {})
        norm.update({"bearers": ["有关部门"], "counterparts": []} if number % 6 == 0 else {})
        norm.update({"modality": "permission", "time": []} if number % 8 == 0 else {})
        norm["action"]["end"] = max(norm["action"]["start"] + 1, norm["action"]["end"] - number % 9)
    document["norms"] = [norm for number, norm in enumerate(document["norms"]) if number % 10]
    document["actors"] = [actor for number, actor in enumerate(document["actors"]) if number % 11]
    return document


@pytest.mark.parametrize("change", [lambda document: document, _thinned], ids=["as it is", "with faults"])
@pytest.mark.parametrize("name", DEVELOPMENT)
def test_the_figures_are_those_of_the_scorer(
    name: str, change: Callable[[dict[str, Any]], dict[str, Any]], shared: Path, tmp_path: Path
) -> None:
    gold = read_gold(name)
    assert gold.whole is not None
    document = change(json.loads(zhize.analyze(gold.whole).to_json()))
    files = shared / f"gold/dev/{name}.jsonl", shared / f"gold/dev/{name}.articles.json", tmp_path / "analysis.json"
    files[2].write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    ours = evaluate(Analysis.from_dict(document), gold)
    assert _differences(ours, _refereed(shared, *files)) == {}


def test_the_figures_of_the_held_out_gold_are_those_of_the_scorer(shared: Path, tmp_path: Path) -> None:
    gold = read_gold("heldout")
    found = read_articles(gold)
    files = [tmp_path / name for name in ("gold.jsonl", "articles.json", "analysis.json")]
    lines = (Path(__file__).parents[1] / "corpora/gold/heldout.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {article.id: article.text for article in gold.articles}
    files[0].write_text("".join(_with_anchors(line, texts) for line in lines), encoding="utf-8")
    files[1].write_text(json.dumps([{"article": name, "text": text} for name, text in texts.items()]), encoding="utf-8")
    files[2].write_text(json.dumps(_one_document(found)), encoding="utf-8")
    assert _differences(evaluate(found, gold), _refereed(shared, *files)) == {}


def _refereed(shared: Path, *files: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(shared / "gold/score.py"), *map(str, files), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows: dict[str, dict[str, float]] = json.loads(done.stdout)
    return rows


def _differences(ours: Evaluation, theirs: dict[str, dict[str, float]]) -> dict[str, object]:
    """Return the layers whose figures are not those of the scorer; it leaves out those without any."""
    differing: dict[str, object] = {}
    for score in ours.layers:
        if score.layer.is_rate:
            mine = {"accuracy": score.score.f1, "n": score.score.gold}
        else:
            exact = score.score
            mine = {"precision": exact.precision, "recall": exact.recall, "f1": exact.f1}
            mine |= {"gold": exact.gold, "predicted": exact.found}
        row = theirs.get(score.layer)
        if (row is None) is not score.score.is_empty or (row is not None and mine != pytest.approx(row, abs=1e-9)):
            differing[score.layer] = mine, row
    return differing


def _with_anchors(line: str, texts: Mapping[str, str]) -> str:
    """Return a line of the held-out gold with the words of anchors, as the scorer wants them, for their offsets."""
    fields = json.loads(line)
    for time in fields["times"]:
        if anchor := time.get("anchor"):
            time["anchor"] = texts[fields["article"]][anchor["start"] : anchor["end"]]
    return json.dumps(fields, ensure_ascii=False) + "\n"


def _one_document(found: Mapping[str, Marked]) -> dict[str, Any]:
    """Return what was found in articles that were read one by one as one analysis."""
    document: dict[str, Any] = {"articles": [{"number": name, "text": each.text} for name, each in found.items()]}
    for part in ("actors", "times", "norms"):
        records = []
        for name, article in found.items():
            analysis = Analysis(
                regulation=zhize.parse(""),
                references=(),
                actors=article.actors,
                times=article.times,
                norms=article.norms,
            )
            records += [{**record, "article": name} for record in analysis.to_dict()[part]]
        document[part] = records
    return document


def test_every_gold_of_the_project_is_at_hand_with_its_folder(shared: Path) -> None:
    assert shared.is_dir()
    assert set(DEVELOPMENT) | {"heldout"} <= set(at_hand())
