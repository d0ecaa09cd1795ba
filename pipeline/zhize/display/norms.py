"""A norm by itself, and the words of a place with what was found in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from zhize.display.parts import FAINT, block, box, facts, table, text
from zhize.export import colours
from zhize.labels import ACTOR_TYPE, BEARER_SOURCE, DOUBT, FORCE, MODALITY, RELATION_PHRASE, TIME_TYPE, UNSTATED
from zhize.numerals import Locator
from zhize.passages import is_doubtful, locator
from zhize.structure import locate
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.analysis import Analysis
    from zhize.types import Article, Norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The words of a place and the norms that stand in them, for a notebook; ``str`` gives the words."""

    analysis: Analysis
    article: Article
    span: Span  # article

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms whose act lies in the excerpt, or reaches into it."""
        here = (norm for norm in self.analysis.norms if norm.article == self.article.id)
        return tuple(norm for norm in here if norm.action.overlaps(self.span))

    def __str__(self) -> str:
        """Return the words as they stand."""
        return self.span.of(self.article.text)

    def _repr_html_(self) -> str:
        return excerpt_html(self)


_ROOM = "display:inline-block;min-width:7em"  # a column of names is never one character wide


def show(analysis: Analysis, place: str | Locator) -> Excerpt:
    """Return the words of a place, which a notebook shows with what was found in them.

    Args:
        analysis: an analysed regulation.
        place: 第四十三条第二款, the id of an article (``43``) or that of a norm (``43.2``), which gives its article.

    Raises:
        KeyError: the regulation has no such place.
    """
    articles = {article.id: article for article in analysis.regulation.articles}
    articles |= {norm.id: articles[norm.article] for norm in analysis.norms}
    if isinstance(place, str) and place in articles:
        found = articles[place]
        return Excerpt(analysis=analysis, article=found, span=Span(start=0, end=len(found.text)))
    try:
        wanted = place if isinstance(place, Locator) else Locator.parse(place)
    except ValueError as error:
        raise KeyError(place) from error
    there = locate(analysis.regulation, wanted)
    article = analysis.regulation.article(there.article)
    return Excerpt(analysis=analysis, article=article, span=there.span)


def norm_html(norm: Norm) -> str:
    """Return a norm that knows its article's id only: everything but its words."""
    spans = ("标志词", norm.marker), ("行为", norm.action), ("条件", norm.condition), ("例外", norm.exception)
    said = (
        ("主体", "、".join(norm.bearers) or UNSTATED),
        ("主体来源", BEARER_SOURCE[norm.bearer_source]),
        ("相对方", _parties(norm)),
        *((name, f"{span.start}–{span.end}") for name, span in spans if span),
        ("时间", "、".join(f"{span.start}–{span.end}" for span in norm.time)),
        ("置信度", f"{norm.confidence:.2f}"),
        ("存疑", "；".join(DOUBT[doubt] for doubt in norm.doubts)),
    )
    head = f"{text(norm.id, 'font-weight:600')} {_kind(norm)}"
    note = f"位置是条文“{norm.article}”中的字符；zhize.show(analysis, {norm.id!r}) 显示原文"
    return box(block(head), facts(said), block(text(note), FAINT))


def excerpt_html(excerpt: Excerpt) -> str:
    """Return the words with their marks, and the norms under them."""
    lines = "".join(block(line) for line in _lines(excerpt))
    head = block(text(locator(excerpt.article, excerpt.span.start), "font-weight:600"))
    if not (norms := excerpt.norms):
        return box(head, lines)
    return box(head, lines, norm_table(excerpt.analysis, norms))


def norm_table(analysis: Analysis, norms: Sequence[Norm], *, foot: str = "") -> str:
    """Return norms as rows: where, who, which modality, what, with whom, when."""
    articles = {article.id: article for article in analysis.regulation.articles}
    return table(
        ("条款", "主体", "模态", "行为", "相对方", "时限"),
        (_row(articles[norm.article], norm) for norm in norms),
        foot=foot,
    )


def _row(article: Article, norm: Norm) -> tuple[str, ...]:
    doubts = "；".join(DOUBT[doubt] for doubt in norm.doubts) or f"置信度{norm.confidence:.2f}"
    return (
        text(locator(article, norm.action.start), "white-space:nowrap", title=norm.id),
        text("、".join(norm.bearers) or UNSTATED, _ROOM)
        + (text("？", FAINT, title=doubts) if is_doubtful(norm) else ""),
        _kind(norm),
        text(norm.action.of(article.text).replace("\n", " ")),
        text(_parties(norm), _ROOM),
        text("、".join(span.of(article.text) for span in norm.time), _ROOM),
    )


def _kind(norm: Norm) -> str:
    style = f"white-space:nowrap;color:{colours.MODALITY[norm.modality]};font-weight:600"
    return text(MODALITY[norm.modality], style) + text(f"（{FORCE[norm.force]}）", f"white-space:nowrap;{FAINT}")


def _parties(norm: Norm) -> str:
    return "；".join(dict.fromkeys(RELATION_PHRASE[party.relation].format(party.name) for party in norm.counterparts))


# --- marks -----------------------------------------------------------------------------------------------------------

_Mark = tuple[Span, str, str]  # its style, and what it says when one points at it
_ACTOR, _TIME = "background:rgba(63,127,184,.22)", "background:rgba(214,160,30,.30)"
_CONDITION, _EXCEPTION = "border-bottom:2px dotted #b08a2e", "border-bottom:2px dashed #9a62b8"


def _lines(excerpt: Excerpt) -> Iterator[str]:
    """Yield the lines of an excerpt, cut wherever a mark begins or ends."""
    lengths = [len(line) + 1 for line in str(excerpt).split("\n")]
    starts = [*accumulate(lengths, initial=excerpt.span.start)]
    marks: list[list[_Mark]] = [[] for _ in lengths]
    for mark in _marks(excerpt.analysis, excerpt.article.id):
        first, last = bisect_right(starts, mark[0].start) - 1, bisect_left(starts, mark[0].end)
        for on in marks[max(0, first) : last]:
            on.append(mark)
    for at, after, on in zip(starts, starts[1:], marks, strict=False):
        end = after - 1
        cuts = {at, end} | {edge for span, _, _ in on for edge in (span.start, span.end) if at < edge < end}
        yield "".join(_piece(excerpt.article.text, start, stop, on) for start, stop in pairwise(sorted(cuts)))


def _piece(words: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    on = [(style, said) for span, style, said in marks if span.start <= start and end <= span.end]
    return text(words[start:end], ";".join(style for style, _ in on), title="；".join(said for _, said in on))


def _marks(analysis: Analysis, article: str) -> Iterator[_Mark]:
    for actor in analysis.actors:
        if actor.article == article:
            yield actor.span, _ACTOR, f"{ACTOR_TYPE[actor.type]}：{actor.body}"
    for time in analysis.times:
        if time.article == article:
            yield time.span, _TIME, f"{TIME_TYPE[time.type]}：{time.value}"
    for norm in analysis.norms:
        if norm.article == article:
            if norm.marker:
                yield norm.marker, f"color:{colours.MODALITY[norm.modality]};font-weight:700", MODALITY[norm.modality]
            if norm.condition:
                yield norm.condition, _CONDITION, "条件"
            if norm.exception:
                yield norm.exception, _EXCEPTION, "例外"
