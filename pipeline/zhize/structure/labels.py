"""The labels of items (项) and points (目): （一）, 一、, （1）, 1., ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhize.numerals import int_of

_NUMBERINGS = (
    ("（一）", re.compile(r"[（(〔]\s*(?P<number>[零〇一二三四五六七八九十百]{1,5})\s*[）)〕]")),
    ("一、", re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})[、﹑]")),
    ("（1）", re.compile(r"[（(]\s*(?P<number>[0-9０-９]{1,2})\s*[）)]")),
    ("1.", re.compile(r"(?P<number>[0-9０-９]{1,2})[.．、](?![0-9０-９])")),
)
_SIGNS = re.compile(r"[①-⑳㈠-㈩⑴-⒇⒈-⒛]")
_FIRST_SIGNS = "①⑴⒈㈠"  # in the order of their code points
_INLINE = re.compile(
    r"(?<=[：:；;。，,、])\s*(?P<label>[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)])"
    r"|(?<=[：:；;])\s*(?P<point>[（(]\s*[0-9０-９]{1,2}\s*[）)]|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[①-⑳])"
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRACKETS = frozenset("（(〔")
_SPELLED = frozenset("一二三四五六七八九十")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_SIGN_SET = frozenset(
    chr(code) for first, last in ("①⑳", "㈠㈩", "⑴⒇", "⒈⒛") for code in range(ord(first), ord(last) + 1)
)
OPENINGS = _BRACKETS | _SPELLED | _DIGITS | _SIGN_SET | frozenset(_STEMS)
"""The characters that can begin a label."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label that begins an item."""

    numbering: str  # its first label: （一）, 一、, （1）, 1., 甲、, ①, ⑴, ⒈ or ㈠
    label: str  # as printed
    number: int
    start: int = 0  # in its line


def item_label(text: str) -> Label | None:
    """Return the label that a line begins with."""
    if text[:1] not in OPENINGS:
        return None
    for numbering, pattern in _NUMBERINGS:
        if (match := pattern.match(text)) is not None:
            try:
                return Label(numbering, match[0], int_of(match["number"]))
            except ValueError:
                return None
    if text[0] in _STEMS:
        return Label("甲、", text[:2], _STEMS.index(text[0]) + 1) if text[1:2] == "、" else None
    if (match := _SIGNS.match(text)) is not None:
        first = max(sign for sign in _FIRST_SIGNS if sign <= match[0])
        return Label(first, match[0], ord(match[0]) - ord(first) + 1)
    return None


def inline_labels(text: str, expected: int) -> list[Label]:
    """Return the labels of a list that runs on in one line (…：（一）…；（二）…).

    Args:
        text: the line.
        expected: the number that the first label must have; each following one must be the next.
    """
    return _run(text, "label", expected)


def inline_points(text: str) -> list[Label]:
    """Return the labels of the points that run on in the line of an item: （一）…：1.…；2.…."""
    return _run(text, "point", 1)


def _run(text: str, group: str, expected: int) -> list[Label]:
    labels: list[Label] = []
    for match in _INLINE.finditer(text):
        found = item_label(match[group]) if match[group] else None
        if found is None or (labels and found.numbering != labels[0].numbering):
            continue
        if found.number == expected + len(labels):
            labels.append(Label(found.numbering, found.label, found.number, match.start(group)))
    # A single （一） after a comma is a remark, not a list.
    return labels if len(labels) > 1 or expected > 1 else []
