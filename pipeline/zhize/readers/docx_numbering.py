"""Automatic numbering of Word (numbering.xml): which label a paragraph has that is not in its text.

ECMA-376 part 1, §17.9. A paragraph names a list (w:num) and a level in it; the list names its definition
(w:abstractNum), where each level has a number format, a first number, a text such as 第%1条, and says after which level
it begins again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhize.numerals import chinese

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CIRCLED = 20  # ① to ⑳; from 21 on Word prints plain digits
_MOST_CHINESE, _MOST_LETTERS, _MOST_ROMAN = 99_999_999, 780, 32_767  # Word ends there too, or earlier
_MOST = 2**31 - 1  # ST_DecimalNumber is a 32-bit integer


@dataclass(slots=True)
class Level:
    """A level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level, from 1, after which it begins again; 0 for never
    legal: bool = False  # every number in it is printed as a decimal one (isLgl)
    suffix: str = "tab"


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # of a w:num, by its id
    counters: dict[str, str] = field(default_factory=dict)  # of a w:num: its w:abstractNum, which counts
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # w:startOverride not yet used
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # of a w:abstractNum, by level

    def label(self, number: str, level: int) -> str:
        """Count a paragraph in its list and return its label with what parts it from the text; "" for none."""
        levels = self.levels.get(number)
        if not levels or not 0 <= level < _LEVELS:
            return ""
        counts = self.counts.setdefault(self.counters[number], {})
        here = levels.get(level, Level())
        override = self.starts.pop((number, level), None)
        if override is not None:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else here.start
        for deeper in [deeper for deeper in counts if deeper > level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or 0 < level + 1 <= restart:
                del counts[deeper]
        printed = _PLACEHOLDER.sub(lambda match: _number(levels, counts, int(match[1]) - 1, here), here.text)
        if here.format in {"none", "bullet"} and not _PLACEHOLDER.search(here.text):
            printed = here.text if here.format == "bullet" else printed
        return printed + (" " if printed and here.suffix != "nothing" else "")


def _number(levels: dict[int, Level], counts: dict[int, int], level: int, here: Level) -> str:
    other = levels.get(level, Level())
    count = counts.get(level, other.start)
    return formatted(count, "decimal" if here.legal and other.format != "decimalZero" else other.format)


def formatted(number: int, form: str) -> str:
    """Return a number in one of Word's number formats (ST_NumberFormat, ECMA-376 part 1, §17.18.59)."""
    if form in _COUNTING:
        return chinese(number) if 0 <= number <= _MOST_CHINESE else str(number)
    if form in {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}:
        return str(number).translate(_DIGITS)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return chinese(number).translate(_FORMAL) if 0 <= number <= _MOST_CHINESE else str(number)
    if form in {"ideographTraditional", "ideographZodiac"}:
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[number - 1] if 1 <= number <= len(signs) else str(number)
    if form.startswith("decimalEnclosedCircle"):
        return chr(ord("①") + number - 1) if 1 <= number <= _CIRCLED else str(number)
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(number).translate(_FULL_WIDTH)
    return _latin(number, form)


def _latin(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= _MOST_LETTERS:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 1 <= number <= _MOST_ROMAN:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form == "none" else str(number)


def _roman(number: int) -> str:
    printed = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        printed += sign * count
    return printed


# --- numbering.xml ---------------------------------------------------------------------------------------------------


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that numbering.xml defines; none for a document without it."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iterfind(f"{W}abstractNum")}
    styled = {
        link.get(f"{W}val", ""): key
        for key, each in abstracts.items()
        if (link := each.find(f"{W}styleLink")) is not None
    }
    borrowed = {key: each.find(f"{W}numStyleLink") for key, each in abstracts.items()}
    defined = {key: _levels(each) for key, each in abstracts.items()}
    for num in root.iterfind(f"{W}num"):
        number, abstract = num.get(f"{W}numId", ""), _value(num, "abstractNumId") or ""
        link = borrowed.get(abstract)
        if link is not None:  # a list that borrows the levels of a list style
            abstract = styled.get(link.get(f"{W}val", ""), abstract)
        levels = dict(defined.get(abstract, {}))
        for override in num.iterfind(f"{W}lvlOverride"):
            level = _int(override.get(f"{W}ilvl"), 0)
            own = override.find(f"{W}lvl")
            if own is not None and 0 <= level < _LEVELS:
                levels[level] = _level(own)
            start = _value(override, "startOverride")
            if start is not None:
                numbering.starts[number, level] = _int(start, 1)
        numbering.levels[number] = levels
        numbering.counters[number] = abstract
    return numbering


def _levels(abstract: Element) -> dict[int, Level]:
    levels = {_int(each.get(f"{W}ilvl"), 0): _level(each) for each in abstract.iterfind(f"{W}lvl")}
    return {at: level for at, level in levels.items() if 0 <= at < _LEVELS}


def _level(element: Element) -> Level:
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return Level(
        start=_int(_value(element, "start"), 0),
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        legal=legal is not None and legal.get(f"{W}val") not in {"0", "false", "off"},
        suffix=_value(element, "suff") or "tab",
    )


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def _int(text: str | None, default: int) -> int:
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if abs(number) <= _MOST else default
