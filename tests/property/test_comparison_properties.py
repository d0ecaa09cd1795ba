"""Laws that a comparison of real texts keeps: versions of one law, a city and its province, texts of other subjects.

Over the shipped texts and a few odd ones everywhere, and over laws of ``../shared`` where those are; the sample is the
same in every run. `test_comparison.py` beside it asks the same of texts that nobody would write.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import zhize
from zhize.comparison import ChangeKind, PairType, Side, Stance, compare
from zhize.comparison.equality import fold
from zhize.comparison.order import longest_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.analysis import Analysis
    from zhize.comparison import Change, Comparison, Correspondence, Finding, Pair
    from zhize.types import Norm, Span

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SHIPPED = (
    "corpora/sishui-2022.txt",
    "corpora/examples/synthetic-qingshi-city-2022.txt",
    "corpora/examples/synthetic-yunling-province-2021.txt",
)
# Texts that were never issued: without articles, with nothing else than a title, saying one thing twice, with numbers
# that stand in for others.
ODD: Final = {
    "title": "某县办法",
    "no articles": "某县关于公开工作的意见\n各部门应当及时公开有关事项。\n县司法局可以每年检查一次。",
    "points": "某县关于公开工作的意见\n一、各部门应当在五日内公开有关事项。\n二、县司法局每年检查一次。",
    "twice": "某县办法\n第一条　各部门应当公开。\n第二条　各部门应当公开。\n第三条　不得收费。",
    "inserted": "某县办法\n第一条　各部门应当公开。\n第一条之一　不得收费。\n第三条　本办法自2022年5月1日起施行。",
}
_SAME: Final = frozenset({PairType.IDENTICAL, PairType.ADAPTED})
_SUPPLIED: Final = frozenset({ChangeKind.FORCE, ChangeKind.MODALITY})  # 硬性, 义务: words of the program's own
_ALONE: Final = frozenset({PairType.ADDED, PairType.DELETED})
# How many articles each type of pair has on the left and on the right.
_FITS: Final[dict[PairType, Callable[[int, int], bool]]] = {
    PairType.IDENTICAL: lambda left, right: left == right == 1,
    PairType.ADAPTED: lambda left, right: left == right == 1,
    PairType.MODIFIED: lambda left, right: left == right == 1,
    PairType.SPLIT: lambda left, right: left == 1 < right,
    PairType.MERGED: lambda left, right: right == 1 < left,
    PairType.ADDED: lambda left, right: (left, right) == (0, 1),
    PairType.DELETED: lambda left, right: (left, right) == (1, 0),
}
SIZES: Final = range(2_000, 20_000)  # bytes of a law
VERSIONS, LEVELS, OTHERS, FORMLESS = 9, 5, 9, 2  # pairs of each kind


@cache
def analysis(path: Path) -> Analysis:
    """Each text is held against several."""
    return zhize.analyze(path)


# --- the laws --------------------------------------------------------------------------------------------------------


def keeps_the_laws(left: Analysis, right: Analysis) -> None:
    there, back = compare(left, right), compare(right, left)
    mirrors(there, back)
    covers(there)
    shapes(there)
    leaves_equals_alone(there)
    leads_to_the_words(there)


def says_nothing_of_itself(text: Analysis) -> None:
    comparison = compare(text, text)
    assert {(pair.type, pair.left == pair.right, pair.moved, pair.changes) for pair in comparison.pairs} == {
        (PairType.IDENTICAL, True, False, ())
    }
    assert comparison.findings == ()
    assert comparison.correspondences == ()
    covers(comparison)


def mirrors(there: Comparison, back: Comparison) -> None:
    """Whichever text is named first, the same is found. (A `repr` holds what equality leaves out: norms, articles.)"""
    assert sorted(map(repr, there.pairs)) == sorted(repr(pair.mirrored()) for pair in back.pairs)
    told = there.stance != back.stance  # by level or date; otherwise the left one is the basis, whichever it is
    assert there.stance == (back.stance.mirrored() if told else Stance(kind=back.stance.kind, basis=Side.LEFT))
    assert sorted(map(repr, there.correspondences)) == sorted(repr(_turned(line)) for line in back.correspondences)
    if told:
        turned = Counter(_judged(finding, back.pairs, turn=True) for finding in back.findings)
        assert Counter(_judged(finding, there.pairs, turn=False) for finding in there.findings) == turned


def _turned(line: Correspondence) -> Correspondence:
    return replace(line, left=line.right, right=line.left, mentions=line.mentions[::-1])


def _judged(finding: Finding, pairs: tuple[Pair, ...], *, turn: bool) -> str:
    """Return a finding with its pair instead of the pair's number."""
    pair = pairs[finding.pair]
    change = finding.change.mirrored() if turn and finding.change else finding.change
    return repr((pair.mirrored() if turn else pair, replace(finding, pair=0, change=change)))


def covers(comparison: Comparison) -> None:
    """Every article of both sides stands in a pair, and nothing else does."""
    for side, text in (("left", comparison.left), ("right", comparison.right)):
        stands = {id_ for pair in comparison.pairs for id_ in getattr(pair, side)}
        assert stands == {article.id for article in text.regulation.articles}


def shapes(comparison: Comparison) -> None:
    """One article a side, several on one side where it was split or merged, none where it was added or deleted."""
    linked: list[tuple[str, str]] = []
    alone: set[tuple[str, str]] = set()
    for pair in comparison.pairs:
        assert _FITS[pair.type](len(pair.left), len(pair.right)), pair
        if pair.left and pair.right:
            linked += ((left, right) for left in pair.left for right in pair.right)
        else:
            alone |= {("left", id_) for id_ in pair.left} | {("right", id_) for id_ in pair.right}
        if pair.type in _SAME | _ALONE:
            assert pair.changes == (), pair
        assert bool(pair.reasons) is (pair.type not in _ALONE), pair
    assert len(linked) == len(set(linked))
    assert not alone & ({("left", left) for left, _ in linked} | {("right", right) for _, right in linked})


def leaves_equals_alone(comparison: Comparison) -> None:
    """An article whose text stands on the other side, in the same order among such, is identical and nothing else."""
    ours, theirs = (
        {article.id: fold(article.text).text for article in side.regulation.articles} for side in _sides(comparison)
    )
    once = [{text for text, often in Counter(side.values()).items() if often == 1 and text} for side in (ours, theirs)]
    places = {text: (id_, index) for index, (id_, text) in enumerate(theirs.items())}
    both = [(id_, places[text]) for id_, text in ours.items() if text in once[0] & once[1]]
    for at in longest_run([index for _, (_, index) in both]):
        left, (right, _) = both[at]
        pairs = [pair for pair in comparison.pairs if left in pair.left or right in pair.right]
        assert [(pair.left, pair.right, pair.type) for pair in pairs] == [((left,), (right,), PairType.IDENTICAL)]


def _sides(comparison: Comparison) -> tuple[Analysis, Analysis]:
    return comparison.left, comparison.right


def leads_to_the_words(comparison: Comparison) -> None:
    """What a change quotes stands where it says, in an article of the pair and a norm of that article."""
    norms_of = [{norm.id: norm for norm in text.norms} for text in _sides(comparison)]
    for pair in comparison.pairs:
        for change in pair.changes:
            assert change.left != change.right
            halves = (
                (pair.left, change.left, change.left_span, change.left_article, change.left_norm),
                (pair.right, change.right, change.right_span, change.right_article, change.right_norm),
            )
            for text, norms, (ids, words, span, article, norm) in zip(
                _sides(comparison), norms_of, halves, strict=True
            ):
                assert norm is None or norms[norm].article in ids
                if span is None:
                    assert words is None or change.kind in _SUPPLIED, change
                    continue
                assert article in ids
                said = span.of(text.regulation.article(article or "").text)
                assert span.end - span.start == len(said) > 0
                told = norm is not None and _is_clue(span, norms[norm])
                assert said == words or _names(change, words or "", said) or told, change


def _names(change: Change, words: str, said: str) -> bool:
    """Whether the words are names of bodies, put together from what stands there: 省人民政府 of 省、市人民政府."""
    return change.kind in {ChangeKind.BEARER, ChangeKind.COUNTERPART} and bool(set(said) & set(words))


def _is_clue(span: Span, norm: Norm) -> bool:
    """Whether a bearer that is not written there is told by what stands there: 鼓励 of the government."""
    return any((clue.field, clue.start, clue.end) == ("bearers", span.start, span.end) for clue in norm.evidence)


# --- everywhere ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED, ids=lambda name: Path(name).stem)
def test_a_shipped_text_says_nothing_of_itself(name: str) -> None:
    says_nothing_of_itself(analysis(ROOT / name))


@pytest.mark.parametrize(("left", "right"), [SHIPPED[:2], SHIPPED[1:], SHIPPED[::2]], ids=("01", "12", "02"))
def test_shipped_texts(left: str, right: str) -> None:
    keeps_the_laws(analysis(ROOT / left), analysis(ROOT / right))


@pytest.mark.parametrize("left", ODD)
@pytest.mark.parametrize("right", ODD)
def test_odd_texts(left: str, right: str) -> None:
    texts = zhize.analyze(ODD[left]), zhize.analyze(ODD[right])
    keeps_the_laws(*texts)
    if left == right:
        says_nothing_of_itself(texts[0])


# --- over laws -------------------------------------------------------------------------------------------------------


@cache
def pairs_of_laws(shared: Path) -> dict[str, list[tuple[Path, Path]]]:
    """Return pairs of laws by kind."""
    rng = random.Random(20221126)  # noqa: S311  # the same pairs every time
    fits = {path for path in shared.glob("laws/*/*.txt") if path.stat().st_size in SIZES}
    found: dict[str, list[tuple[Path, Path]]] = {}
    for kind, count, ours, theirs in (
        ("versions", VERSIONS, "old_path", "new_path"),
        ("levels", LEVELS, "city_path", "province_path"),
    ):
        lines = (shared / f"alignment/{kind}/{kind}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if row.get(ours) and row.get(theirs)]
        named = [(shared / row[ours], shared / row[theirs]) for row in rows]
        found[kind] = rng.sample([both for both in named if fits.issuperset(both)], count)
    laws = sorted(fits)
    found["others"] = [(rng.choice(laws), rng.choice(laws)) for _ in range(OTHERS)]
    odd = [path for path in laws if re.search("批复|决议|修正案", path.stem)]  # have no 第一条, or that of another text
    found["odd forms"] = [(one, rng.choice(laws)) for one in rng.sample(odd, FORMLESS)]
    return found


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (kind, number)
        for kind, count in (("versions", VERSIONS), ("levels", LEVELS), ("others", OTHERS), ("odd forms", FORMLESS))
        for number in range(count)
    ],
)
def test_laws(kind: str, number: int, shared: Path) -> None:
    left, right = pairs_of_laws(shared)[kind][number]
    keeps_the_laws(analysis(left), analysis(right))
    says_nothing_of_itself(analysis(left))
