"""One address → the bytes of one document, politely and within limits.

The request says who asks; a host is asked for one thing at a time, with a pause between two. Redirects are followed on
the same site only. A transfer that was cut off goes on where it stopped (RFC 9110, 14.2), if the server can do that.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import BadStatusLine
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

import requests
import urllib3

from zhize import __version__
from zhize.corpus.unpacking import unpacked
from zhize.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable

_AGENT = f"zhize/{__version__} (reads one published document for a person; no crawler)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOVED = frozenset({404, 410})
_LATER = frozenset({429, 500, 502, 503, 504})
_GONE_ON = 206
_CHUNK = 2**16
_TOO_FAR = 416
_FAILURES = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError)
_TICK = 0.2  # seconds
_MOST_PIECES = 50  # attempts that bring something do not count as failures, but there is an end


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a download may cost."""

    connect: float = 15.0  # seconds until a server answers at all
    silence: float = 30.0  # seconds between two pieces of an answer
    whole: float = 300.0  # seconds for an address with its redirects and all attempts
    size: int = 50 * 2**20  # bytes, also after decompression
    redirects: int = 5
    attempts: int = 3
    pause: float = 1.0  # seconds between two requests to one host
    patience: float = 30.0  # seconds that a server may ask to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What an address gave."""

    data: bytes
    url: str  # that was asked for
    address: str  # that answered, behind all redirects


@dataclass(slots=True)
class _Transfer:
    """A download while it runs: in a thread of its own, so that no server can hold its caller."""

    url: str
    site: str
    by_hand: str  # what the user can do instead
    limits: Limits
    report: Callable[[str], None]
    body: bytearray = field(default_factory=bytearray)
    encoding: str = ""
    mark: str = ""  # ETag or Last-Modified of what the body is a part of
    later: str = ""  # the last answer that asked to come again
    stopped: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None
    address: str = ""

    def run(self) -> None:
        """Fetch, and keep what went wrong for the caller's thread."""
        try:
            with _Session() as session:
                session.auth = _no_password
                session.headers.update(
                    {"User-Agent": _AGENT, "Accept-Encoding": "identity", "Accept": "text/html, */*;q=0.8"}
                )
                self._attempts(session)
        except Exception as error:  # noqa: BLE001  # a thread that dies in silence would leave a part for the whole
            self.error = error

    def _attempts(self, session: requests.Session) -> None:
        failures = 0
        for _ in range(_MOST_PIECES):
            before = len(self.body)
            try:
                wait = self._attempt(session)
            except (requests.ConnectionError, urllib3.exceptions.HTTPError, requests.Timeout):
                wait = self.limits.pause * (failures + 1)
                failures += len(self.body) <= before  # what brought a piece more is no failure
                if failures == self.limits.attempts:
                    raise
            else:
                failures += wait is not None
            if wait is None or self.stopped.wait(wait):
                return
            if failures == self.limits.attempts:
                break
        what = f"answers {self.later} again and again" if self.later else "breaks off again and again"
        raise CorpusError(what, where=self.url, remedy=f"try again later, or {self.by_hand}")

    def _attempt(self, session: requests.Session) -> float | None:
        """Ask once; return how many seconds to wait for the next attempt, None if all is there."""
        with self._answer(session) as answer:
            if answer.status_code in _LATER:
                self.later = f"{answer.status_code} {answer.reason or ''}".rstrip()
                return self._asked_pause(answer)
            if answer.status_code == _TOO_FAR or (answer.status_code == _GONE_ON and not self._goes_on(answer)):
                self.body.clear()  # the rest of another edition: from the start again
                self.mark = ""
                return self.limits.pause
            self._refuse_status(answer)
            whole = self._expected(answer)
            while not self.stopped.is_set() and (piece := answer.raw.read1(_CHUNK, decode_content=False)):
                self.body += piece
                self.report(f"{len(self.body) // 1024} kB" + (f" of {whole // 1024} kB" if whole else ""))
                self._refuse_size(len(self.body))
            return self.limits.pause if whole is not None and len(self.body) < whole else None

    def _answer(self, session: requests.Session) -> requests.Response:
        """Return the answer behind all redirects, its body not read yet."""
        url = self.url
        for _ in range(self.limits.redirects + 1):
            wait_for_host(urlsplit(url).netloc, self.limits.pause)
            headers = {"Range": f"bytes={len(self.body)}-", "If-Range": self.mark} if self.body and self.mark else {}
            timeout = (self.limits.connect, self.limits.silence)
            answer = session.get(url, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
            if answer.status_code not in _REDIRECTS:
                self.address = url
                return answer
            answer.close()
            url = urljoin(url, self._location(answer))
            refuse_elsewhere(url, self.site, where=self.url, by_hand=self.by_hand)
        what = f"redirects more than {self.limits.redirects} times"
        raise CorpusError(what, where=self.url, remedy=self.by_hand)

    def _refuse_status(self, answer: requests.Response) -> None:
        if not answer.ok:
            what = f"answers {answer.status_code} {answer.reason or ''}".rstrip()
            remedy = f"the page may have moved: {self.by_hand}" if answer.status_code in _MOVED else self.by_hand
            raise CorpusError(what, where=self.url, remedy=remedy)

    def _goes_on(self, answer: requests.Response) -> bool:
        """Whether a partial answer begins where the body ends, and is a part of the same edition."""
        start = answer.headers.get("Content-Range", "").replace("bytes", "").strip()
        return start.startswith(f"{len(self.body)}-") and _mark_of(answer) in {self.mark, ""}

    def _expected(self, answer: requests.Response) -> int | None:
        """Take over what the headers say; return how long the whole body is going to be, None if nobody says."""
        if answer.status_code != _GONE_ON:
            self.body.clear()
        self.mark = _mark_of(answer)
        self.encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        length = answer.headers.get("Content-Length", "")
        whole = len(self.body) + int(length) if length.isdecimal() else None
        self._refuse_size(whole or 0)
        return whole

    def _refuse_size(self, size: int) -> None:
        if size > self.limits.size:
            what = f"is larger than {self.limits.size // 2**20} MB"
            raise CorpusError(what, where=self.url, remedy=f"no regulation is: {self.by_hand}")

    def _location(self, answer: requests.Response) -> str:
        """Return where a redirect leads; servers write Chinese into it as bare UTF-8 or GB18030."""
        raw = answer.headers.get("Location", "")
        if not raw:
            what = f"answers {answer.status_code} without saying where to go"
            raise CorpusError(what, where=self.url, remedy=self.by_hand)
        return quote(raw.encode("latin-1", "replace"), safe="!#$%&'()*+,/:;=?@[]~")

    def _asked_pause(self, answer: requests.Response) -> float:
        """Return how many seconds a server wants us to wait.

        Raises:
            CorpusError: longer than a person would.
        """
        seconds = _seconds(answer.headers.get("Retry-After", "").strip(), 2 * self.limits.pause)
        if seconds > self.limits.patience:
            what = f"answers {answer.status_code} and asks to wait {seconds:.0f} seconds"
            raise CorpusError(what, where=self.url, remedy=f"try again later, or {self.by_hand}")
        return seconds


def download(url: str, *, site: str, by_hand: str, limits: Limits, report: Callable[[str], None]) -> Download:
    """Fetch a document.

    Args:
        url: http or https.
        site: the domain that may answer, as `site_of` returns it.
        by_hand: what the user can do if it fails, as a part of a remedy.
        limits: what it may cost.
        report: is told how much has come, in words.

    Raises:
        CorpusError: no answer, an error page, a redirect to another site, or a limit is passed.
    """
    refuse_elsewhere(url, site, where=url, by_hand=by_hand)
    transfer = _Transfer(url, site, by_hand, limits, report)
    thread = threading.Thread(target=transfer.run, daemon=True, name=f"download {url}")
    thread.start()
    _wait(thread, transfer, limits.whole)
    if thread.is_alive():
        what = f"takes longer than {limits.whole:.0f} seconds"
        raise CorpusError(what, where=url, remedy=f"try again later, or {by_hand}")
    if isinstance(transfer.error, CorpusError):
        raise transfer.error
    if isinstance(transfer.error, _FAILURES):
        what = f"cannot be fetched ({_reason(transfer.error)})"
        raise CorpusError(what, where=url, remedy=f"check the network and the address, or {by_hand}")
    if transfer.error is not None:
        raise transfer.error
    try:
        data = unpacked(bytes(transfer.body), transfer.encoding, limits.size)
    except ValueError as error:
        raise CorpusError(str(error), where=url, remedy=by_hand) from error
    return Download(data=data, url=url, address=transfer.address)


def _wait(thread: threading.Thread, transfer: _Transfer, seconds: float) -> None:
    """Wait for a transfer, and let it go on no longer; in short steps, for Windows hears Ctrl-C between two only."""
    until = time.monotonic() + seconds
    try:
        while thread.is_alive() and (rest := until - time.monotonic()) > 0:
            thread.join(min(rest, _TICK))
    finally:
        transfer.stopped.set()


def site_of(url: str) -> str:
    """Return the domain whose owner answers for an address: www.jining.gov.cn → jining.gov.cn.

    Under gov.cn every name belongs to one body; of other hosts the whole name counts, www. apart. Of what is no address
    it is empty.
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    labels = host.split(".")
    if labels[-2:] == ["gov", "cn"]:
        return ".".join(labels[-3:])
    return host.removeprefix("www.")


def refuse_elsewhere(url: str, site: str, *, where: str, by_hand: str) -> None:
    """Refuse an address that is no http or that another site answers.

    Raises:
        CorpusError: it is.
    """
    scheme, _, _ = url.partition(":")
    found = site_of(url)
    if scheme.lower() not in {"http", "https"} or not found:
        raise CorpusError(f"leads to {url[:200]}, which is no web page", where=where, remedy=by_hand)
    if found != site:
        what = f"leads to another site, {found}"
        remedy = f"if that is the issuer's, name the address with --url, or {by_hand}"
        raise CorpusError(what, where=where, remedy=remedy)


_lock = threading.Lock()
_last_asked: dict[str, float] = {}


def wait_for_host(host: str, pause: float) -> None:
    """Wait until a host may be asked again."""
    with _lock:
        at = max(time.monotonic(), _last_asked.get(host, float("-inf")) + pause)
        _last_asked[host] = at
    time.sleep(max(0.0, at - time.monotonic()))


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep the passwords of the user's .netrc at home."""
    return request


class _Session(requests.Session):
    """A session that leaves redirects to us: the library fails at Chinese in them."""

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002  # the library's own signature
        return None


def _seconds(asked: str, usual: float) -> float:
    """Return a Retry-After in seconds: a number, or a date (RFC 9110, 10.2.3)."""
    if asked.isdecimal():
        return float(asked[:9])
    try:
        until = parsedate_to_datetime(asked)
        return max(0.0, (until - dt.datetime.now(tz=until.tzinfo)).total_seconds())
    except (TypeError, ValueError):
        return usual


def _mark_of(answer: requests.Response) -> str:
    """Return what tells this edition of a document from others; "" if nothing does, as weak marks do not."""
    mark = str(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "")
    return "" if mark.startswith("W/") else mark


def _reason(error: BaseException) -> str:
    """Return the innermost reason of a failed request, in its own words."""
    inner = [each for each in (*error.args, getattr(error, "reason", None)) if isinstance(each, BaseException)]
    if inner and inner[-1] is not error:
        return _reason(inner[-1])
    if type(error) is BadStatusLine:
        return "what answers is no web server"
    return " ".join(str(error).split())[:200] or type(error).__name__
