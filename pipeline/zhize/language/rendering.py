"""A Doc → HTML by displaCy: the text with what was found in it, under Chinese labels. Nothing in it asks a network."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from html import escape
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final

from spacy import displacy
from spacy.util import filter_spans

from zhize.errors import InputError
from zhize.labels import ACTOR_TYPE, MODALITY, TIME_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span

GROUPS: Final = ("actors", "times", "markers")
"""The span groups that are marked by default."""

STYLES: Final = ("span", "ent")
"""displaCy's styles: lines under the text, which may overlap, or boxes around it, of which the longest are kept."""

LABELS: Final[Mapping[str, str]] = {**ACTOR_TYPE, **TIME_TYPE, **MODALITY, "article": "条"}

COLOURS: Final[Mapping[str, str]] = {
    "机构": "#9cc3ea",
    "职务": "#b9d8c2",
    "会议": "#c9bfe6",
    "社会": "#d9cfc3",
    "期限": "#f6c58f",
    "频次": "#f4dc8b",
    "期间": "#e9cfa6",
    "概括时间": "#eee3bd",
    "义务": "#f2a6a0",
    "禁止": "#e58ba8",
    "许可": "#a9dcd6",
    "界定": "#cfd4da",
    "条": "#e4e7eb",
}
"""Pale enough for black words on them."""

# displaCy's own templates put blanks between words, which Chinese has not, and let the label of a short word slip under
# the next one: here a hidden twin of the label makes the word as wide as it.
_TEMPLATE: Final = {
    "span": '<span style="font-weight: bold; display: inline-grid; align-content: start; position: relative; '
    'height: {total_height}px;">{text}{span_slices}{span_starts}</span>',
    "slice": '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: -1px; width: calc(100% + 2px); '
    'position: absolute;"></span>',
    "start": '<span style="visibility: hidden; height: 0; padding: 0 4px; font-size: 0.6em; line-height: 1; '
    'white-space: nowrap;">{label}</span>'
    '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: 1px; width: calc(100% - 1px); '
    'border-radius: 3px 0 0 3px; position: absolute;"><span style="background: {bg}; z-index: 10; color: #000; '
    "top: -0.5em; padding: 2px 3px; position: absolute; font-size: 0.6em; font-weight: bold; line-height: 1; "
    'border-radius: 3px; white-space: nowrap;">{label}{kb_link}</span></span>',
}
_BOX: Final = (
    '<mark class="entity" style="background: {bg}; padding: 0.3em 0.4em; margin: 0 0.15em; line-height: 1; '
    'border-radius: 0.35em;">{text}<span style="font-size: 0.7em; font-weight: bold; line-height: 1; '
    'vertical-align: middle; margin-left: 0.4em; white-space: nowrap;">{label}{kb_link}</span></mark>'
)
# displaCy's own page names no encoding, and Chinese from a file then comes out as other signs.
_PAGE: Final = """<!DOCTYPE html>
<html lang="zh-Hans">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="max-width: 50em; margin: 0 auto; padding: 2em;
 font: 18px 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif">
{content}
</body>
</html>
"""


_LINE_ENDS: Final = frozenset({"\n", "\r\n", "\r"})
_LONGEST: Final = 300  # tokens of a line
_UNBROKEN: Final = 12  # characters that stay on one line


def render(doc: Doc, *, groups: Sequence[str] = GROUPS, style: str = "span", page: bool = False) -> str:
    """Return the text of a Doc as HTML with what was found marked in it.

    Args:
        doc: a Doc that the components have seen.
        groups: the names of the span groups to mark; also your own, whose labels are shown as they are.
        style: ``span`` for lines under the text, which may overlap, or ``ent`` for boxes around it.
        page: whether to return a whole page, to be saved as a file, or a part of one, for a notebook.

    Raises:
        InputError: the Doc has no such group, or there is no such style.
    """
    if style not in STYLES:
        raise InputError("no such style", where=f"render(style={style!r})", remedy=f"use {' or '.join(STYLES)}")
    for group in groups:
        if group not in doc.spans:
            known = ", ".join(doc.spans) or "none: run the components of zhize.load() first"
            raise InputError("the Doc has no such span group", where=group, remedy=f"the groups are {known}")
    spans = [span for group in groups for span in doc.spans[group]]
    options = {"colors": dict(COLOURS), "template": _TEMPLATE if style == "span" else _BOX}
    parts = list(_lines(doc, spans) if style == "span" else _boxes(doc, spans))
    content: str = displacy.render(parts, style=style, manual=True, jupyter=False, options=options) if parts else ""
    return _PAGE.format(title=escape(_title(doc)), content=content) if page else content


def _title(doc: Doc) -> str:
    return doc._.regulation.title or "zhize"


def _label(span: Span) -> str:
    return escape(LABELS.get(span.label_, span.label_))


def _boxes(doc: Doc, spans: Iterable[Span]) -> Iterator[dict[str, Any]]:
    """Yield the Doc as displaCy reads boxes, which must not overlap."""
    ents = [{"start": span.start_char, "end": span.end_char, "label": _label(span)} for span in filter_spans(spans)]
    yield {"text": doc.text, "ents": ents, "title": None, "settings": {"lang": "zh-Hans"}}


def _lines(doc: Doc, spans: Iterable[Span]) -> Iterator[dict[str, Any]]:
    """Yield the lines of a Doc as displaCy reads lines under words."""
    lines = list(_ranges(doc))
    starts = [start for start, _ in lines]
    held: list[list[Span]] = [[] for _ in lines]
    for span in spans:
        for at in range(max(bisect_right(starts, span.start) - 1, 0), bisect_left(starts, span.end)):
            held[at].append(span)
    for (start, end), within in zip(lines, held, strict=True):
        yield _line(doc, start, end, within)


def _ranges(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end, in tokens; long ones in parts, as displaCy holds each span to each token."""
    ends = [token.i for token in doc if token.text in _LINE_ENDS]
    for before, end in pairwise([-1, *ends, len(doc)]):
        for start in range(before + 1, end, _LONGEST):
            yield start, min(start + _LONGEST, end)


def _line(doc: Doc, start: int, end: int, spans: Iterable[Span]) -> dict[str, Any]:
    """Return a line as displaCy takes it: pieces of text, which it calls tokens, and the spans over them."""
    marked = [(max(span.start, start), min(span.end, end), _label(span)) for span in spans]
    marked = [each for each in marked if each[0] < each[1]]
    edges = sorted({start, end, *chain.from_iterable((first, last) for first, last, _ in marked)})
    bounds = sorted({*edges, *_breaks(doc, edges, marked)})
    at = {bound: index for index, bound in enumerate(bounds)}
    return {
        "tokens": [doc[first:last].text for first, last in pairwise(bounds)],
        "spans": [{"start_token": at[first], "end_token": at[last], "label": label} for first, last, label in marked],
    }


def _breaks(doc: Doc, edges: Sequence[int], marked: Iterable[tuple[int, int, str]]) -> Iterator[int]:
    """Yield the words at which a browser may break what is marked; it keeps a piece of text on one line."""
    within = {edge for first, last, _ in marked for edge in edges[bisect_left(edges, first) : bisect_left(edges, last)]}
    for first, last in pairwise(edges):
        if first in within and len(doc[first:last].text) > _UNBROKEN:
            yield from range(first, last)
