"""A text object of an OFD page → runs: characters that follow one another on a baseline, with their place.

Source: GB/T 33190-2016, 8.5 (graphic units), 11.3 (text codes) and 11.4 (glyph transforms). The widths of characters
stand in the fonts, which are not read: what comes of them is a guess, good enough to tell a blank from none.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, islice, pairwise, repeat
from typing import TYPE_CHECKING

from zhize.readers.pdf_lines import characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

# x' = a·x + c·y + e, y' = b·x + d·y + f
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_LARGEST = 1e6  # mm; what is no number, or a larger one, counts as not given
_SMALLEST = 0.1  # mm; distances are told in sizes
_USUAL_SIZE = 5.6  # mm: 三号
_FAINT = 160  # of 255: a watermark lets the text through
_BREAK = 1.2  # sizes between two characters from where on another object may stand between them
_OFF_LINE = 0.3  # sizes that a character may stand off the line
# Widths of Latin characters in sizes, between those of a face with equal widths (a half each) and of the others.
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]` "), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one line of a page; places are mm from the left and upper edges of the page."""

    text: str
    x: float  # of the first character on its baseline
    y: float
    angle: int  # in which it is read, degrees clockwise: 0 to the right, 90 down
    length: float  # from the first character to the end of the last one
    before: float  # of it, taken by blanks in front
    after: float  # of it, taken by blanks behind
    size: float
    spacing: float  # between two of its characters
    is_faint: bool  # much of what lies below shows through
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What the runs of a text object have in common."""

    matrix: Matrix
    size: float
    stretch: float  # of the widths
    quarter: int  # in which it is read where no distances say so: 0 to the right, 1 down …
    is_faint: bool
    is_hidden: bool


def local(element: Element) -> str:
    """Return the name of an element without its namespace, which older programs wrote otherwise or not at all."""
    return str(element.tag).rpartition("}")[2]


def numbers(words: str | None, most: int) -> list[float | None]:
    """Return up to so many numbers of an attribute; None for what is no number, or larger than any page."""
    return [_number(word) for word in (words or "").replace(",", " ").split(None, most)[:most]]


def placed(element: Element, outer: Matrix) -> Matrix:
    """Return where an object puts what is in it: by its matrix into its box, and with that into what it stands in."""
    left, top = ([*numbers(element.get("Boundary"), 2), 0.0, 0.0])[:2]
    own = numbers(element.get("CTM"), 6)
    a, b, c, d, e, f = SAME if len(own) < len(SAME) or None in own else [number or 0.0 for number in own]
    return _after(outer, (a, b, c, d, e + (left or 0.0), f + (top or 0.0)))


def runs(element: Element, outer: Matrix) -> Iterator[Run]:
    """Yield the runs of a text object.

    Args:
        element: the object.
        outer: where what it stands in is on the page.
    """
    style = _style(element, outer)
    x = y = 0.0
    transforms: list[Element] = []
    for child in element:
        name = local(child)
        if name == "CGTransform":
            transforms.append(child)
        elif name == "TextCode":
            # A place that is not given is that of the text code before.
            x, y = _or(child.get("X"), x), _or(child.get("Y"), y)
            text = _text(child)
            if text:
                yield from _runs(text, x, y, _steps(text, child, transforms, style), style)
            transforms = []


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None  # not a number is not smaller either


def _or(word: str | None, usual: float) -> float:
    number = None if word is None else _number(word)
    return usual if number is None else number


def _after(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that does what the inner one does and then the outer one, and never overflows."""
    if outer is SAME:
        return inner
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    product = (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )
    a, b, c, d, e, f = (max(-_LARGEST, min(_LARGEST, number)) for number in product)
    return a, b, c, d, e, f


def _style(element: Element, outer: Matrix) -> _Style:
    alpha = _or(element.get("Alpha"), 255.0)
    color = next((child for child in element if local(child) == "FillColor"), None)
    if color is not None:
        alpha = min(alpha, _or(color.get("Alpha"), 255.0))
    size = abs(_or(element.get("Size", element.get("size")), _USUAL_SIZE))  # easyofd writes it small
    return _Style(
        matrix=placed(element, outer),
        size=size or _USUAL_SIZE,
        stretch=abs(_or(element.get("HScale"), 1.0)) or 1.0,
        quarter=round(_or(element.get("ReadDirection"), 0.0) / 90) % 4,
        is_faint=0 < alpha <= _FAINT,
        is_hidden=alpha <= 0 or element.get("Visible", "").strip().lower() in {"false", "0"},
    )


def _text(code: Element) -> str:
    """Return the characters of a text code, without the lines that a program broke the XML into."""
    words = "".join(code.itertext())
    is_broken = "\n" in words or "\r" in words
    return characters("".join(line.strip() for line in words.splitlines()) if is_broken else words)


def _steps(
    text: str, code: Element, transforms: Sequence[Element], style: _Style
) -> tuple[Sequence[float], Sequence[float]]:
    """Return the ways from each character to the next one."""
    count = len(text) - 1
    if not count:
        return (), ()
    glyphs = _glyphs(len(text), transforms)
    most = count if glyphs is None else max(count, glyphs[-1])
    across, down = _distances(code.get("DeltaX"), most), _distances(code.get("DeltaY"), most)
    if not any(across) and not any(down):
        ways = [em(character) * style.size * style.stretch for character in text[:-1]]
        still = [0.0] * count
        return ((ways, still), (still, ways), ([-way for way in ways], still), (still, [-way for way in ways]))[
            style.quarter
        ]
    return _padded(across, glyphs, count), _padded(down, glyphs, count)


def _distances(words: str | None, most: int) -> list[float]:
    """Return up to so many distances; ``g 3 5.6`` says one three times."""
    if words is None or most <= 0:
        return []
    found: list[float] = []
    left = iter(words.replace(",", " ").split(None, 3 * most))
    for word in left:
        if len(found) >= most:
            break
        if word == "g":
            times = _or(next(left, None), 0.0)
            found += repeat(_or(next(left, None), 0.0), min(max(0, int(times)), most - len(found)))
        else:
            found.append(_or(word, 0.0))
    return found


_COUNTS = (("CodePosition", 0.0), ("CodeCount", 1.0), ("GlyphCount", 1.0))
_MOST_GLYPHS = 16  # of one group of characters


def _glyphs(count: int, transforms: Sequence[Element]) -> list[int] | None:
    """Return which glyph each of the characters begins with; None where each has one of its own."""
    places, end = [], 0
    for element in transforms:
        at, codes, glyphs = (int(_or(element.get(name), usual)) for name, usual in _COUNTS)
        # One group begins behind the other; in a file where that is not so, they would be long ones without end.
        if codes != glyphs and end <= at < count and codes > 0 and glyphs > 0:
            end = min(at + codes, count)
            places.append((at, end - at, min(glyphs, _MOST_GLYPHS)))
    if not places:
        return None
    shown = [1] * count
    for at, codes, glyphs in places:
        shown[at : at + codes] = [glyphs, *repeat(0, codes - 1)]
    starts, glyph = [], 0
    for number in shown:
        # The characters of a ligature stand at its glyph.
        starts.append(glyph if number else max(0, glyph - 1))
        glyph += number
    return starts


def _padded(found: list[float], glyphs: list[int] | None, count: int) -> Sequence[float]:
    """Return as many distances as there are between the characters; as programs do, the last one goes on.

    They are those between glyphs where these are not as many as the characters, unless a program counted characters.
    """
    if not found:
        return [0.0] * count
    if glyphs is None or len(found) == count:
        return list(islice(chain(found, repeat(found[-1])), count))
    ways = [0.0]
    for distance in islice(chain(found, repeat(found[-1])), glyphs[-1]):
        ways.append(ways[-1] + distance)
    return [ways[after] - ways[before] for before, after in pairwise(glyphs)]


def _runs(
    text: str, x: float, y: float, steps: tuple[Sequence[float], Sequence[float]], style: _Style
) -> Iterator[Run]:
    across, down = steps
    points = list(zip(accumulate(across, initial=x), accumulate(down, initial=y), strict=True))
    is_down = sum(map(abs, down)) > sum(map(abs, across))
    ahead, aside = (down, across) if is_down else (across, down)
    for first, end in pairwise([0, *_breaks(text, ahead, aside, style), len(text)]):
        yield _run(text[first:end], points[first:end], is_down=is_down, style=style)


def _breaks(text: str, ahead: Sequence[float], aside: Sequence[float], style: _Style) -> Iterator[int]:
    """Yield where a text code turns back, leaves its line, or leaves room for other text."""
    off, room, unit = _OFF_LINE * style.size, _BREAK * style.size, style.size * style.stretch
    way = 0.0
    for at, (step, shift) in enumerate(zip(ahead, aside, strict=True), 1):
        turns = step * way < 0 and abs(step) > off
        if turns or abs(shift) > off or abs(step) - em(text[at - 1]) * unit > room:
            way = 0.0
            yield at
        else:
            way += step


def _run(text: str, points: Sequence[tuple[float, float]], *, is_down: bool, style: _Style) -> Run:
    a, b, c, d, e, f = style.matrix
    unit = style.size * style.stretch
    (x, y), (end_x, end_y) = points[0], points[-1]
    quarter = 1 if is_down and style.quarter % 2 == 0 else style.quarter
    along = math.hypot(end_x - x, end_y - y)
    right, lower = ((end_x - x) / along, (end_y - y) / along) if along else _QUARTERS[quarter]
    right, lower = a * right + c * lower, b * right + d * lower  # on the page
    scale = math.hypot(right, lower)
    ink = text.strip()
    first = text.index(ink[0]) if ink else 0
    last = first + len(ink) - 1 if ink else len(text) - 1
    length = along + em(text[-1]) * unit
    inked = math.dist(points[0], points[last]) + em(text[last]) * unit
    widths = sum(map(em, text)) * unit
    return Run(
        text=text,
        x=a * x + c * y + e,
        y=b * x + d * y + f,
        angle=round(math.degrees(math.atan2(lower, right))) % 360,
        length=scale * length,
        before=scale * math.dist(points[0], points[first]) if first else 0.0,
        after=scale * (length - inked) if last + 1 < len(text) else 0.0,
        size=max(_SMALLEST, abs(a * d - b * c) / scale * style.size if scale else style.size),
        spacing=scale * (length - widths) / (len(text) - 1) if along else 0.0,
        is_faint=style.is_faint,
        is_hidden=style.is_hidden,
    )


_QUARTERS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))


@lru_cache(maxsize=2**17)
def em(character: str) -> float:
    """Return the width of a character in sizes of the text: 1 of a Chinese one, less of a Latin one."""
    if not character.isascii():
        return 0.5 if unicodedata.east_asian_width(character) in {"H", "Na", "N"} else 1.0
    if character in _NARROW:
        return 0.4
    if character in _WIDE:
        return 0.85
    return 0.65 if character.isupper() else 0.5
