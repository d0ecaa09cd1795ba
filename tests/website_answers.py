"""What a server can say to a request, step by step: right answers, and wrong ones of every kind.

An answer is a function of the request; what it gives goes over the wire as it is, so it may also be no HTTP at all.
When its steps are done the connection is closed.
"""

from __future__ import annotations

import functools
import gzip
import itertools
import re
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HTML = "text/html; charset=utf-8"
ENDLESS = 10**18
_MEGABYTE = bytes(2**20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it came, and what else was going on then."""

    method: str
    target: str  # as it was sent, with the query
    headers: Mapping[str, str]  # names in small letters
    at: float  # time.monotonic() when its head was complete
    visit: int  # 1 for the first of this path
    open_here: int  # requests of this path that were being answered, this one among them
    open_site: int  # requests of any path, this one among them

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent for some seconds; ends when the client leaves."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is torn down with RST instead of an orderly end."""


Step = bytes | Pause | Reset
Answer = Callable[[Request], Iterable[Step]]
Headers = Mapping[str, str | bytes | None]


def head(status: int, headers: Headers) -> bytes:
    """Return a status line and headers; one that is None is left out, bytes go as they are."""
    known = {each.value: each.phrase for each in HTTPStatus}
    lines = [f"HTTP/1.1 {status} {known.get(status, 'Unknown')}".encode()]
    every = {"Date": formatdate(usegmt=True), "Connection": "close", **headers}
    for name, value in every.items():
        if value is not None:
            lines.append(name.encode() + b": " + (value.encode() if isinstance(value, str) else value))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def says(*steps: Step) -> Answer:
    """Answer with these steps, whatever was asked."""
    return lambda _: steps


def page(
    body: str | bytes,
    *,
    status: int = 200,
    media: str | None = HTML,
    headers: Headers | None = None,
    delay: float = 0,
) -> Answer:
    """Answer with a whole body, after a delay in seconds; its head alone if HEAD asks."""
    data = body.encode() if isinstance(body, str) else body
    top: Headers = {"Content-Type": media, "Content-Length": str(len(data)), **(headers or {})}

    def answer(request: Request) -> Iterator[Step]:
        if delay:
            yield Pause(delay)
        yield head(status, top) + (b"" if request.method == "HEAD" else data)

    return answer


def redirect(location: str | bytes | None, status: int = 302) -> Answer:
    """Answer that it is elsewhere; None leaves Location out."""
    return page("", status=status, headers={"Location": location})


def then(*answers: Answer) -> Answer:
    """Answer the first request of a path with the first, the second with the second; the last one stays."""
    return lambda request: answers[min(request.visit, len(answers)) - 1](request)


def busy(body: str, *, status: int, after: str) -> Answer:
    """Answer that it is too much; ``after`` is a number of seconds, or ``date`` for a day and time 5 s from now."""

    def answer(request: Request) -> Iterable[Step]:
        wait = formatdate(time.time() + 5, usegmt=True) if after == "date" else after
        return page(body, status=status, headers={"Retry-After": wait})(request)

    return answer


def cut(body: bytes, at: int, *, length: int | None = None, media: str = HTML) -> Answer:
    """Announce a whole body, or one of any length, and send the beginning of it."""
    top = {"Content-Type": media, "Content-Length": str(len(body) if length is None else length)}
    return says(head(200, top) + body[:at])


def drip(data: bytes, seconds: float, *, first: bytes = b"") -> Answer:
    """Send one byte of data every so many seconds, over and over."""

    def answer(_: Request) -> Iterator[Step]:
        if first:
            yield first
        for byte in itertools.cycle(data):
            yield bytes([byte])
            yield Pause(seconds)

    return answer


def endless(first: bytes, again: bytes) -> Answer:
    """Send a head and then the same bytes until the client leaves."""
    return lambda _: itertools.chain([first], itertools.repeat(again))


def chunk(data: bytes) -> bytes:
    """Return data as one chunk of a chunked body (RFC 9112, 7.1); without data, the last one."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def chunked(*parts: bytes) -> Answer:
    """Send a chunked body whose parts are written as they are: chunks, or what only looks like them."""
    return says(head(200, {"Content-Type": HTML, "Transfer-Encoding": "chunked"}), *parts)


def encoded(body: bytes, coding: str) -> Answer:
    """Send bytes as they are and claim a Content-Encoding."""
    return page(body, headers={"Content-Encoding": coding})


def deflated(body: bytes, *, raw: bool) -> bytes:
    """Return a body as ``deflate`` should be (zlib, RFC 9110 8.4.1.2), or raw as some servers send it."""
    packer = zlib.compressobj(wbits=-15 if raw else 15)
    return packer.compress(body) + packer.flush()


@functools.cache
def gzip_of_zeros(megabytes: int) -> bytes:
    """Return one gzip member of so many MB of zeros: a block of 1 MB over and over, for a thousandth of the work."""
    packer = zlib.compressobj(level=9, wbits=-15)
    block = packer.compress(_MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = functools.reduce(lambda crc, _: zlib.crc32(_MEGABYTE, crc), range(megabytes), 0)
    tail = crc.to_bytes(4, "little") + (megabytes * 2**20 % 2**32).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + block * megabytes + b"\x03\x00" + tail


def bomb(megabytes: int, *, times: int = 1) -> Answer:
    """Send zeros packed by gzip, once or several times over."""

    def answer(request: Request) -> Iterable[Step]:
        data = gzip_of_zeros(megabytes)
        for _ in range(times - 1):
            data = gzip.compress(data)
        return encoded(data, ", ".join(["gzip"] * times))(request)

    return answer


def validated(body: bytes, *, tag: str, modified: str) -> Answer:
    """Answer 304 to a client that has this version (RFC 9110, 13.1)."""
    headers = {"ETag": tag, "Last-Modified": modified}

    def answer(request: Request) -> Iterable[Step]:
        known = request.headers.get("if-none-match")
        if known == tag or (known is None and request.headers.get("if-modified-since") == modified):
            return [head(304, headers)]
        return page(body, headers=headers)(request)

    return answer


def ranged(
    body: bytes, *, tag: str | None, piece: int = ENDLESS, shift: int = 0, total: int | None = None, blind: bool = False
) -> Answer:
    """Answer a Range with the rest of a body (RFC 9110, 14); right, unless one of these is set.

    Args:
        body: the whole.
        tag: its ETag.
        piece: the most bytes that are sent before the connection ends.
        shift: how far before the place that was asked for a 206 begins; its Content-Range says so.
        total: the length that Content-Range gives.
        blind: If-Range is not looked at.
    """

    def answer(request: Request) -> Iterable[Step]:
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        same = blind or request.headers.get("if-range", tag) == tag
        every = {"Content-Type": HTML, "ETag": tag, "Accept-Ranges": "bytes"}
        if asked is None or not same:
            return [head(200, {**every, "Content-Length": str(len(body))}) + body[:piece]]
        start, size = int(asked[1]), len(body) if total is None else total
        if start >= len(body):
            return page("", status=416, headers={"Content-Range": f"bytes */{size}"})(request)
        start = max(0, start - shift)
        place = {"Content-Range": f"bytes {start}-{size - 1}/{size}", "Content-Length": str(len(body) - start)}
        return [head(206, {**every, **place}) + body[start : start + piece]]

    return answer


def needs_cookie(cookie: str, allowed: Answer, refused: Answer) -> Answer:
    """Give one answer to clients that send a cookie and another to those that do not."""

    def answer(request: Request) -> Iterable[Step]:
        sent = request.headers.get("cookie", "").split("; ")
        return (allowed if cookie in sent else refused)(request)

    return answer
