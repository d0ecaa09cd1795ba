"""The numbers that a browser shows before the items of an ordered list; they are a part of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.numerals import chinese

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_KINDS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_CHINESE = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "cjk-decimal"})
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 9999


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    next: int
    step: int


@dataclass(slots=True)
class ListCounter:
    """Counts the items of the lists that are open."""

    open: list[_List] = field(default_factory=list)

    def start(self, element: Element, tag: str) -> str:
        """Return the label of an item that begins; "" for every other element."""
        if tag in {"ol", "ul"}:
            self.open.append(_list(element, ordered=tag == "ol"))
        if tag != "li" or not self.open or not self.open[-1].ordered:
            return ""
        at = self.open[-1]
        at.next = _number(element.get("value"), at.next)
        number, at.next = at.next, at.next + at.step
        kind = _kind(element) or at.kind
        return "" if kind == "none" else _label(number, kind)

    def end(self, tag: str) -> None:
        """Close a list."""
        if tag in {"ol", "ul"} and self.open:
            self.open.pop()


def _list(element: Element, *, ordered: bool) -> _List:
    backwards = ordered and element.get("reversed") is not None
    items = sum(child.tag == "li" for child in element) if backwards else 1
    start = _number(element.get("start"), items if backwards else 1)
    return _List(ordered, _kind(element) or "decimal", start, -1 if backwards else 1)


def _kind(element: Element) -> str:
    style = _STYLE.search(element.get("style", ""))
    return style[1].lower() if style is not None else _KINDS.get(element.get("type", ""), "")


def _number(words: str | None, default: int) -> int:
    return int(words) if words and re.fullmatch(r"-?[0-9]{1,6}", words.strip()) else default


def _label(number: int, kind: str) -> str:
    if kind in {"disc", "circle", "square"} or not 0 < number <= _MOST:
        return "" if kind in {"disc", "circle", "square"} else f"{number}. "
    if kind in _CHINESE:
        return f"{chinese(number)}、"
    if kind in {"lower-alpha", "lower-latin", "upper-alpha", "upper-latin"}:
        return f"{_letters(number, upper=kind.startswith('upper'))}. "
    if kind in {"lower-roman", "upper-roman"} and number < _ROMAN[0][0] * 4:
        roman = _roman(number)
        return f"{roman.upper() if kind.startswith('upper') else roman}. "
    return f"{number}. "


def _letters(number: int, *, upper: bool) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A" if upper else "a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
