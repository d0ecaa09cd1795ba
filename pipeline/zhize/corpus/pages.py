"""The pages of one document, each a file of its own → one source."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.types import Source

_FINISHED = re.compile(r"[。；：！？.;:!?”’」』）)》]\s*$")
_BEGINS = re.compile(
    r"\s*(?:第[零〇一二三四五六七八九十百千0-9]{1,9}[编章节条]|[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|附件)"
)


def joined(sources: Sequence[Source]) -> Source:
    """Return the pages of a document as one source, named and encoded as the first one.

    A line end stands between two pages, unless a sentence goes on over them. A page whose first line is that of the
    first page repeats the title, and that line is left out.

    Args:
        sources: the pages in order, at least one; ``Origin.part`` says which of them a stretch came from.
    """
    whole, *others = sources
    title = whole.text.lstrip().partition("\n")[0].rstrip()
    remarks = list(whole.remarks)
    for part, page in enumerate(others, 2):
        start = _after_title(page.text, title)
        text = page.text[start:]
        between = "" if _goes_on(whole.text, text) else "\n"
        shift = len(whole.text) + len(between) - start
        moved = (replace(each, start=max(each.start, start) + shift, part=part) for each in page.origins)
        kept = [each for each in moved if each.start < len(whole.text) + len(between) + len(text)]
        later = [each for at, each in enumerate(kept) if at + 1 == len(kept) or kept[at + 1].start > each.start]
        remarks += [each for each in page.remarks if each not in remarks]
        whole = replace(whole, text=f"{whole.text}{between}{text}", origins=(*whole.origins, *later))
    return replace(whole, remarks=tuple(remarks))


def _after_title(text: str, title: str) -> int:
    """Return where the text of a page begins behind a first line that repeats the title; 0 if it does not."""
    first, end, _ = text.partition("\n")
    return len(first) + len(end) if end and title and first.strip() == title else 0


def _goes_on(above: str, below: str) -> bool:
    return not (_FINISHED.search(above[-8:]) or _BEGINS.match(below) or not above or above.endswith("\n"))
