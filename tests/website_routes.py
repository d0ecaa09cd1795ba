"""The paths that the test site knows by itself. `PLAIN` are paths; `MADE` are first parts, the rest are arguments.

/redirect/3/308     three redirects of status 308, then a page
/retry-after/429/2  429 with Retry-After: 2
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import unquote

from website_answers import (
    HTML,
    Pause,
    Reset,
    bomb,
    busy,
    chunk,
    chunked,
    cut,
    deflated,
    drip,
    encoded,
    endless,
    head,
    needs_cookie,
    page,
    ranged,
    redirect,
    says,
    then,
    validated,
)
from website_pages import ARTICLES, GONE, TITLE, challenge, html, links, notice, paged, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from website_answers import Answer, Request, Step

PAGE = notice()
DATA = PAGE.encode()
# 40 kB, so that the parts of a cut download differ; another edition of it has the same length.
LONG = notice(articles=tuple(f"第{number:03}条　{line}" for number in range(60) for line in ARTICLES)).encode()
LATER = LONG.replace("每月两次".encode(), "每月四次".encode())
COOKIE = "gate=qingshi"
SCAN = scan()

_HTML_HEAD = head(200, {"Content-Type": HTML})
_CHUNKS_HEAD = head(200, {"Content-Type": HTML, "Transfer-Encoding": "chunked"})
_PIECE = b"<!-- " + b"x" * 65_527 + b" -->"
_HALF = len(LONG) // 2
_GBK = notice().replace("utf-8", "gbk").encode("gbk")
_GATE = challenge(COOKIE)
_THROUGH = page(PAGE)
_MISSING = page(html("404", f"<p>{GONE}</p>"), status=404)


def _resumed(rest: Answer, *, tag: str | None = '"1"') -> Answer:
    """Send the first half of the long page, then answer with the rest."""
    return then(ranged(LONG, tag=tag, piece=_HALF), rest)


def _other_host(request: Request) -> Iterable[Step]:
    name, _, port = request.headers.get("host", "").partition(":")
    other = "127.0.0.1" if name == "localhost" else "localhost"
    return redirect(f"http://{other}:{port}/plain")(request)


def _network_path(request: Request) -> Iterable[Step]:
    return redirect(f"//{request.headers.get('host', '')}/plain")(request)


PLAIN: dict[str, Answer] = {
    "/plain": page(PAGE),
    "/robots.txt": page("User-agent: *\nDisallow: /private/\nCrawl-delay: 1\n", media="text/plain"),
    "/private/plain": page(PAGE),
    "/no-head": lambda request: (
        page("", status=405, headers={"Allow": "GET"})(request) if request.method == "HEAD" else page(PAGE)(request)
    ),
    "/validated": validated(DATA, tag='"1"', modified="Sat, 01 Jul 2023 00:00:00 GMT"),
    # What a page says of itself: its letters and its kind.
    "/charset/gb2312-but-utf8": page(PAGE.replace('<meta charset="utf-8">', ""), media="text/html; charset=gb2312"),
    "/charset/gbk": page(_GBK, media="text/html; charset=GBK"),
    "/charset/gbk-in-page-only": page(_GBK, media="text/html"),
    "/charset/utf8-but-gbk": page(_GBK),
    "/charset/unknown": page(PAGE, media="text/html; charset=x-qingshi"),
    "/type/none": page(PAGE, media=None),
    "/type/broken": page(PAGE, media=";;charset="),
    "/type/octets-but-html": page(PAGE, media="application/octet-stream"),
    "/type/html-but-pdf": page(SCAN, media=HTML),
    "/name/climbing": page(SCAN, headers={"Content-Disposition": 'attachment; filename="../../../etc/passwd"'}),
    "/name/gbk": page(SCAN, headers={"Content-Disposition": "attachment; filename=规则.pdf".encode("gbk")}),
    # Elsewhere.
    "/redirect-loop": redirect("/redirect-loop/back"),
    "/redirect-loop/back": redirect("/redirect-loop"),
    "/redirect-self": redirect("/redirect-self"),
    "/elsewhere/other-host": _other_host,
    "/elsewhere/network-path": _network_path,
    "/elsewhere/unknown-host": redirect("http://example.invalid/"),
    "/elsewhere/file": redirect("file:///etc/passwd"),
    "/elsewhere/ftp": redirect("ftp://127.0.0.1/rules.txt"),
    "/elsewhere/javascript": redirect("javascript:alert(1)"),
    "/elsewhere/data": redirect("data:text/html,%3Cp%3E1%3C/p%3E"),
    "/elsewhere/bad-port": redirect("http://127.0.0.1:99999/"),
    "/elsewhere/no-host": redirect("http:///plain"),
    "/elsewhere/relative": redirect("../plain"),
    "/elsewhere/chinese": redirect("/文件/规则.html".encode()),
    "/elsewhere/gbk": redirect("/文件/规则.html".encode("gbk")),
    "/elsewhere/none": redirect(None),
    "/elsewhere/empty": redirect(""),
    "/文件/规则.html": page(PAGE),
    "/meta-refresh": page(html("", top='<meta http-equiv="refresh" content="0; url=plain">')),
    "/meta-refresh-loop": page(html("", top='<meta http-equiv="refresh" content="0;URL=/meta-refresh-loop">')),
    "/frameset": page('<html><frameset cols="20%,80%"><frame src="/menu"><frame src="/plain"></frameset></html>'),
    "/menu": page(html("菜单", '<a href="/plain">规则</a>')),
    # Refused, missing, hindered.
    "/missing": _MISSING,
    "/missing-but-200": page(html("提示", f"<p>{GONE}</p>", '<a href="/">返回首页</a>')),
    "/cookie": needs_cookie(
        COOKIE,
        _THROUGH,
        page("", status=302, headers={"Location": "/cookie", "Set-Cookie": f"{COOKIE}; Path=/; HttpOnly"}),
    ),
    "/empty-page": page(""),
    # Cut off; the first half of the long page comes, and what then comes after a Range.
    "/cut": cut(LONG, _HALF),
    "/cut/at-head": says(_HTML_HEAD[:40]),
    "/cut/no-length": says(_HTML_HEAD + LONG[:_HALF]),  # nothing shows that more was to come, but the page itself
    "/resume/right": _resumed(ranged(LONG, tag='"1"')),
    "/resume/no-tag": _resumed(ranged(LONG, tag=None), tag=None),
    "/resume/by-and-by": ranged(LONG, tag='"1"', piece=10_000),
    "/resume/ignored": _resumed(page(LONG)),
    "/resume/changed": _resumed(ranged(LATER, tag='"2"')),
    "/resume/changed-but-206": _resumed(ranged(LATER, tag='"2"', blind=True)),
    "/resume/wrong-start": _resumed(ranged(LONG, tag='"1"', shift=100)),
    "/resume/wrong-total": _resumed(ranged(LONG, tag='"1"', total=len(LONG) + 1000)),
    "/resume/refused": _resumed(page("", status=416, headers={"Content-Range": "bytes */100"})),
    "/reset": says(Reset()),
    "/reset/in-body": says(head(200, {"Content-Type": HTML, "Content-Length": "90000"}) + DATA, Pause(0.1), Reset()),
    "/length/too-short": cut(DATA, len(DATA), length=100),
    "/length/not-a-number": page(PAGE, headers={"Content-Length": "many"}),
    "/length/negative": page(PAGE, headers={"Content-Length": "-1"}),
    "/length/twice": says(_HTML_HEAD[:-2] + b"Content-Length: 100\r\nContent-Length: 5\r\n\r\n" + DATA),
    # Chunked bodies.
    "/chunked": chunked(chunk(DATA[:500]), chunk(DATA[500:]), chunk(b"")),
    "/chunked/cut": chunked(chunk(DATA[:500]), b"fff\r\n" + DATA[500:700]),
    "/chunked/no-end": chunked(chunk(DATA)),
    "/chunked/bad-size": chunked(b"zz\r\n" + DATA + b"\r\n", chunk(b"")),
    "/chunked/negative-size": chunked(b"-5\r\n" + DATA + b"\r\n", chunk(b"")),
    "/chunked/huge-size": chunked(b"f" * 16 + b"\r\n" + DATA),
    "/chunked/endless-size": endless(_CHUNKS_HEAD, b"1" * 65_536),
    # Too much.
    "/endless": endless(_CHUNKS_HEAD, chunk(_PIECE)),
    "/endless/no-length": endless(_HTML_HEAD, _PIECE),
    "/endless/continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),  # RFC 9110, 15.2: any number may come
    "/endless/headers": endless(_HTML_HEAD[:-2], b"X-More: 1\r\n" * 1000),
    "/endless/status-line": endless(b"HTTP/1.1 200 ", b"O" * 65_536),
    "/huge": endless(head(200, {"Content-Type": HTML, "Content-Length": str(10 * 2**30)}), _PIECE),
    "/huge/told-only": cut(DATA, len(DATA), length=10 * 2**30),
    "/headers/many": says(_HTML_HEAD[:-2] + b"".join(b"X-%d: 1\r\n" % n for n in range(100_000)) + b"\r\n" + DATA),
    "/headers/long": says(_HTML_HEAD[:-2] + b"X-Long: " + b"x" * 10_000_000 + b"\r\n\r\n" + DATA),
    # Packed bodies.
    "/encoded/gzip": encoded(gzip.compress(DATA), "gzip"),
    "/encoded/gzip-cut": encoded(gzip.compress(LONG)[:-200], "gzip"),
    "/encoded/gzip-members": encoded(gzip.compress(DATA[:500]) + gzip.compress(DATA[500:]), "gzip"),  # RFC 1952, 2.2
    "/encoded/gzip-twice": encoded(gzip.compress(gzip.compress(DATA)), "gzip, gzip"),
    "/encoded/gzip-but-plain": encoded(DATA, "gzip"),
    "/encoded/gzip-and-more": encoded(gzip.compress(DATA) + "青石".encode(), "gzip"),
    "/encoded/deflate": encoded(deflated(DATA, raw=False), "deflate"),
    "/encoded/deflate-raw": encoded(deflated(DATA, raw=True), "deflate"),
    "/encoded/br": encoded(b"\x8b\x00\x80" + DATA, "br"),
    "/encoded/unknown": encoded(DATA, "x-qingshi"),
    "/bomb": bomb(1024),
    "/bomb/twice": bomb(1024, times=2),
    # Hardly HTTP, or none.
    "/http09": says(DATA),
    "/ssh": says(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "/noise": says(bytes(range(256)) * 40),
    "/silent": says(Pause(3600)),
    "/nothing": says(),
    "/status-line/short": says(b"HTTP/1.1\r\n\r\n"),
    "/status-line/words": says(b"HTTP/1.1 fine OK\r\n\r\n" + DATA),
    "/status-line/bare-newlines": says(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n" + DATA),
    # Documents.
    "/twin/city": page(notice("青山市人民政府会议规则")),  # the same number: 青政发 is that of two cities
    "/twin/edition": page(notice(number="青政发〔2018〕11号")),  # the same title, five years before
    "/twin/draft": page(notice(f"{TITLE}（征求意见稿）", number="")),
    "/scan": page(links("关于印发会议规则的通知", ("scan/rules.pdf", "会议规则.pdf"))),
    "/scan/rules.pdf": page(SCAN, media="application/pdf"),
    **{f"/paged/{name}": page(body) for name, body in paged().items()},
    "/paged-loop/x.html": page(html("", "<p>第一条</p>", '<a href="x_2.html">下一页</a>')),
    "/paged-loop/x_2.html": page(html("", "<p>第二条</p>", '<a href="x.html">下一页</a>')),
}


def _redirect(count: str, status: str = "302") -> Answer:
    """Lead on so many times, then to a page."""
    left = int(count) - 1
    return redirect("/plain" if left <= 0 else f"/redirect/{left}/{status}", int(status))


def _redirect_forever(number: str = "0") -> Answer:
    """Lead on to an address that was never asked for."""
    return redirect(f"/redirect-forever/{int(number) + 1}")


def _paged_forever(name: str = "x.html") -> Answer:
    """Give a page that has a next one."""
    number = int(name.removesuffix(".html").partition("_")[2] or 1)
    return page(html("", f"<p>{number}</p>", f'<a href="x_{number + 1}.html">下一页</a>'))


def _status(status: str) -> Answer:
    return page(html(status, f"<p>{status}</p>"), status=int(status))


MADE: dict[str, Callable[..., Answer]] = {
    "redirect": _redirect,  # /redirect/COUNT[/STATUS]
    "redirect-forever": _redirect_forever,
    "status": _status,  # /status/403
    "retry-after": lambda status, after: busy("", status=int(status), after=after),  # /retry-after/429/SECONDS, …/date
    "once": lambda status: then(_status(status), _THROUGH),  # /once/503: then a page
    "once-retry-after": lambda status, after: then(busy("", status=int(status), after=after), _THROUGH),
    "once-reset": lambda: then(says(Reset()), _THROUGH),
    "once-cut": lambda: then(cut(LONG, _HALF), page(LONG)),
    "challenge": lambda status: needs_cookie(COOKIE, _THROUGH, page(_GATE, status=int(status))),  # /challenge/412
    "slow": lambda seconds: page(PAGE, delay=float(seconds)),  # /slow/SECONDS before the first byte
    "slow-body": lambda seconds: says(_HTML_HEAD, Pause(float(seconds)), DATA),
    "drip": lambda seconds: drip(DATA, float(seconds), first=_HTML_HEAD),  # a byte every so many seconds, endless
    "drip-head": lambda seconds: drip(b"X-More: 1\r\n", float(seconds), first=_HTML_HEAD[:-2]),
    "drip-chunks": lambda seconds: drip(b"1\r\nx\r\n", float(seconds), first=_CHUNKS_HEAD),
    "drip-status-line": lambda seconds: drip(b"O", float(seconds), first=b"HTTP/1.1 200 "),
    "paged-forever": _paged_forever,  # /paged-forever/x.html
}


def ready(path: str) -> Answer:
    """Return what a path, as it was sent, answers that no test has set; 404 if there is none."""
    for letters in ("utf-8", "gbk"):  # both stand in the addresses of such sites
        if (plain := unquote(path, encoding=letters)) in PLAIN:
            return PLAIN[plain]
    first, *others = unquote(path).removeprefix("/").split("/")
    return MADE[first](*others) if first in MADE else _MISSING
