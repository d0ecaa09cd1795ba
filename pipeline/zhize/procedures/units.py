"""One norm as a part of a procedure: its stages, what it is about and in which case it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.procedures.steps import HANDS_ON, LABEL, ROUTE, stages_in, steps_in
from zhize.procedures.words import Use, vocabulary
from zhize.types import BearerSource, Modality, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from zhize.procedures.nouns import Stage
    from zhize.types import Actor, ActorType, Article, Item, Norm


_BREAK = "；。：:\n"
_CASE = re.compile(r"(?:的|情况下|情形)[，、\s]*$|^(?:如果?|若|因)")
_WHEN = re.compile(r"(?:之?[后前时]|期间|过程中|之日起?)[，、\s]*$|^(?:在|自).*[后前时中内]$")
_EDGE = re.compile(r"^[\s，、：:）)]+|[\s，、：:（(]+$")
_EARLIER = 8  # norms before one whose acts may end within its clause
_NO_MATTER = re.compile(r"^(?:或者$|除|根据|依照|按照?|经|为|通过|其中)|(?:的?规定|需要)$")
_ASKS = re.compile(r"情况下|范围内|职责|规定")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A norm that may be a part of a procedure; spans are article offsets."""

    norm: Norm
    number: int  # of the norm in its article, from 0
    article: Article
    stages: tuple[Stage, ...]
    paragraph: int
    item: Item | None
    sentence: int  # where its sentence begins
    matter: Span | None  # what it is about: 拟提交…的议题
    case: Span | None  # in which case it holds: 涉及其他部门职权的
    when: Span | None  # 实施后
    routed: bool  # it goes through another body

    @property
    def text(self) -> str:
        """Text of the article."""
        return self.article.text

    @property
    def about(self) -> str:
        """Words of the matter."""
        return self.matter.of(self.text) if self.matter else ""

    def said(self) -> str:
        """Every word that says of what the norm speaks: matter, case and time."""
        spans = (self.matter, self.case, self.when, *self.norm.time)
        return "\n".join(span.of(self.text) for span in spans if span)


def units_of(article: Article, norms: Sequence[Norm], actors: Sequence[Actor]) -> tuple[Unit, ...]:
    """Return the norms of an article that tell of an act, in the order of the text.

    Args:
        article: the article.
        norms: its norms.
        actors: its mentions of actors.

    Returns:
        Duties and permissions; what is forbidden is no stage, nor is what a word means.
    """
    kinds = {actor.body: actor.type for actor in actors}
    ends = {actor.end for actor in actors}
    found: list[Unit] = []
    for index, norm in enumerate(norms):
        if norm.modality in {Modality.PROHIBITION, Modality.CONSTITUTIVE}:
            continue
        unit = _unit(article, norm, norms[max(0, index - _EARLIER) : index], kinds, ends, number=index)
        if found and unit.matter and _swallows(unit, found[-1]):
            found.pop()  # 部门负责人|出国审批公文，由县长签发: what was read as a duty is the matter of the next
        if not all(stage.words in vocabulary(Use.RULES) for stage in unit.stages):
            found.append(unit)
    return tuple(found)


def _swallows(unit: Unit, other: Unit) -> bool:
    bare = other.norm.marker is None and not other.norm.steps and not other.routed
    return bare and unit.matter is not None and unit.matter.contains(other.norm.action)


def _unit(
    article: Article,
    norm: Norm,
    earlier: Sequence[Norm],
    kinds: Mapping[str, ActorType],
    ends: Collection[int],
    *,
    number: int,
) -> Unit:
    text = article.text
    head = min(norm.action.start, norm.marker.start if norm.marker else norm.action.start)
    index = max(0, bisect_right(article.paragraphs, head, key=attrgetter("start")) - 1)
    items = article.paragraphs[index].items if article.paragraphs else ()
    item = next((item for item in items if item.start <= head < item.end), None)
    sentence = max((text.rfind(mark, 0, head) for mark in "。\n"), default=-1) + 1
    matter, case, when = _fronted(article, norm, earlier, head, item)
    if matter and norm.condition is None and matter.end in ends:
        matter = None  # a list of those who act, the last of them named again
    steps = steps_in(text, norm)
    unit = Unit(
        norm=norm,
        number=number,
        article=article,
        stages=(),
        paragraph=index,
        item=item,
        sentence=sentence,
        matter=matter,
        case=case,
        when=when,
        routed=any(step.relation in HANDS_ON or step.relation is Relation.CONSULTS for step in steps),
    )
    if norm.bearer_source is BearerSource.DEFAULT and not any(step.relation in ROUTE for step in steps):
        return unit  # nobody is named and nothing is handed on
    return replace(unit, stages=tuple(stages_in(article, norm, steps, case=case, when=when, kinds=kinds)))


# --- what it is about ------------------------------------------------------------------------------------------------


def _fronted(
    article: Article, norm: Norm, earlier: Sequence[Norm], head: int, item: Item | None
) -> tuple[Span | None, Span | None, Span | None]:
    """Return matter, case and time: what the norm's condition says, else the words before its marker."""
    text = article.text
    if norm.condition is not None:
        whole = _trimmed(text, Span(start=_clause(text, norm.condition.start), end=norm.condition.end))
        ahead = [step.act.start for step in norm.steps if whole and step.act.overlaps(whole) and step.act.start < head]
        if whole and ahead:  # 经县财政局审核后 is a step of its own
            comma = text.rfind("，", whole.start, max(whole.start, min(ahead)))
            whole = _trimmed(text, Span(start=whole.start, end=max(whole.start, comma)))
        if whole is None:
            return None, None, None
        words = whole.of(text)
        if _WHEN.search(words):
            return None, None, whole
        if _CASE.search(words):
            return None, whole, None
        return (None if _NO_MATTER.search(words) else whole), None, None
    matter = _before(text, norm, earlier, head, item)
    return matter, None, None


def _clause(text: str, start: int) -> int:
    """Return where the clause of a condition begins, whose first words the condition may lack: 内容涉及|分管工作的."""
    return max(text.rfind(mark, 0, start) for mark in _BREAK + "，") + 1


def _before(text: str, norm: Norm, earlier: Sequence[Norm], head: int, item: Item | None) -> Span | None:
    """Return what stands before the marker 由, or before a marker that has no subject: 会议材料|应于…."""
    if norm.marker is None:
        return None
    named = norm.bearer_source is BearerSource.EXPLICIT and norm.marker.of(text) != "由"
    start = max(text.rfind(mark, 0, head) for mark in _BREAK) + 1
    start = max(start, item.start if item else 0)
    # A bare duty that ends at the comma is no duty but these words: it is left out later.
    ends = [other.action.end for other in earlier if other.marker is not None and other.action.end <= head]
    start = max([start, *ends])
    end = text.rfind("，", start, head) if named else head  # …的事项，|主办部门|应当
    span = _trimmed(text, Span(start=start, end=end)) if end > start else None
    if span is None:
        return None
    words = span.of(text)
    if any(step.act.overlaps(span) for step in norm.steps) or _ASKS.search(words) or _NO_MATTER.search(words):
        return None
    return None if _WHEN.search(words) or any(time.overlaps(span) for time in norm.time) else span


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    inner = LABEL.sub("", _EDGE.sub("", words))
    if len(inner) < 2:  # noqa: PLR2004  # one character names nothing
        return None
    start = span.start + words.index(inner)
    return Span(start=start, end=start + len(inner))
