"""What was learned of norms: whether one is hard or soft (刚性), and how sure its reading is (置信度).

Both are linear and small: a norm weighs the sum of the weights of its features, which are words a person can read in
``models/norms/weights.json``. README.md beside it says what they were learned from and how good they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import repeat
from math import exp
from typing import TYPE_CHECKING

import msgspec

from zhize.model_files import model_folder, read_weights
from zhize.passages import DOUBTFUL
from zhize.tagging.predicate import is_checkable, opening_verbs
from zhize.tagging.scene import verb_at
from zhize.tagging.vocabulary import Remembered
from zhize.types import ActorType, BearerSource, Doubt, Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.tagging.drafts import Draft
    from zhize.tagging.scene import Scene
    from zhize.types import Counterpart, Span

_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百]")
_CLAUSE = re.compile(r"[^，；。、\n：]+")
_GRAMS = (2, 3)
_LENGTHS = (4, 8, 15, 30, 60, 120)  # characters of an action, in steps
_MANY = 4
_MODELS = 4  # that of the package, and what somebody trains beside it
_KINDS = 20_000  # of readings whose confidence is remembered


class Linear(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """A linear model: what each feature weighs; a feature that it does not know weighs nothing.

    It equals itself alone, so that what is reckoned of its weights can be kept beside it.
    """

    bias: float
    weights: dict[str, float]

    def weigh(self, features: Iterable[str]) -> float:
        """Return what some features weigh together: the logarithm of the odds."""
        return self.bias + sum(map(self.weights.get, features, repeat(0.0)))


class _Traits(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What tells a sure reading from a doubtful one."""

    rule: str
    modality: Modality
    marker: str
    bearer: str  # the rule that found who bears it
    origin: str
    source: BearerSource
    bearers: int  # how many; of what is counted, many are as good as more
    denies: str  # 不, 无 or 未 where the act begins with it
    names: frozenset[tuple[str, ActorType]]  # the rules that found the names of its bearers, and what these are
    long: int  # in steps
    clauses: int
    verb: bool
    parties: int
    items: bool
    case: tuple[bool, str, int] | None  # whether it stands before the norm, its last character, its length in steps


class NormWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``models/norms/weights.json`` holds."""

    soft: Linear  # the odds that an obligation is soft
    right: Linear  # the odds that modality and bearers are as a reader would have them


@cache
def weights() -> NormWeights:
    """Return the weights of the package; raises `InputError` where they are missing or broken."""
    return read_weights(model_folder("norms") / "weights.json", NormWeights, "the model of norms")


def is_soft(scene: Scene, action: Span, marker: str, *, directed: bool, timed: bool) -> bool:
    """Whether an obligation names a programme or an attitude more likely than an act that one could check."""
    words, model = action.of(scene.text), weights().soft
    known = _begins_weighed(model)
    begins = _clause_begins(words) & known if any(map(words.__contains__, known)) else ()
    weight = model.weigh(_soft_words(words, begins, marker, directed=directed, timed=timed))
    weight += sum([weighs for gram, weighs in _grams_weighed(model) if gram in words])
    if weight + _most_of_verbs(model) < 0:  # as of one obligation in four: its verbs cannot turn it
        return False
    return weight + sum(map(model.weights.get, _soft_verbs(scene, action), repeat(0.0))) > 0


def confidence(scene: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...]) -> float:
    """Return how often norms that were read like this one have the modality and bearers that a reader gave them."""
    return _confidences(weights().right)[_traits(scene, draft, action, parties)]


@lru_cache(_MODELS)
def _confidences(model: Linear) -> Remembered[_Traits, float]:
    """Return how sure readings with the same traits are; laws have a few thousand kinds of them."""
    return Remembered(lambda traits: 1.0 / (1.0 + exp(-model.weigh(_named_traits(traits)))), room=_KINDS)


def doubts_of(scene: Scene, draft: Draft, action: Span, sure: float) -> tuple[Doubt, ...]:
    """Return why a person should look at a norm first; nothing where its confidence is high and its bearer is named.

    Args:
        scene: the article.
        draft: the norm as the rules read it.
        action: its action, in article offsets.
        sure: its confidence.
    """
    bearer, text = draft.bearer, scene.text
    if sure >= DOUBTFUL and bearer.source is not BearerSource.DEFAULT:
        return ()
    group = scene.group_of(bearer.span.start) if bearer.span else None
    rules = {actor.rule for actor in group.actors} if group else set()
    bare = draft.rule == "bare" and verb_at(text, scene.skip(action.start, action.end)) is None
    reasons = {
        Doubt.NO_BEARER: not bearer.names,
        Doubt.IMPLIED_BEARER: bool(bearer.names) and bearer.rule in {"implied", "issuer", "article", "senders"},
        Doubt.RIVAL_BEARERS: bearer.rival,
        Doubt.DISTANT_BEARER: bearer.rule == "topic" and not bearer.rival,
        Doubt.UNKNOWN_NAME: "unknown" in rules or (bearer.rule == "agent" and group is None),
        Doubt.LEARNED_NAME: "learned" in rules,
        Doubt.NO_VERB: bare,
    }
    return tuple(reason for reason, holds in reasons.items() if holds) or (Doubt.SELDOM_RIGHT,)


def soft_features(scene: Scene, action: Span, marker: str, *, directed: bool, timed: bool) -> Iterator[str]:
    """Yield what tells hard from soft, from which the model learns; `is_soft` weighs the same.

    Args:
        scene: the article.
        action: the norm's action, in article offsets.
        marker: the marker's word, or "".
        directed: whether it has a counterpart other than a supervisor.
        timed: whether a deadline or frequency binds it.
    """
    words = action.of(scene.text)
    yield from _soft_words(words, _clause_begins(words), marker, directed=directed, timed=timed)
    yield from _soft_verbs(scene, action)
    for clause in _CLAUSE.findall(words):
        yield from (clause[at : at + size] for size in _GRAMS for at in range(len(clause) - size + 1))


def _clause_begins(words: str) -> set[str]:
    """Return the first two, three and four characters of the clauses of an action."""
    return {clause[:size] for clause in _CLAUSE.findall(words) for size in (2, 3, 4)}


def _soft_words(words: str, begins: Iterable[str], marker: str, *, directed: bool, timed: bool) -> set[str]:
    """Return what the words of an action tell, their pairs and triples of characters left aside.

    Args:
        words: of the action.
        begins: how its clauses begin, so far as it matters.
        marker: the marker's word, or "".
        directed: whether it has a counterpart other than a supervisor.
        timed: whether a deadline or frequency binds it.
    """
    found = {f"clause {begin}" for begin in begins}
    flags = {"directed": directed, "timed": timed, "number": _NUMBER.search(words), "checkable": is_checkable(words)}
    found.update(name for name, holds in flags.items() if holds)
    found.update((f"marker {marker}", f"long {_step(len(words))}", f"ends {words[-2:]}"))
    found.update((f"begins {words[:2]}", f"begins {words[:4]}"))
    return found


def _soft_verbs(scene: Scene, action: Span) -> tuple[str, str]:
    """Return what the verbs of an action tell."""
    verbs = [verb is not None and verb.soft for verb in opening_verbs(scene, action)]
    return f"soft {sum(verbs) * _MANY // max(len(verbs), 1)}/{_MANY}", f"clauses {min(len(verbs), _MANY)}"


@lru_cache(_MODELS)
def _begins_weighed(model: Linear) -> frozenset[str]:
    """Return the beginnings of clauses that weigh anything; they are few, and most actions have none of them."""
    return frozenset(name.removeprefix("clause ") for name in model.weights if name.startswith("clause "))


@lru_cache(_MODELS)
def _grams_weighed(model: Linear) -> tuple[tuple[str, float], ...]:
    """Return the pairs and triples of characters that weigh anything in telling hard from soft, with their weights.

    They are few, and each lies in one clause: looking for them is faster than cutting an action into all that it has.
    """
    known = model.weights.items()
    return tuple((gram, weight) for gram, weight in known if len(gram) in _GRAMS and _CLAUSE.fullmatch(gram))


@lru_cache(_MODELS)
def _most_of_verbs(model: Linear) -> float:
    """Return the most that the verbs of an action can weigh."""
    known = model.weights.items()
    of_kinds = ([weight for name, weight in known if name.startswith(kind)] for kind in ("soft ", "clauses "))
    return sum(max([0.0, *found]) for found in of_kinds)


def right_features(scene: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...]) -> Iterator[str]:
    """Yield what tells a sure reading from a doubtful one, from which the model learns; `confidence` weighs these."""
    return _named_traits(_traits(scene, draft, action, parties))


def _traits(scene: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...]) -> _Traits:
    """Return the traits of a reading."""
    bearer, text, case = draft.bearer, scene.text, draft.condition
    start, end = action.start, action.end
    first = text[start : min(start + 1, end)]
    group = scene.group_of(bearer.span.start) if bearer.span else None
    place = None if case is None else (case.end <= draft.start, text[case.end - 1], _step(case.end - case.start))
    return _Traits(
        rule=draft.rule,
        modality=draft.modality,
        marker=draft.marker.text if draft.marker else "",
        bearer=bearer.rule,
        origin=bearer.origin,
        source=bearer.source,
        bearers=min(len(bearer.names), _MANY),
        denies=first if first in "不无未" else "",
        names=frozenset([(actor.rule, actor.type) for actor in group.actors] if group else ()),
        long=_step(end - start),
        clauses=min(text.count("，", start, end), _MANY),
        verb=verb_at(text, scene.skip(start, end)) is not None,
        parties=min(len(parties), _MANY),
        items=text.find("\n", start, end) >= 0,
        case=place,
    )


def _named_traits(traits: _Traits) -> Iterator[str]:
    """Yield the traits of a norm by the names under which the model weighs them."""
    yield f"rule {traits.rule}"
    yield f"modality {traits.modality}"
    yield f"marker {traits.marker}"
    yield f"bearer {traits.bearer}"
    yield f"origin {traits.origin} {traits.source}"
    yield f"bearers {traits.bearers}"
    yield f"bearers {traits.bearers > 0} {traits.modality}"
    yield f"denies {traits.denies}"
    yield from (f"name {rule} {kind}" for rule, kind in traits.names)
    yield f"long {traits.long}"
    yield f"clauses {traits.clauses}"
    yield f"verb {traits.verb}"
    yield f"parties {traits.parties}"
    yield f"items {traits.items}"
    if traits.case is not None:
        before, last, length = traits.case
        yield f"case {before} {last}"
        yield f"case long {length}"


def _step(length: int) -> int:
    return bisect_right(_LENGTHS, length)
