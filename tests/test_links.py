"""Texts of two levels: what speaks for two articles, how it is weighed, and what a user says corresponds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from zhize.comparison import Ground, Side, StanceKind, compare
from zhize.comparison.given import lines_of
from zhize.comparison.kinds import ArticleKind, ArticleKindEntry, kinds_of
from zhize.comparison.likeness import Likeness
from zhize.comparison.passages import Passage
from zhize.comparison.traits import traits_of
from zhize.comparison.weighing import convincing, own_weights, probabilities, surroundings
from zhize.errors import InputError
from zhize.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence


ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "corpora" / "examples"
ENTRIES = load("articlekinds", ArticleKindEntry)

CITY = """青石市节水办法
第一条　为了节约用水，结合本市实际，制定本办法。
第二条　本市行政区域内的用水和节水活动，适用本办法。
第三条　用水单位应当安装计量水表，每月向市水务局报送用水量。
第四条　洗车场应当使用循环水，禁止用自来水直接冲洗车辆。
第五条　违反本办法第四条规定的，由市水务局责令改正，处一千元罚款。
第六条　本办法自公布之日起施行。
"""
PROVINCE = """云岭省节水条例
第一条　为了保护水资源，促进节约用水，制定本条例。
第二条　在本省行政区域内用水、节水，适用本条例。
第三条　省水利厅编制节水规划，报省政府批准。
第四条　单位用水应当装表计量，按月报告取用水量。
第五条　经营洗车业务的，应当采用循环用水设施。
第六条　违反本条例第五条规定，未采用循环用水设施的，处二千元以上一万元以下罚款。
第七条　本条例自2022年1月1日起施行。
"""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text)
def test_a_word_says_what_its_example_is_for(entry: ArticleKindEntry) -> None:
    assert entry.kind in kinds_of(entry.example)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.not_], ids=lambda entry: entry.text)
def test_a_longer_word_says_nothing(entry: ArticleKindEntry) -> None:
    assert [longer for longer in entry.not_ if entry.kind in kinds_of(longer)] == []


def test_every_kind_of_article_has_words() -> None:
    assert {entry.kind for entry in ENTRIES} == set(ArticleKind)


def _passages(*texts: str) -> list[Passage]:
    return [Passage(text=text, kinds=kinds_of(text)) for text in texts]


OURS = _passages("用水单位应当安装计量水表.", "禁止用自来水冲洗车辆.", "违反规定的,处一千元罚款.")
THEIRS = _passages("单位用水应当装表计量.", "洗车应当采用循环用水设施.")


def _traits(
    left: Sequence[Passage], right: Sequence[Passage]
) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    likeness = Likeness([one.text for one in left], [one.text for one in right])
    return traits_of(left, right, likeness, own_weights().common_runs)


def test_traits_are_the_same_from_the_other_side() -> None:
    forth, back = _traits(OURS, THEIRS), _traits(THEIRS, OURS)
    assert [name for name in forth if not np.allclose(forth[name], back[name].T, atol=1e-5)] == []
    assert forth["one_penalty"][:, 0].tolist() == [0, 0, 1]


def test_the_weights_are_of_the_traits_that_there_are() -> None:
    traits, weights = _traits(OURS, THEIRS), own_weights()
    around = surroundings(np.full((3, 2), 0.5, dtype=np.float32), [()] * 3, [()] * 2)
    assert set(weights.first.weights) == set(traits)
    assert set(weights.second.weights) == {*traits, *around}
    assert all(len(run) == 2 for run in weights.common_runs)


def test_what_two_articles_cite_speaks_for_them() -> None:
    first = np.zeros((3, 3), dtype=np.float32)
    first[0, 1] = 0.9
    answers = surroundings(first, [(), (), (0,)], [(), (), (1,)])["answers"]
    assert (answers[2, 2], answers.sum()) == (pytest.approx(0.9), pytest.approx(0.9))


def test_probabilities_are_the_same_from_the_other_side() -> None:
    forth = probabilities(OURS, THEIRS, _traits(OURS, THEIRS))
    back = probabilities(THEIRS, OURS, _traits(THEIRS, OURS))
    assert np.allclose(forth, back.T, atol=1e-4)
    assert ((forth >= 0) & (forth <= 1)).all()
    assert (convincing(forth) == convincing(back).T).all()


def test_levels_are_paired_by_their_sense() -> None:
    found = compare(CITY, PROVINCE)
    assert (found.stance.kind, found.stance.basis) == (StanceKind.LEVELS, Side.RIGHT)
    links = {(ours, theirs) for pair in found.pairs for ours in pair.left for theirs in pair.right}
    assert ("2", "2") in links
    # A penalty never answers a duty.
    assert not {("5", "5"), ("4", "6"), ("3", "3")} & links


def test_every_pair_says_why() -> None:
    comparison = compare(EXAMPLES / "synthetic-yunling-province-2021.txt", EXAMPLES / "synthetic-qingshi-city-2022.txt")
    linked = [pair for pair in comparison.pairs if pair.left and pair.right]
    assert all(pair.reasons for pair in linked)
    assert not any(pair.reasons for pair in comparison.pairs if pair not in linked)
    said = {reason.ground for pair in linked for reason in pair.reasons}
    assert {Ground.WORDING, Ground.NORMS, Ground.ORDER, Ground.CHAPTER} <= said


def test_unrelated_texts_end_with_next_to_nothing() -> None:
    other = "云岭省烟花爆竹条例\n第一条　禁止在加油站燃放烟花。\n第二条　运输爆竹应当持有道路运输证。\n"
    assert [pair for pair in compare(CITY, other).pairs if pair.left and pair.right] == []


# --- the role map ----------------------------------------------------------------------------------------------------

COUNTY_RULES = "泗水县人民政府工作规则\n第一条　县政府办公室主任协助县长工作。\n第二条　县发改局每年报告一次。\n"
CITY_RULES = "青石市人民政府工作规则\n第一条　秘书长协助市长工作。\n第二条　市发改委每年报告一次。\n"


def test_the_coordinator_of_a_city_answers_the_office_head_of_a_county() -> None:
    comparison = compare(COUNTY_RULES, CITY_RULES)
    assert comparison.pairs[0].type.value == "adapted"
    [line] = [line for line in comparison.correspondences if line.functional]
    assert (line.left, line.right, line.given) == (("县政府办公室主任",), ("秘书长",), False)


def test_a_users_line_maps_two_names() -> None:
    without = compare(COUNTY_RULES, CITY_RULES)
    given = compare(COUNTY_RULES, CITY_RULES, lines=lines_of("县发改局 = 市发改委", where="map"))
    assert (without.pairs[1].type.value, given.pairs[1].type.value) == ("modified", "adapted")
    assert [(line.left, line.right) for line in given.correspondences if line.given] == [(("县发改局",), ("市发改委",))]
    turned = compare(CITY_RULES, COUNTY_RULES, lines=[("市发改委", "县发改局")])
    assert [pair.mirrored() for pair in turned.pairs] == list(given.pairs)


def test_a_map_is_lines_of_two_names() -> None:
    text = "# 部门\n县发改局 = 市发改委\n\n县水务局\t市水务局\n"
    assert lines_of(text, where="map") == (("县发改局", "市发改委"), ("县水务局", "市水务局"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("县发改局", "line 1 holds no two names: 县发改局"),
        ("甲 = 乙 = 丙", "line 1 holds no two names: 甲 = 乙 = 丙"),
        ("甲 = 乙\n甲 = 丙", "line 2 gives 甲 a second partner"),
        ("# 无\n", "no names stand in it"),
    ],
)
def test_a_broken_map_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        lines_of(text, where="map.txt")
    assert f"map.txt: {said}" in str(refused.value)


# --- the recipe ------------------------------------------------------------------------------------------------------


def test_what_was_read_holds_ids_and_no_texts() -> None:
    for name in ("read.jsonl", "second.jsonl"):
        for line in (ROOT / "models/links" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert set(row) == {"city", "province", "links", "related", "unsure"}
            ids = [
                id_ for field in ("links", "related") for own, others in row[field].items() for id_ in (own, *others)
            ]
            assert ids
            assert all(id_.replace("-", "").isdecimal() for id_ in (*ids, *row["unsure"]))


def test_the_recipe_wants_the_laws(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "models/links", tmp_path / "links")
    command = [sys.executable, str(tmp_path / "links/train.py"), "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"{tmp_path}: no laws here; name the folder with --shared\n")
