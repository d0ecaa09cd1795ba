"""What an element of a page says by its tag, names and style."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import PageHintEntry, PagePart

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHRUNK = re.compile(r"font-size\s*:\s*0+(?:px|pt|r?em|%)?\s*(?:!important\s*)?(?:;|$)", re.IGNORECASE)
_KEPT = frozenset({"pre", "listing", "plaintext", "xmp"})  # elements whose line ends are those of the page
_KEEPING = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_LONGEST_TITLE, _MOST_PARTS = 80, 60  # characters and elements of a heading; more is a box that has one


def is_veiled(element: Element) -> bool:
    """Whether a style hides an element, which a script can change."""
    style = element.get("style", "")
    # Without elements in it: around them it removes the gaps between blocks, which set a size of their own.
    shrunk = not len(element) and _SHRUNK.search(style) is not None
    return element.get("hidden") is not None or shrunk or _HIDING.search(style) is not None


def is_title(element: Element, hinted: frozenset[PagePart]) -> bool:
    """Whether an element is a heading by its tag or name, and has no more words than one."""
    if element.tag.lower() not in {"h1", "h2", "h3"} and PagePart.TITLE not in hinted:
        return False
    parts = list(islice(element.iter(), _MOST_PARTS + 1))
    length = sum(len((part.text or "").strip()) + len((part.tail or "").strip()) for part in parts)
    return len(parts) <= _MOST_PARTS and length - len((element.tail or "").strip()) <= _LONGEST_TITLE


def leads(element: Element) -> bool:
    """Whether a link leads away: it is no mark of a place, and leads to none in the page, as a table of contents."""
    href = element.get("href")
    if href is None:
        return not (element.get("name") or element.get("id"))
    return not (href.startswith("#") and len(href) > 1)


def keeps_ends(element: Element) -> bool:
    """Whether the line ends of the source are those of the page in an element."""
    return element.tag.lower() in _KEPT or _KEEPING.search(element.get("style", "")) is not None


def hints(element: Element) -> frozenset[PagePart]:
    """Return what the names of an element hint at."""
    names = f"{element.get('id', '')} {element.get('class', '')}".split()
    return frozenset(_parts()[name] for name in names if name in _parts())


@cache
def _parts() -> dict[str, PagePart]:
    return {entry.text: entry.kind for entry in load("pagehints", PageHintEntry)}
