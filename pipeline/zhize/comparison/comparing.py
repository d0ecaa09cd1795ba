"""The verb `compare`: two regulations → which articles stand for which, and what changed between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.analysis import Analysis, analyze
from zhize.comparison.alignment import align
from zhize.comparison.changes import changes
from zhize.comparison.correspondences import correspondences
from zhize.comparison.equality import fold
from zhize.comparison.findings import findings
from zhize.comparison.grounds import Grounds
from zhize.comparison.mapping import Home, home_of, with_lines
from zhize.comparison.nouns import Comparison, Pair, PairType
from zhize.comparison.order import longest_run
from zhize.comparison.passages import passages_of
from zhize.comparison.places import Joined
from zhize.comparison.stance import stance_of
from zhize.comparison.statements import Statements
from zhize.comparison.wording import ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from zhize.comparison.alignment import Link
    from zhize.comparison.mapping import Line
    from zhize.types import Article, Regulation, Source

    Given = Analysis | Regulation | Source | Path | str | bytes


def compare(left: Given, right: Given, *, lines: Sequence[Line] = ()) -> Comparison:
    """Compare two regulations: versions of one text, or texts of two governments.

    Args:
        left: an `Analysis`, or what `zhize.analyze` takes.
        right: the text to hold against it.
        lines: names of the left text and names of the right one that stand for the same body, beside those that
            ``levels.toml`` knows: ``("县发展改革局", "市发展改革委")``.

    Returns:
        Every article of both sides stands in at least one pair. A text compared with itself is identical throughout,
        and ``compare(b, a)`` is ``compare(a, b)`` seen from the other side.

    Raises:
        InputError: a file cannot be read.
    """
    ours, theirs = _analysis(left), _analysis(right)
    own = home_of(ours.regulation), home_of(theirs.regulation)
    # Two texts of one government call its bodies by the same names: nothing is to be mapped but what a user says.
    homes = with_lines((Home(), Home()) if own[0] == own[1] else own, lines)
    sides = Statements(ours, homes[0]), Statements(theirs, homes[1])
    # Among equally good answers there is no natural first: work in one direction, whichever is asked for.
    if _identity(theirs) < _identity(ours):
        found = [pair.mirrored() for pair in _pairs(sides[1], sides[0], (theirs, ours))]
    else:
        found = _pairs(*sides, (ours, theirs))
    pairs = tuple(_in_order(found, ours, theirs))
    stance = stance_of(ours.regulation, theirs.regulation, own)
    return Comparison(
        left=ours,
        right=theirs,
        pairs=pairs,
        stance=stance,
        correspondences=correspondences(ours, theirs, homes),
        findings=findings(sides, pairs, stance),
    )


def _analysis(given: Given) -> Analysis:
    return given if isinstance(given, Analysis) else analyze(given)


def _identity(analysis: Analysis) -> tuple[object, ...]:
    meta = analysis.regulation.metadata
    texts = tuple(article.text for article in analysis.regulation.articles)
    return (texts, meta.title, meta.issuer or "", meta.level or "")


# --- the pairs -------------------------------------------------------------------------------------------------------


def _pairs(left: Statements, right: Statements, analyses: tuple[Analysis, Analysis]) -> list[Pair]:
    """Return the pairs in no special order."""
    passages = passages_of(left, analyses[0]), passages_of(right, analyses[1])
    links = align(*passages)
    moved, grounds = _moved(links), Grounds(*passages, links)
    pairs = [_pair((left, right), link, moved=link in moved) for link in links]
    return [
        replace(pair, reasons=grounds.of(link, pair.mapped_similarity)) for pair, link in zip(pairs, links, strict=True)
    ]


def _moved(links: Iterable[Link]) -> set[Link]:
    """Return the links that are not in the longest run that keeps its order."""
    both = sorted((link for link in links if link.left and link.right), key=lambda link: (link.left, link.right))
    return set(both) - {both[index] for index in longest_run([link.right[0] for link in both])}


def _pair(sides: tuple[Statements, Statements], link: Link, *, moved: bool) -> Pair:
    left, right = sides
    ours, theirs = [left.articles[index] for index in link.left], [right.articles[index] for index in link.right]
    ids = tuple(article.id for article in ours), tuple(article.id for article in theirs)
    if not ours or not theirs:
        return Pair(left=ids[0], right=ids[1], type=PairType.DELETED if ours else PairType.ADDED)
    here, there = Joined(ours, left.home), Joined(theirs, right.home)
    plain = fold(here.text).text, fold(there.text).text
    mapped = here.neutral.text, there.neutral.text
    kind = _type(ours, theirs, same=plain[0] == plain[1], adapted=mapped[0] == mapped[1])
    return Pair(
        left=ids[0],
        right=ids[1],
        type=kind,
        renumbered=ids[0][0] != ids[1][0],
        moved=moved,
        similarity=ratio(*plain),
        mapped_similarity=ratio(*mapped),
        changes=tuple(changes(left, right, ours, theirs, kind)),
    )


def _type(left: Sequence[Article], right: Sequence[Article], *, same: bool, adapted: bool) -> PairType:
    if len(left) > 1:
        return PairType.MERGED
    if len(right) > 1:
        return PairType.SPLIT
    if same:
        return PairType.IDENTICAL
    return PairType.ADAPTED if adapted else PairType.MODIFIED


# --- what comes after what -------------------------------------------------------------------------------------------


def _in_order(pairs: Iterable[Pair], left: Analysis, right: Analysis) -> list[Pair]:
    """Return the pairs in the order of the left text, each added article behind what stands before it on the right."""
    ours = {article.id: index for index, article in enumerate(left.regulation.articles)}
    theirs = {article.id: index for index, article in enumerate(right.regulation.articles)}
    before: dict[int, int] = {}  # right index → left index of a pair that kept its order
    keyed: list[tuple[tuple[int, int, int], Pair]] = []
    added: list[Pair] = []
    for pair in pairs:
        if not pair.left:
            added.append(pair)
            continue
        place = theirs[pair.right[0]] if pair.right else -1
        keyed.append(((ours[pair.left[0]], 0, place), pair))
        if pair.right and not pair.moved:
            before |= {theirs[id_]: ours[pair.left[0]] for id_ in pair.right}
    anchors, latest = [], -1
    for index in range(len(theirs)):
        latest = before.get(index, latest)
        anchors.append(latest)
    keyed += [((anchors[theirs[pair.right[0]]], 1, theirs[pair.right[0]]), pair) for pair in added]
    return [pair for _, pair in sorted(keyed, key=lambda entry: entry[0])]
