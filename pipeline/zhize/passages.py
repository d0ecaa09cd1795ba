"""Where a norm stands and the words that prove it: what every table, page and summary shows beside it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from zhize.numerals import Locator, chinese
from zhize.types import Span

if TYPE_CHECKING:
    from zhize.types import Article, Heading, Item, Norm, Paragraph

DOUBTFUL = 0.7
"""Norms of less confidence are marked doubtful: three in ten of them, or more, are not as a reader would have them."""


def is_doubtful(norm: Norm) -> bool:
    """Whether a person should look at a norm first."""
    return norm.confidence < DOUBTFUL or bool(norm.doubts)


def article_name(article: Article) -> str:
    """Return what an article is called: 第四十三条; 正文 in a text without numbers."""
    return str(Locator(article=article.number, suffix=article.suffix)) if article.number else "正文"


def heading_of(article: Article) -> str:
    """Return what an article stands under: 第三编 执行 · 第七章 会议制度; empty without."""
    named = (("编", article.part), ("章", article.chapter), ("节", article.section))
    return " · ".join(_numbered(unit, heading) for unit, heading in named if heading)


def _numbered(unit: str, heading: Heading) -> str:
    return (f"第{chinese(heading.number)}{unit} " if heading.number else "") + heading.title


def locator(article: Article, offset: int) -> str:
    """Return where an offset of an article stands, as statutes write it.

    Args:
        article: the article.
        offset: a character of its text.

    Returns:
        第四十三条第二款第三项; without 款 where the article has one paragraph only, and with 正文 for 条 in a text
        without numbers.
    """
    index = _paragraph_at(article, offset)
    item = _item_at(article.paragraphs[index], offset) if article.paragraphs else None
    paragraph = index + 1 if len(article.paragraphs) > 1 else 0
    place = _printed(article.number, article.suffix, paragraph, 0 if item is None else item.number)
    return place if article.number else f"正文{place}"


@lru_cache(maxsize=2**13)  # a row of a table says where it stands; laws have the same few thousand places
def _printed(article: int, suffix: int, paragraph: int, item: int) -> str:
    return str(Locator(article=article, suffix=suffix, paragraph=paragraph, item=item))


def quote(article: Article, norm: Norm) -> str:
    """Return the sentences that prove a norm: those of its parts, and the lead-in of the list that it stands in.

    Args:
        article: the article the norm stands in.
        norm: the norm.

    Returns:
        The sentences word for word, with ``……`` where the text between two of them was left out.
    """
    parts = [norm.action, *norm.time, *(part for part in (norm.marker, norm.condition, norm.exception) if part)]
    lead_in = _lead_in(article, norm.action.start)
    parts += [lead_in] if lead_in else []
    sentences = _sentences(article.text)
    chosen = sorted({index for part in parts for index in _indexes(sentences, part)})
    quoted, end = "", 0
    for sentence in (sentences[index] for index in chosen):
        # A line end between two sentences is no omission.
        gap = article.text[end : sentence.start] if quoted else ""
        quoted += (gap if not gap.strip() else "……") + sentence.of(article.text)
        end = sentence.end
    return quoted or article.text


def sentence_at(article: Article, offset: int) -> Span:
    """Return the sentence or line that holds a character of an article; the whole article for none."""
    sentences = _sentences(article.text)
    held = [sentences[index] for index in _indexes(sentences, Span(start=offset, end=offset + 1))]
    return held[0] if held else Span(start=0, end=len(article.text))


# A quotation or bracket that closes after the stop belongs to the sentence.
_SENTENCE_END = re.compile(r"[。！？][”’』」）)》]*|\n")


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences and lines of an article, without line ends."""
    found = []
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        found.append(Span(start=start, end=stop.start() if stop[0] == "\n" else stop.end()))
        start = stop.end()
    found.append(Span(start=start, end=len(text)))
    return tuple(span for span in found if span.start < span.end)


def _indexes(sentences: tuple[Span, ...], part: Span) -> range:
    """Return which sentences share a character with a part of the text."""
    first = bisect_right(sentences, part.start, key=attrgetter("end"))
    return range(first, max(first, bisect_left(sentences, part.end, key=attrgetter("start"))))


# A text without articles is one body of thousands of paragraphs, so places are looked up by halves.
def _paragraph_at(article: Article, offset: int) -> int:
    """Return the index of the paragraph that holds an offset, or of the last one before it."""
    return max(0, bisect_right(article.paragraphs, offset, key=attrgetter("start")) - 1)


def _item_at(paragraph: Paragraph, offset: int) -> Item | None:
    index = bisect_right(paragraph.items, offset, key=attrgetter("start")) - 1
    return paragraph.items[index] if index >= 0 and offset < paragraph.items[index].end else None


def _lead_in(article: Article, offset: int) -> Span | None:
    """Return the last character before the list that holds the offset; None outside of lists."""
    if not article.paragraphs:
        return None
    paragraph = article.paragraphs[_paragraph_at(article, offset)]
    if not paragraph.items or not paragraph.items[0].start <= offset < paragraph.items[-1].end:
        return None
    before = paragraph.start + len(article.text[paragraph.start : paragraph.items[0].start].rstrip())
    return Span(start=before - 1, end=before) if before > paragraph.start else None
