"""Where the text of a page can be: runs of articles, or of sentences that nothing of the site parts."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from zhize.numerals import int_of
from zhize.readers.html_furniture import is_link, parts
from zhize.readers.html_labels import is_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.readers.html_page import PageLine

_N = "[零〇○一二三四五六七八九十百千0-9０-９]"
_BLANK = r"[\s\u200b\ufeff]*"
_ARTICLE = re.compile(rf"{_BLANK}第{_BLANK}(?P<number>{_N}{{1,9}}){_BLANK}[条條]")
_DUNHAO = re.compile(rf"{_BLANK}(?P<number>[一二三四五六七八九十百]{{1,5}}){_BLANK}[、﹑]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"[，。；]")
_LEAST_SENTENCE = 12  # Chinese characters of a line that is text
_LEAST_TEXT = 40  # Chinese characters of a page that holds a document without articles
_WIDEST_GAP = 5  # numbers that a run of articles may lack in one place
_HINT = 3  # how much more a run counts in an element that its name calls the text, or less in one that it calls noise
_NUMBERED = 2  # how much more a run of 一、 counts than one of sentences


def text_run(lines: Sequence[PageLine]) -> tuple[list[int], int]:
    """Return the lines that begin the articles of a page's text, or its sentences, and how many articles there are.

    Articles (第X条) are sure signs of a text. 一、 also stands in what a site says about it, so that such a run is
    weighed against the sentences of the page.
    """
    articles, points = _runs(lines, _ARTICLE), _runs(lines, _DUNHAO)
    weights = [0, *accumulate(len(_HAN.findall(line.text)) for line in lines)]

    def weight(run: list[int]) -> float:
        return (weights[run[-1] + 1] - weights[run[0]]) * _hint(lines[run[0]])

    if many := [run for run in articles if len(run) > 1]:
        best = max(many, key=lambda run: len(run) * _hint(lines[run[0]]))
        return best, len(best)
    others = [(weight(run) * _NUMBERED, run, len(run)) for run in points if len(run) > 1]
    others += [(weight(run), run, 0) for run in _sentences(lines)]
    if others:
        _, best, count = max(others, key=lambda other: other[0])
        return best, count
    alone: list[int] = next(iter((*articles, *points)), [])
    return alone, len(alone)


def _hint(line: PageLine) -> float:
    """Return how much more a line counts for the names of the elements that hold it."""
    return (_HINT if line.content else 1) / (_HINT if line.noise else 1)


def _runs(lines: Sequence[PageLine], pattern: re.Pattern[str]) -> list[list[int]]:
    """Return runs of lines whose numbers go on; what does not go on the run is left out of it."""
    runs: list[list[int]] = []
    last = 0
    for at, line in enumerate(lines):
        match = pattern.match(line.text)
        if match is None or is_link(line):
            continue
        number = _number(match["number"])
        if runs and last < number <= last + _WIDEST_GAP:
            runs[-1].append(at)
        elif number == 1 or (number and not runs):
            runs.append([at])
        else:
            continue
        last = number
    return runs


def _number(words: str) -> int:
    try:
        return int_of(words)
    except ValueError:
        return 0


def _sentences(lines: Sequence[PageLine]) -> list[list[int]]:
    """Return runs of sentences that no link, button or label parts, if they are long enough for a document."""
    runs: list[list[int]] = [[]]
    noise = 0
    for at, line in enumerate(lines):
        if line.noise != noise or parts(line):
            runs.append([])
            noise = line.noise
        # What a label begins is a summary above the text, or a label within it: it neither opens a run nor parts one.
        if _is_sentence(line) and not parts(line) and not is_told(line.text):
            runs[-1].append(at)
    return [run for run in runs if sum(_weight(lines[at]) for at in run) >= _LEAST_TEXT]


def _is_sentence(line: PageLine) -> bool:
    return _weight(line) >= _LEAST_SENTENCE and _SENTENCE.search(line.text) is not None


def _weight(line: PageLine) -> int:
    return len(_HAN.findall(line.text)) if line.linked * 2 <= len(line.text) else 0
