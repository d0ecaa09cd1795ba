"""An entry of the manifest, or an address that the user names → the text, from its issuer's site.

A document may be one page, several pages, or a file that hangs on a page. Imported by ``zhize corpus fetch`` alone:
nothing else in the package opens a connection.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from zhize.corpus.download import Limits, download, site_of
from zhize.corpus.holding import check_id
from zhize.corpus.manifest import entry_of
from zhize.corpus.opening import how_to_get
from zhize.corpus.receiving import NO_ARTICLES, Given, receive
from zhize.errors import CorpusError, InputError
from zhize.readers import read
from zhize.readers.formats import HTML, format_of
from zhize.readers.html_links import links

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.corpus.receiving import Arrival

_MOST_PAGES = 40
_MOST_ATTACHMENTS = 4
_MOST_REFRESHES = 2


def fetch(
    name: str,
    *,
    url: str | None = None,
    accept: bool = False,
    limits: Limits | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> Arrival:
    """Get a text from its issuer's site; nothing is written.

    Args:
        name: the id of an entry of the manifest, or a new one if there is a ``url``.
        url: where the document is, if not where the manifest says.
        accept: take what comes although it is not what the manifest describes.
        limits: what it may cost.
        report: is told how far it is, in words.

    Raises:
        CorpusError: no address is known, it cannot be fetched, or what came is another document; the message says what
            to do instead.
    """
    check_id(name)
    address = _address_of(name) if url is None else url
    if not site_of(address) or not address.lower().startswith(("http://", "https://")):
        remedy = "copy it from a browser: http:// or https://…"
        raise CorpusError("is no address of a page", where=address or "--url", remedy=remedy)
    session = _Session(name, site_of(address), accept=accept, limits=limits or Limits(), report=report)
    return session.arrival(address)


class _Session:
    """What the requests for one document have in common."""

    def __init__(self, name: str, site: str, *, accept: bool, limits: Limits, report: Callable[[str], None]) -> None:
        self.name, self.site, self.accept, self.limits, self.report = name, site, accept, limits, report

    def arrival(self, address: str) -> Arrival:
        """Return the document of a page: its own text, or a file that hangs on it."""
        first = self.get(address)
        for _ in range(_MOST_REFRESHES):
            refresh = links(first.data, base=first.where).refresh if _is_page(first) else None
            if refresh is None:
                break
            first = self.get(refresh)
        if not _is_page(first):
            return self.received([first])
        found = links(first.data, base=first.where)
        try:
            arrival = self.received(self.whole(first, found.next_pages))
        except CorpusError as error:
            return self.attached(found.attachments, error)
        if NO_ARTICLES in arrival.holding.accepted:  # perhaps the notice alone, and the document hangs on it
            with suppress(CorpusError):
                other = self.attached(found.attachments, CorpusError("is alone", where=first.where, remedy=""))
                return arrival if NO_ARTICLES in other.holding.accepted else other
        return arrival

    def whole(self, first: Given, following: tuple[str, ...]) -> list[Given]:
        """Return all pages of a document; many name the next one only.

        Raises:
            CorpusError: one cannot be had, or there is no end of them.
        """
        given, waiting = [first], list(following)
        if waiting:
            self.readable(first)
        asked = {first.where, *waiting}
        while waiting:
            if len(given) == _MOST_PAGES:
                what = f"is on more than {_MOST_PAGES} pages"
                raise CorpusError(what, where=first.where, remedy=_by_hand(self.name))
            given.append(page := self.get(waiting.pop(0)))
            more = links(page.data, base=page.where).next_pages if _is_page(page) and not waiting else ()
            waiting += [address for address in more if address not in asked]
            asked.update(more)
        return given

    def attached(self, attachments: tuple[str, ...], error: CorpusError) -> Arrival:
        """Return the first file of a page that is the document; a notice often stands on the page alone."""
        for address in attachments[:_MOST_ATTACHMENTS]:
            if site_of(address) == self.site:
                try:
                    return self.received([self.get(address)])
                except CorpusError as other:
                    error = other
        raise error

    def received(self, given: list[Given]) -> Arrival:
        """Return the document that files hold."""
        try:
            return receive(self.name, given, how="fetched", accept=self.accept)
        except InputError as error:
            raise _no_regulation(self.name, error) from error

    def readable(self, page: Given) -> None:
        """Refuse a page without text before others are asked for."""
        try:
            read(page.data, name=page.where)
        except InputError as error:
            raise _no_regulation(self.name, error) from error

    def get(self, address: str) -> Given:
        """Return what an address gives."""
        by_hand = _by_hand(self.name)
        got = download(address, site=self.site, by_hand=by_hand, limits=self.limits, report=self.report)
        return Given(data=got.data, where=got.address, url=got.url, address=got.address)


def _address_of(name: str) -> str:
    entry = entry_of(name)
    if entry is None:
        remedy = "zhize corpus list shows what is known; --url names an address for a new text"
        raise CorpusError("is no text that the manifest knows", where=name, remedy=remedy)
    if entry.url is None:
        raise CorpusError("has no official address in the manifest", where=name, remedy=how_to_get(entry))
    return entry.url


def _no_regulation(name: str, error: InputError) -> CorpusError:
    """Return what to say of a file that cannot be read."""
    return CorpusError(f"holds no regulation ({error.what})", where=error.where, remedy=_by_hand(name))


def _is_page(given: Given) -> bool:
    return format_of(given.data) == HTML


def _by_hand(name: str) -> str:
    return f"save the document from a browser and run: zhize corpus add {name} FILE"
