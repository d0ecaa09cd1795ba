"""Where a page leads: the other pages of its document, the files that hang on it, and where it sends its reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from zhize.readers.html_bytes import decoded
from zhize.readers.html_page import page_of, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from zhize.readers.html_page import Page

_FILE = re.compile(r"\.(?:docx?|wps|ofd|pdf|rtf|odt|txt)$", re.IGNORECASE)
# Word first: its text is what was written, a PDF may be a scan.
_ORDER = ("docx", "ofd", "txt", "doc", "wps", "odt", "rtf", "pdf")
_NEXT = re.compile(r"[上下]一?页|[前后]一页|next|prev(?:ious)?", re.IGNORECASE)
_NUMBER = re.compile(r"[\[［【]?\s*([0-9]{1,3})\s*[\]］】]?")
# x_2.html beside x.html, x_1.html of systems that count from 0, ?page=2.
_STEM = re.compile(r"(?P<stem>.+?)(?:[_-](?P<number>[0-9]{1,3}))?(?P<suffix>\.s?html?|\.aspx?|\.php|\.jsp)$")
_CREATED = re.compile(
    r"createPageHTML\s*\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*[\"']([^\"']{1,200})[\"']\s*,\s*[\"'](\w+)"
)
_COUNTED = re.compile(r"第\s*([0-9]{1,3})\s*页\s*[/／,，]?\s*共\s*([0-9]{1,3})\s*页|共\s*([0-9]{1,3})\s*页")
_REFRESH = re.compile(r"^\s*[0-9.]*\s*[;,]\s*url\s*=\s*[\"']?(.+?)[\"']?\s*$", re.IGNORECASE)
_SLOWEST = 10  # seconds; a page that is slower shows something first


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Absolute addresses, http or https."""

    next_pages: tuple[str, ...]  # the other pages of the same document, in order
    attachments: tuple[str, ...]  # files of documents, those first whose text is surest
    refresh: str | None  # where the page sends its reader at once


def links(data: bytes, *, base: str) -> PageLinks:
    """Return where a page leads.

    Args:
        data: the page.
        base: its address.

    Raises:
        InputError: it is no page that can be read.
    """
    text = decoded(data, where=base)
    root = parsed(text, where=base)
    page = page_of(root, hidden_too=True)
    held = next((element.get("href", "") for element in root.iter("base")), "")
    start = _joined(base, held) or base if held else base
    absolute = [(url, words) for href, words in page.hrefs if (url := _joined(start, href)) is not None]
    refresh = next(_refreshes(root, start), None)
    return PageLinks(
        next_pages=tuple(dict.fromkeys(_pages(base, absolute, text))),
        attachments=tuple(dict.fromkeys(_attachments(absolute))),
        refresh=refresh if refresh != base else None,
    )


def other_pages(page: Page, text: str) -> int:
    """Return how many pages a document says that it has; 0 if it says nothing, or one.

    Args:
        page: one of them.
        text: its source, whose scripts may count them.
    """
    created = _CREATED.search(text)
    if created is not None and int(created[1]) > 1:
        return int(created[1])
    for line in page.lines:
        if (counted := _COUNTED.search(line.text)) is not None and len(line.text) <= _LONGEST_COUNT:
            total = int(counted[2] or counted[3])
            return total if total > 1 else 0
    turning = [words for href, words in page.hrefs if _NEXT.fullmatch(words.strip(" >»›")) and href.strip("# ")]
    turning = [words for words in turning if words]
    numbered = {int(match[1]) for _, words in page.hrefs if (match := _NUMBER.fullmatch(words))}
    return max((2, *numbered)) if turning else 0


_LONGEST_COUNT = 60  # characters of a line that counts pages


def _pages(base: str, found: Iterable[tuple[str, str]], text: str) -> Iterator[str]:
    """Yield the other pages of the same document: their names differ from this one's by a number."""
    own = _STEM.match(urldefrag(base)[0])
    if own is None:
        return
    numbers: dict[int, str] = {}
    for url, words in found:
        other = _STEM.match(urldefrag(url)[0])
        says = _NEXT.search(words) or _NUMBER.fullmatch(words.strip())
        if other is not None and says and other["stem"] == own["stem"] and other["suffix"] == own["suffix"]:
            numbers.setdefault(int(other["number"] or 0), urldefrag(url)[0])
    created = _CREATED.search(text)
    if created is not None:  # TRS writes the links by a script: createPageHTML(7, 0, "t2022_1", "html")
        for number in range(1, int(created[1])):
            numbers.setdefault(number, urljoin(base, f"{created[3]}_{number}.{created[4]}"))
    here = int(own["number"] or 0)
    yield from (url for number, url in sorted(numbers.items()) if number > here and url != base)


def _attachments(found: Iterable[tuple[str, str]]) -> list[str]:
    files = [(match[0][1:].lower(), url) for url, _ in found if (match := _FILE.search(urlsplit(url).path))]
    files += [(match[0][1:].lower(), url) for url, words in found if (match := _FILE.search(words))]
    return [url for _, url in sorted(files, key=lambda file: _ORDER.index(file[0]))]


def _refreshes(root: Element, base: str) -> Iterator[str]:
    for element in root.iter("meta"):
        if element.get("http-equiv", "").strip().lower() != "refresh":
            continue
        content = element.get("content", "")
        match = _REFRESH.match(content)
        seconds = content.replace(",", ";").partition(";")[0].strip()
        url = _joined(base, match[1]) if match is not None else None
        if url is not None and (not seconds.isdecimal() or int(seconds) <= _SLOWEST):
            yield url


def _joined(base: str, href: str) -> str | None:
    """Return the absolute address of a link; None for what is no page: javascript:, mailto:, a broken one."""
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None
