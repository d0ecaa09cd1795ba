"""The runs of the pages of an OFD → lines in the order of reading; watermarks and what nobody sees are put aside.

Runs on one height are a line, whatever objects they came from. A blank is put between two of them only where the gap
says so: Latin words stand a little apart, Chinese ones a character's width more than the others of their line, which
may be justified.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING

from zhize.readers.pdf_lines import PageLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.readers.ofd_text import Run

_POINT = 25.4 / 72  # mm
_OBLIQUE = 10  # degrees off a right angle; a page that was scanned is less so
_DIGITS = re.compile(r"[0-9]+")
_FAR = 0.25  # of the page
_SAME_LINE = 0.45  # of the larger size, between two baselines: an index stands a third above
_SAME_SMALL = 0.8  # of the smaller size: small lines beside a large one stay lines
_SAME_PLACE = 0.3  # sizes: drawn twice, for bold
_ONE_PLACE = 0.1  # sizes: some programs (easyofd) write the characters of a line on top of each other, but in order
_DEEP = 0.2  # of a size, below the baseline
_GAP, _LATIN_GAP, _WIDE_GAP = 0.7, 0.2, 1.5  # sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and what is written on it."""

    number: int  # 1-based, in the whole file
    width: float  # mm
    height: float  # mm
    runs: tuple[Run, ...]  # in the order of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """The text of a document as its reader sees it, and what is none of it."""

    lines: tuple[PageLine, ...]  # in the order of reading
    turned: tuple[tuple[int, str], ...]  # the page and words of lines that stand across the others
    left_out: tuple[tuple[str, str], ...]  # why, and the words


def arranged(pages: Sequence[Page]) -> Arranged:
    """Return the lines of a document.

    Args:
        pages: its pages in order.
    """
    marks = _watermarks(pages)
    lines: list[PageLine] = []
    turned: list[tuple[int, str]] = []
    left_out: list[tuple[str, str]] = []
    for page in pages:
        seen, gone = _visible(page, marks)
        left_out += gone
        quarters: list[list[Run]] = [[], [], [], []]
        oblique: list[Run] = []
        for run in seen:
            (oblique if _is_oblique(run) else quarters[_quarter(run)]).append(run)
        main = max(range(4), key=[_count(runs) for runs in quarters].__getitem__)
        for quarter, runs in enumerate(quarters):
            if quarter == main:
                lines += _lines(page, runs, quarter)
            else:
                turned += [(page.number, line.text) for line in _lines(page, runs, quarter)]
        if words := "".join(run.text for run in oblique).strip():
            turned.append((page.number, words))
    return Arranged(lines=tuple(lines), turned=tuple(turned), left_out=tuple(dict.fromkeys(left_out)))


def _watermarks(pages: Sequence[Page]) -> frozenset[str]:
    """Return the words, numbers apart, that stand at an angle on most pages, or faintly on most of several."""
    oblique = Counter(words for page in pages for words in {_words(run) for run in page.runs if _is_oblique(run)})
    faint = Counter(words for page in pages for words in {_words(run) for run in page.runs if run.is_faint})
    often = max(1, len(pages) / 2)
    several = {words for words, times in faint.items() if times >= max(2, often)}
    return frozenset(several | {words for words, times in oblique.items() if times >= often})


def _words(run: Run) -> str:
    return _DIGITS.sub("0", run.text.strip())


def _visible(page: Page, marks: frozenset[str]) -> tuple[list[Run], list[tuple[str, str]]]:
    """Return what a reader sees of a page, and what is left out with its reason."""
    seen: list[Run] = []
    hidden: list[Run] = []
    outside: list[Run] = []
    gone: list[tuple[str, str]] = []
    for run in page.runs:
        if (_is_oblique(run) or run.is_faint) and _words(run) in marks:
            gone.append(("watermark", run.text.strip()))
        elif run.is_hidden:
            hidden.append(run)
        elif _is_outside(run, page):
            outside.append(run)
        else:
            seen.append(run)
    # Most text outside of a page: its box is wrong. Most text hidden: it is what was recognized in a picture.
    for runs, reason in ((outside, "outside the page"), (hidden, "hidden")):
        if _count(runs) > _count(seen):
            seen += runs
        else:
            gone += [(reason, run.text.strip()) for run in runs]
    return seen, [(reason, words) for reason, words in gone if words]


def _count(runs: Iterable[Run]) -> int:
    return sum(len(run.text.strip()) for run in runs)


def _is_outside(run: Run, page: Page) -> bool:
    """Whether every character stands far outside of the page; one that ends a little too early still has its text."""
    way = math.radians(run.angle)
    left, right = sorted((run.x, run.x + run.length * math.cos(way)))
    upper, lower = sorted((run.y, run.y + run.length * math.sin(way)))
    aside, above = _FAR * page.width, _FAR * page.height
    return right < -aside or left > page.width + aside or lower < -above or upper > page.height + above


def _quarter(run: Run) -> int:
    return round(run.angle / 90) % 4


def _is_oblique(run: Run) -> bool:
    return abs((run.angle + 45) % 90 - 45) > _OBLIQUE


def _lines(page: Page, runs: Iterable[Run], quarter: int) -> Iterator[PageLine]:
    """Yield the lines of runs that are read in one direction, as they stand when the page is turned that way.

    Args:
        page: the page.
        runs: what stands on it in that direction.
        quarter: 0 to the right, 1 down, 2 to the left, 3 up.
    """
    height = page.width if quarter % 2 else page.height
    for line in _by_height(_turned(run, page, quarter) for run in runs):
        inked = [run for run in line if run.text.strip()]
        if not inked:
            continue
        first = min(inked, key=attrgetter("x"))
        most = max(line, key=lambda run: len(run.text.strip()))
        bottom = (height - most.y - _DEEP * most.size) / _POINT
        yield PageLine(
            text=_merged(line),
            page=page.number,
            left=(first.x + first.before) / _POINT,
            right=max(run.x + run.length - run.after for run in inked) / _POINT,
            bottom=bottom,
            top=bottom + most.size / _POINT,
            height=height / _POINT,
        )


def _turned(run: Run, page: Page, quarter: int) -> Run:
    if quarter == 0:
        return run
    x, y = ((run.y, page.width - run.x), (page.width - run.x, page.height - run.y), (page.height - run.y, run.x))[
        quarter - 1
    ]
    return replace(run, x=x, y=y)


def _by_height(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each line, the highest first."""
    line: list[Run] = []
    largest: Run | None = None
    for run in sorted(runs, key=attrgetter("y")):
        if largest is None or not _are_level(largest, run):
            if line:
                yield line
            line, largest = [], run
        line.append(run)
        largest = max(largest, run, key=attrgetter("size"))
    if line:
        yield line


def _are_level(one: Run, other: Run) -> bool:
    small, large = sorted((one.size, other.size))
    return abs(one.y - other.y) <= min(_SAME_LINE * large, _SAME_SMALL * small)


def _merged(line: Sequence[Run]) -> str:
    """Return the text of a line, from left to right."""
    runs = _once(sorted(line, key=attrgetter("x")))
    if 2 * sum(after.x - before.x < _ONE_PLACE * after.size for before, after in pairwise(runs)) > len(runs) - 1:
        return "".join(run.text for run in line).strip()
    gaps = [after.x - before.x - before.length for before, after in pairwise(runs)]
    usual = median(chain(gaps, *([run.spacing] * (len(run.text) - 1) for run in runs), [0.0] * (not gaps)))
    text = runs[0].text
    for (before, run), gap in zip(pairwise(runs), gaps, strict=True):
        size = max(before.size, run.size)
        text += _between(text[-1], run.text[0], gap / size, max(0.0, usual / size)) + run.text
    return text.strip()


def _once(runs: Sequence[Run]) -> list[Run]:
    """Return the runs of a line without those that were drawn twice in one place."""
    kept = list(runs[:1])
    for last, run in pairwise(runs):
        near = _SAME_PLACE * run.size
        if last.text != run.text or run.x - last.x > near or abs(run.y - last.y) > near:
            kept.append(run)
    return kept


def _between(last: str, first: str, gap: float, usual: float) -> str:
    """Return a blank where the gap between two characters is one."""
    if last.isspace() or first.isspace():
        return ""
    latin = last.isascii(), first.isascii()
    if all(latin):
        return " " if gap > min(usual + _LATIN_GAP, _WIDE_GAP) else ""
    return " " if gap > (min(usual + _GAP, _WIDE_GAP) if any(latin) else usual + _GAP) else ""
