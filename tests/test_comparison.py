"""`zhize.compare`: which article stands for which, and what changed in what they demand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import jsonschema
import pytest
from documents import article, document, norm, span

import zhize
from zhize import contract, labels
from zhize.comparison import Change, ChangeKind, Effect, Pair, PairType, compare, effects
from zhize.comparison.alignment import Link, align
from zhize.comparison.equality import fold
from zhize.comparison.mapping import Home, LevelEntry, LevelKind, home_of, neutral
from zhize.comparison.order import longest_run
from zhize.comparison.passages import Passage
from zhize.comparison.wording import hunks, ratio
from zhize.lexicon import load
from zhize.numerals import chinese
from zhize.types import Counterpart, Force, Level, Metadata, Modality, Relation, Span, Time, TimeType

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.analysis import Analysis

COUNTY = Home(place="泗水", word="县", level=Level.COUNTY)
CITY = Home(place="示例", word="市", level=Level.CITY)

# Articles of rules that were never issued.
MEETING = "县政府全体会议由县长召集和主持，县政府办公室负责会议的组织工作，议定事项形成纪要印发有关部门。"
MATERIAL = "议题材料由主办部门起草，主办部门应当于会前5个工作日报县政府办公室审核，未经审核的材料不提交会议。"
LEAVE = "副县长离开本县外出考察，须事先向县长请假，并由县政府办公室通报值班安排和联络方式。"
SEAL = "县政府印章由专人保管，用印须经分管领导批准并逐次登记，印章不得带出办公场所使用。"
ARCHIVE = "文件办理完毕后，各部门应当在三个月内整理归档，档案室每年清点1次，遗失的及时补正。"
VISIT = "领导干部每季度到联系点走访群众，走访情况填写台账，群众反映的困难转有关单位限期答复。"
ARTICLES = (MEETING, MATERIAL, LEAVE, SEAL, ARCHIVE, VISIT)


def rules(*articles: str, title: str = "泗水县人民政府工作规则") -> str:
    """Return a text of articles numbered from one."""
    return "\n".join([title, *(f"第{chinese(number)}条　{text}" for number, text in enumerate(articles, 1))])


def shape(left: str, right: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Return what stands for what, and how."""
    return [(pair.left, pair.right, pair.type.value) for pair in compare(left, right).pairs]


def only(left: str, right: str) -> Pair:
    """Return the one pair of two texts of one article."""
    [pair] = compare(rules(left), rules(right)).pairs
    return pair


def demands(pair: Pair) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the changes of a pair but for its wording."""
    return [(c.kind, c.left, c.right, c.effect) for c in pair.changes if c.kind is not ChangeKind.WORDING]


# --- types of pairs --------------------------------------------------------------------------------------------------


def test_a_text_is_identical_to_itself(seed: Path) -> None:
    pairs = compare(seed, seed).pairs
    assert len(pairs) == 93
    assert {(pair.type, pair.renumbered, pair.moved, pair.similarity, pair.changes) for pair in pairs} == {
        (PairType.IDENTICAL, False, False, 1.0, ())
    }
    assert all(pair.left == pair.right for pair in pairs)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("县政府应当公开，并说明理由。", "县政府应当公开,并说明理由。"),
        ("执行“一事一议”（含复议）。", '执行"一事一议"(含复议)。'),
        ("执行『一事一议』。", "执行‘一事一议’。"),
        ("依照〔2022〕9号文件办理。", "依照[2022]9号文件办理。"),
        ("县政府 应当　公开。", "县政府应当公开。"),
        ("召开1－2次会议。", "召开1—2次会议。"),
    ],
)
def test_white_space_and_forms_of_punctuation_do_not_count(left: str, right: str) -> None:
    assert only(left, right).type is PairType.IDENTICAL


@pytest.mark.parametrize(
    ("left", "right"),
    [("报送、备案。", "报送，备案。"), ("五日内回复。", "5日内回复。"), ("依照第十条办理。", "依照第十一条办理。")],
)
def test_everything_else_counts(left: str, right: str) -> None:
    assert only(MEETING + left, MEETING + right).type is PairType.MODIFIED


def test_added_and_deleted_articles_renumber_the_others() -> None:
    left = rules(MEETING, MATERIAL, LEAVE, SEAL)
    right = rules(MEETING, VISIT, MATERIAL, SEAL)
    assert shape(left, right) == [
        (("1",), ("1",), "identical"),
        ((), ("2",), "added"),
        (("2",), ("3",), "identical"),
        (("3",), (), "deleted"),
        (("4",), ("4",), "identical"),
    ]
    assert [pair.renumbered for pair in compare(left, right).pairs] == [False, False, True, False, False]
    assert not any(pair.moved for pair in compare(left, right).pairs)


def test_a_moved_article_is_told_from_those_that_made_way() -> None:
    pairs = compare(rules(*ARTICLES), rules(*ARTICLES[1:], MEETING)).pairs
    assert [(pair.left, pair.right) for pair in pairs if pair.moved] == [(("1",), ("6",))]
    assert {pair.type for pair in pairs} == {PairType.IDENTICAL}


def test_split_and_merged_mirror_each_other() -> None:
    whole, parts = rules(MEETING, LEAVE + SEAL, VISIT), rules(MEETING, LEAVE, SEAL, VISIT)
    assert (("2",), ("2", "3"), "split") in shape(whole, parts)
    assert (("2", "3"), ("2",), "merged") in shape(parts, whole)
    [split] = [pair for pair in compare(whole, parts).pairs if pair.type is PairType.SPLIT]
    assert (split.similarity, split.renumbered, split.changes) == (1.0, False, ())


def test_an_article_rewritten_in_its_place_is_still_its_successor() -> None:
    old = "县政府印章由专人保管，用印须经分管领导批准。"
    new = "实行电子印章。部门申请用印，须在办公系统提交，由县政府印章专人核对后盖章。"
    assert shape(rules(MEETING, MATERIAL, old, LEAVE, VISIT), rules(MEETING, MATERIAL, new, LEAVE, VISIT))[2] == (
        ("3",),
        ("3",),
        "modified",
    )


def test_a_deleted_article_and_an_added_one_in_its_place_are_not_forced_together() -> None:
    assert sorted(shape(rules(MEETING, MATERIAL, SEAL, LEAVE), rules(MEETING, MATERIAL, VISIT, LEAVE)))[:2] == [
        ((), ("3",), "added"),
        (("1",), ("1",), "identical"),
    ]


def test_articles_that_say_the_same_pair_off_in_order() -> None:
    text = rules(MEETING, SEAL, SEAL, LEAVE, SEAL)
    assert [(pair.left, pair.right) for pair in compare(text, text).pairs] == [((str(n),),) * 2 for n in range(1, 6)]


def test_texts_of_different_subjects_end_added_and_deleted() -> None:
    other = (
        "养犬人携犬出户，应当用长度适当的牵引绳牵领，并避让行人。",
        "犬只应当接种狂犬病疫苗，养犬人凭免疫证明办理登记。",
        "禁止在公园水域放生外来物种。",
    )
    types = {pair.type for pair in compare(rules(*ARTICLES), rules(*other, title="某市养犬管理条例")).pairs}
    assert types == {PairType.ADDED, PairType.DELETED}


def test_texts_without_articles_are_one_pair() -> None:
    assert shape("各部门应当及时办理。", "各部门应当及时办理。") == [(("0",), ("0",), "identical")]
    [pair] = compare("各部门应当公开有关事项。", "各部门可以公开有关事项。").pairs
    assert demands(pair) == [("modality", "应当", "可以", "weaker")]


def test_empty_articles_are_no_trouble() -> None:
    assert align([Passage(text="")], [Passage(text="")]) == (Link(left=(0,), right=(0,)),)
    assert align([], [Passage(text="甲")]) == (Link(left=(), right=(0,)),)
    assert align([], []) == ()


# --- what changed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("应当", "可以", ("modality", "应当", "可以", "weaker")),
        ("5个工作日", "3个工作日", ("deadline", "会前5个工作日", "会前3个工作日", "shorter")),
        ("5个工作日", "10个工作日", ("deadline", "会前5个工作日", "会前10个工作日", "longer")),
    ],
)
def test_a_change_is_named_with_its_words_and_effect(old: str, new: str, expected: tuple[str, ...]) -> None:
    pair = only(MATERIAL, MATERIAL.replace(old, new))
    assert demands(pair) == [expected]
    [change] = pair.changes  # nothing of it is also called wording
    assert change.left_span is not None
    assert change.left_span.of(MATERIAL) == change.left
    assert (change.left_article, change.right_article) == ("1", "1")


def test_effects_turn_round_with_the_sides() -> None:
    pair = only(MATERIAL.replace("应当", "可以").replace("会前5个", "会前3个"), MATERIAL)
    assert demands(pair) == [
        ("modality", "可以", "应当", "stronger"),
        ("deadline", "会前3个工作日", "会前5个工作日", "longer"),
    ]


def test_bearers_and_prohibitions() -> None:
    text = "文件由县政府办公室负责印发。印章不得带出办公场所使用。"
    assert demands(only(text, text.replace("县政府办公室", "县司法局"))) == [
        ("bearer", "县政府办公室", "县司法局", None)
    ]
    assert demands(only(text, text.replace("不得", "可以"))) == [("modality", "不得", "可以", "weaker")]


def test_frequency() -> None:
    text = "县政府办公室应当每月通报1次办理情况。"
    [change] = demands(only(text, text.replace("1次", "2次")))
    assert (change[0], change[3]) == ("frequency", "stronger")


def test_a_norm_that_went_and_the_words_that_went_with_it() -> None:
    pair = only(MEETING + SEAL, MEETING)
    assert {kind for kind, *_ in demands(pair)} == {"norm_removed"}
    wording = [change.left for change in pair.changes if change.kind is ChangeKind.WORDING]
    assert wording == [SEAL]


def _made(**fields: object) -> Analysis:
    """Return a document of one article and norm."""
    text = "经县司法局审查，遇紧急事项的，县政府办公室应当在三日内报县长批准。"
    base = norm(text, "报县长批准", **fields)
    plain = document()
    regulation = replace(plain.regulation, articles=(article(1, text),))
    return replace(plain, regulation=regulation, actors=(), times=(), norms=(base,))


def _changes_of(left: Analysis, right: Analysis) -> list[tuple[str, str | None, str | None, str | None]]:
    # The text has to differ for the norms to be looked at.
    body = replace(right.regulation.articles[0], text=right.regulation.articles[0].text + "另行通知。")
    [pair] = compare(left, replace(right, regulation=replace(right.regulation, articles=(body,)))).pairs
    return demands(pair)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"force": Force.HARD}, {"force": Force.SOFT}, ("force", "硬性", "倡导", "weaker")),
        (
            {"counterparts": (Counterpart(name="县长", relation=Relation.APPROVED_BY),)},
            {"counterparts": (Counterpart(name="副县长", relation=Relation.APPROVED_BY),)},
            ("counterpart", "县长", "副县长", None),
        ),
        (
            {},
            {"counterparts": (Counterpart(name="县司法局", relation=Relation.REVIEWED_BY),)},
            ("counterpart", None, "县司法局", None),
        ),
        (
            {},
            {"condition": span("经县司法局审查，遇紧急事项的，", "遇紧急事项的")},
            ("condition", None, "遇紧急事项的", "weaker"),
        ),
        (
            {"exception": span("经县司法局审查，遇紧急事项的，", "遇紧急事项的")},
            {},
            ("condition", "遇紧急事项的", None, "stronger"),
        ),
        ({"bearers": ("县政府办公室",)}, {"bearers": ("县司法局",)}, ("bearer", "县政府办公室", "县司法局", None)),
    ],
)
def test_every_field_of_a_norm_is_held_against_its_counterpart(
    before: dict[str, object], after: dict[str, object], expected: tuple[str | None, ...]
) -> None:
    assert _changes_of(_made(**before), _made(**after)) == [expected]


def _time(value: str, kind: TimeType = TimeType.DEADLINE) -> Time:
    return Time(article="1", start=0, end=1, text=value, type=kind, value=value)


@pytest.mark.parametrize(
    ("left", "right", "effect"),
    [
        ("P10D", "P5D", "shorter"),
        ("P5D", "P5WD", "longer"),
        ("P1M", "P15D", "shorter"),
        ("PT24H", "P3D", "longer"),
        ("PT30M", "PT1H", "longer"),
        ("P3M/P1Y", "P6M", "shorter"),
        ("--03-31", "--06-30", None),
        ("P5D", "P5D", None),
        ("P1M", "P30D", None),
    ],
)
def test_deadlines_grow_longer_and_shorter(left: str, right: str, effect: str | None) -> None:
    assert effects.of_deadline(_time(left), _time(right)) == effect


def test_a_measure_is_stronger_than_a_vague_word_and_that_than_nothing() -> None:
    soon = _time("immediate", TimeType.VAGUE)
    assert effects.of_deadline(soon, _time("P3D")) is Effect.STRONGER
    assert effects.of_deadline(soon, None) is Effect.WEAKER
    assert effects.of_frequency(None, _time("R1/P1M", TimeType.FREQUENCY)) is Effect.STRONGER


@pytest.mark.parametrize(
    ("left", "right", "effect"),
    [
        ("R1/P1M", "R1/P3M", "weaker"),
        ("R1/P1Y", "R1-2/P1Y", "stronger"),
        ("R4/P1Y", "R1/P3M", None),
        ("R1/P1M", "--03", None),
    ],
)
def test_more_often_is_stronger(left: str, right: str, effect: str | None) -> None:
    first, second = _time(left, TimeType.FREQUENCY), _time(right, TimeType.FREQUENCY)
    assert effects.of_frequency(first, second) == effect


@pytest.mark.parametrize(
    ("left", "right", "effect"),
    [
        (Modality.OBLIGATION, Modality.PERMISSION, "weaker"),
        (Modality.PROHIBITION, Modality.PERMISSION, "weaker"),
        (Modality.PERMISSION, Modality.PROHIBITION, "stronger"),
        (Modality.OBLIGATION, Modality.PROHIBITION, None),
        (Modality.CONSTITUTIVE, Modality.OBLIGATION, None),
    ],
)
def test_the_scale_of_modalities(left: Modality, right: Modality, effect: str | None) -> None:
    assert effects.of_modality(left, right) == effect


# --- two levels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("county", "city"),
    [
        ("县政府工作的准则是执政为民。", "市政府工作的准则是执政为民。"),
        ("副县长协助县长工作。", "副市长协助市长工作。"),
        ("由县政府办公室主任召集。", "由市政府秘书长召集。"),
        ("县政府办公室副主任列席会议。", "市政府副秘书长列席会议。"),
        ("经县司法局审查。", "经市司法局审查。"),
        ("征求各镇（街道）意见。", "征求各县（市、区）意见。"),
        ("建设美丽泗水，报泗水县人民政府批准。", "建设美丽示例，报示例市人民政府批准。"),
        ("事关全县发展的县级预算，我县依法公开。", "事关全市发展的市级预算，我市依法公开。"),
    ],
)
def test_articles_that_differ_by_the_bodies_of_their_level_are_adapted(county: str, city: str) -> None:
    left, right = rules(MEETING, county), rules(MEETING, city, title="示例市人民政府工作规则")
    pair = compare(left, right).pairs[1]
    assert (pair.type, pair.mapped_similarity, pair.changes) == (PairType.ADAPTED, 1.0, ())
    assert pair.similarity < 1


def test_the_same_words_between_texts_of_one_government_are_a_change() -> None:
    assert only("本县的事项由县长决定。", "泗水县的事项由县长决定。").type is PairType.MODIFIED


def test_other_levels_stay_as_they_are() -> None:
    assert (
        neutral("报市政府和省政府，县级以上人民政府负责城市管理。", COUNTY).text
        == fold("报市政府和省政府，县级以上人民政府负责城市管理。").text
    )
    assert neutral("市场秩序由市政府和直辖市负责。", CITY).text == "市场秩序由本政府和直辖市负责."


def test_a_change_between_levels_is_named_without_the_levels_own_words() -> None:
    text = "县政府各部门应当在五日内报县政府办公室。"
    left = rules(MEETING, text)
    right = rules(MEETING, text.replace("县", "市").replace("五日", "三日"), title="示例市人民政府工作规则")
    pair = compare(left, right).pairs[1]
    assert pair.type is PairType.MODIFIED
    assert [(c.kind, c.left, c.right, c.effect) for c in pair.changes] == [("deadline", "五日内", "三日内", "shorter")]


@pytest.mark.parametrize(
    ("metadata", "home"),
    [
        (Metadata(title="泗水县人民政府工作规则", issuer="泗水县人民政府", level=Level.COUNTY), COUNTY),
        (
            Metadata(title="工作规则", issuer="济宁市任城区人民政府", level=Level.COUNTY),
            Home(place="任城", word="区", level=Level.COUNTY),
        ),
        (
            Metadata(title="山东省大气污染防治条例", level=Level.PROVINCE),
            Home(place="山东", word="省", level=Level.PROVINCE),
        ),
        (Metadata(title="机关事务管理条例", level=Level.NATIONAL), Home(level=Level.NATIONAL)),
        (Metadata(title="通知"), Home()),
    ],
)
def test_whose_text_it_is(metadata: Metadata, home: Home) -> None:
    assert home_of(replace(zhize.parse(rules(SEAL)), metadata=metadata)) == home


LEVELS = load("levels", LevelEntry)


@pytest.mark.parametrize("entry", LEVELS, ids=lambda entry: entry.text)
def test_a_word_of_a_level_becomes_neutral_in_its_example(entry: LevelEntry) -> None:
    level = entry.levels[0] if entry.levels else Level.COUNTY
    home = Home(place="某某", word=entry.text if entry.kind is LevelKind.OWN else "", level=level)
    home = home if home.known else replace(home, word="○")
    assert entry.text in entry.example
    assert entry.role in neutral(entry.example, home).text


@pytest.mark.parametrize(
    ("entry", "longer"),
    [(entry, longer) for entry in LEVELS for longer in entry.not_],
    ids=lambda value: str(value)[:9],
)
def test_a_word_of_a_level_stays_inside_a_longer_word(entry: LevelEntry, longer: str) -> None:
    home = Home(place="某某", word=entry.text)
    if entry.kind is LevelKind.OWN:
        assert neutral(longer, home).text == fold(longer).text


# --- parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("应当在13日内答复", "应当在15日内答复", [("13", "15")]),
        ("甲事项。县政府应当公开。县政府备案。", "甲事项。县政府备案。", [("县政府应当公开。", "")]),
        ("三日内办结", "十三日内办结", [("三", "十三")]),
        ("（一）甲事项", "(一) 甲事项", []),
        ("甲", "", [("甲", "")]),
        ("完全不同的一句话", "毫无共通之处", [("完全不同的一句话", "毫无共通之处")]),
    ],
)
def test_differences_are_pieces_that_one_can_read(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    found = hunks(fold(left), fold(right))
    assert [(hunk.left.of(left), hunk.right.of(right)) for hunk in found] == expected


def test_long_texts_are_compared_by_sentences_first() -> None:
    sentences = [f"第{chinese(number)}项工作由有关部门负责。" for number in range(1, 1500)]
    left = "".join(sentences)
    right = left.replace("第七百项工作由有关", "第七百项工作可由有关")
    [hunk] = hunks(fold(left), fold(right))
    assert hunk.right.of(right) == "可"
    assert ratio(fold(left).text, fold(right).text) > 0.99


@pytest.mark.parametrize(
    ("values", "run"), [([], ()), ([1, 2, 3], (0, 1, 2)), ([3, 1, 2], (1, 2)), ([1, 1, 0], (0, 1)), ([2, 1], (1,))]
)
def test_longest_run(values: list[int], run: tuple[int, ...]) -> None:
    assert longest_run(values) == run


def test_folding_leads_back_to_the_text() -> None:
    text = "（一） 甲…乙"
    folded = fold(text)
    assert folded.text == "(一)甲...乙"
    assert folded.original(3, 7).of(text) == "甲…"
    assert folded.original(3, 3) == Span(start=3, end=3)


# --- the contract ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = contract.schema(contract.COMPARISON)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_document_keeps_the_contract(validator: jsonschema.Draft202012Validator) -> None:
    left = rules(MEETING, MATERIAL, LEAVE + SEAL, ARCHIVE)
    right = rules(VISIT, MATERIAL.replace("应当", "可以"), LEAVE, SEAL, MEETING, title="示例市人民政府工作规则")
    found = json.loads(compare(left, right).to_json())
    assert list(validator.iter_errors(found)) == []
    assert found["schema"] == "zhize.comparison/1"
    head = {"id": "text", "title": "泗水县人民政府工作规则", "level": "county", "issued": None, "validity": None}
    assert found["left"].items() >= head.items()
    assert found["right"]["level"] == "city"
    assert {pair["type"] for pair in found["pairs"]} >= {"added", "deleted", "split", "identical", "modified"}


def test_the_seed_against_another_text_keeps_the_contract(
    seed: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert list(validator.iter_errors(json.loads(compare(seed, rules(*ARTICLES)).to_json()))) == []


def test_changes_point_into_their_articles(seed: Path) -> None:
    base = zhize.parse(seed)
    edited = "\n".join(
        ["泗水县人民政府工作规则", *(f"{a.label}{a.text.replace('应当', '可以')}" for a in base.articles)]
    )
    comparison = compare(base, edited)
    texts = {article.id: article.text for article in comparison.left.regulation.articles}
    for change in (change for pair in comparison.pairs for change in pair.changes):
        assert change.left_span is None or change.left_span.end <= len(texts[change.left_article or ""])
    assert sum(change.effect is Effect.WEAKER for pair in comparison.pairs for change in pair.changes) >= 3


@pytest.mark.parametrize("kind", ["Path", "str", "Source", "Regulation", "Analysis"])
def test_each_side_is_whatever_analyze_takes(kind: str, seed: Path) -> None:
    source = zhize.read(seed)
    given = {
        "Path": seed,
        "str": source.text,
        "Source": source,
        "Regulation": zhize.parse(source),
        "Analysis": zhize.analyze(source),
    }[kind]
    assert {pair.type for pair in compare(given, seed).pairs} == {PairType.IDENTICAL}


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(zhize.InputError, match="no such file"):
        compare("甲", tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("names", "enum"), [(labels.PAIR_TYPE, PairType), (labels.CHANGE_KIND, ChangeKind), (labels.EFFECT, Effect)]
)
def test_every_value_has_a_chinese_name(names: dict[str, str], enum: type[PairType]) -> None:
    assert list(names) == list(enum)


def test_a_change_seen_from_the_other_side() -> None:
    change = Change(kind=ChangeKind.NORM_ADDED, left=None, right="备案", effect=None, right_article="2")
    assert change.mirrored() == Change(kind=ChangeKind.NORM_REMOVED, left="备案", right=None)
    assert change.mirrored().mirrored() == change
