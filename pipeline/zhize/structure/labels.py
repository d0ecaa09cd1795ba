"""The labels of items (项) and points (目): （一）, 一、, （1）, 1., ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhize.numerals import int_of

_NUMBERINGS = (
    ("（一）", re.compile(r"[（(〔]\s*(?P<number>[零〇一二三四五六七八九十百]{1,5})\s*[）)〕]")),
    ("一、", re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、")),
    ("（1）", re.compile(r"[（(]\s*(?P<number>[0-9０-９]{1,2})\s*[）)]")),
    ("1.", re.compile(r"(?P<number>[0-9０-９]{1,2})[.．、](?![0-9０-９])")),
)
_SIGNS = re.compile(r"[①-⑳㈠-㈩⑴-⒇⒈-⒛]")
_FIRST_SIGNS = "①⑴⒈㈠"  # in the order of their code points
_INLINE = re.compile(r"(?<=[：:；;。，,、])\s*(?P<label>[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)])")


@dataclass(frozen=True, slots=True)
class Label:
    """The label that begins an item."""

    numbering: str  # its first label: （一）, 一、, （1）, 1., ①, ⑴, ⒈ or ㈠
    label: str  # as printed
    number: int
    start: int = 0  # in its line


def item_label(text: str) -> Label | None:
    """Return the label that a line begins with."""
    for numbering, pattern in _NUMBERINGS:
        if (match := pattern.match(text)) is not None:
            try:
                return Label(numbering, match[0], int_of(match["number"]))
            except ValueError:
                return None
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
    labels: list[Label] = []
    for match in _INLINE.finditer(text):
        found = item_label(match["label"])
        if found is not None and found.number == expected + len(labels):
            labels.append(Label(found.numbering, found.label, found.number, match.start("label")))
    # A single （一） after a comma is a remark, not a list.
    return labels if len(labels) > 1 or expected > 1 else []
