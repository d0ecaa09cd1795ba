"""The ready paths of the test site: that each behaves, or misbehaves, as its name says."""

from __future__ import annotations

import gzip
import re
import time
import zlib
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest
from website import Site
from website_answers import gzip_of_zeros
from website_client import ask
from website_pages import ARTICLES
from website_routes import COOKIE, DATA, LATER, LONG, PLAIN, SCAN

import zhize

if TYPE_CHECKING:
    from collections.abc import Iterator

OK = b"HTTP/1.1 200 OK\r\n"
MOVED = b"HTTP/1.1 302 Found\r\n"
HALF = LONG[: len(LONG) // 2]
FIRST, LAST = ARTICLES[0].encode(), ARTICLES[-1].encode()
GBK = ARTICLES[-1].encode("gbk")
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


# How an answer ends, what it begins with, what stands in it.
HOLDS: dict[str, tuple[str, bytes, *tuple[bytes, ...]]] = {
    "/plain": ("end", OK, b"Content-Type: text/html; charset=utf-8\r\n", b"Content-Length: %d\r\n" % len(DATA), LAST),
    "/robots.txt": ("end", OK, b"Content-Type: text/plain", b"Disallow: /private/\n"),
    "/private/plain": ("end", OK, LAST),
    "/no-head": ("end", OK, LAST),
    "/validated": ("end", OK, b'ETag: "1"', b"Last-Modified: Sat, 01 Jul 2023 00:00:00 GMT", LAST),
    "/charset/gb2312-but-utf8": ("end", OK, b"charset=gb2312", LAST),
    "/charset/gbk": ("end", OK, b"charset=GBK", GBK),
    "/charset/gbk-in-page-only": ("end", OK, b"Content-Type: text/html\r\n", b'charset="gbk"', GBK),
    "/charset/utf8-but-gbk": ("end", OK, b"charset=utf-8\r\n", GBK),
    "/charset/unknown": ("end", OK, b"charset=x-qingshi", LAST),
    "/type/none": ("end", OK, LAST),
    "/type/broken": ("end", OK, b"Content-Type: ;;charset=\r\n", LAST),
    "/type/octets-but-html": ("end", OK, b"Content-Type: application/octet-stream", LAST),
    "/type/html-but-pdf": ("end", OK, b"Content-Type: text/html", b"\r\n\r\n%PDF-1.4"),
    "/name/climbing": ("end", OK, b'filename="../../../etc/passwd"', b"%PDF-1.4"),
    "/name/gbk": ("end", OK, "filename=规则.pdf".encode("gbk"), b"%PDF-1.4"),
    "/redirect-loop": ("end", MOVED, b"Location: /redirect-loop/back\r\n"),
    "/redirect-loop/back": ("end", MOVED, b"Location: /redirect-loop\r\n"),
    "/redirect-self": ("end", MOVED, b"Location: /redirect-self\r\n"),
    "/elsewhere/other-host": ("end", MOVED, b"Location: http://localhost:"),
    "/elsewhere/network-path": ("end", MOVED, b"Location: //127.0.0.1:"),
    "/elsewhere/unknown-host": ("end", MOVED, b"Location: http://example.invalid/\r\n"),
    "/elsewhere/file": ("end", MOVED, b"Location: file:///etc/passwd\r\n"),
    "/elsewhere/ftp": ("end", MOVED, b"Location: ftp://127.0.0.1/"),
    "/elsewhere/javascript": ("end", MOVED, b"Location: javascript:"),
    "/elsewhere/data": ("end", MOVED, b"Location: data:text/html,"),
    "/elsewhere/bad-port": ("end", MOVED, b"Location: http://127.0.0.1:99999/\r\n"),
    "/elsewhere/no-host": ("end", MOVED, b"Location: http:///plain\r\n"),
    "/elsewhere/relative": ("end", MOVED, b"Location: ../plain\r\n"),
    "/elsewhere/chinese": ("end", MOVED, "Location: /文件/规则.html\r\n".encode()),
    "/elsewhere/gbk": ("end", MOVED, "Location: /文件/规则.html\r\n".encode("gbk")),
    "/elsewhere/none": ("end", MOVED, b"Content-Length: 0\r\n"),
    "/elsewhere/empty": ("end", MOVED, b"Location: \r\n"),
    "/文件/规则.html": ("end", OK, LAST),
    "/meta-refresh": ("end", OK, b'http-equiv="refresh" content="0; url=plain"'),
    "/meta-refresh-loop": ("end", OK, b'content="0;URL=/meta-refresh-loop"'),
    "/frameset": ("end", OK, b'<frame src="/plain">'),
    "/menu": ("end", OK, b'<a href="/plain">'),
    "/missing": ("end", b"HTTP/1.1 404 Not Found\r\n", "您访问的页面不存在".encode()),
    "/missing-but-200": ("end", OK, "您访问的页面不存在".encode()),
    "/cookie": ("end", MOVED, b"Location: /cookie\r\n", f"Set-Cookie: {COOKIE};".encode()),
    "/empty-page": ("end", OK, b"Content-Length: 0\r\n"),
    "/cut": ("end", OK, b"Content-Length: %d\r\n" % len(LONG), b"\r\n\r\n" + HALF),
    "/cut/at-head": ("end", OK, b"Date: "),
    "/cut/no-length": ("end", OK, b"\r\n\r\n" + HALF),
    "/resume/right": ("end", OK, b"Accept-Ranges: bytes", b'ETag: "1"', HALF),
    "/resume/no-tag": ("end", OK, b"Accept-Ranges: bytes", HALF),
    "/resume/by-and-by": ("end", OK, b"Accept-Ranges: bytes", b"\r\n\r\n" + LONG[:10_000]),
    "/resume/ignored": ("end", OK, HALF),
    "/resume/changed": ("end", OK, b'ETag: "1"', HALF),
    "/resume/changed-but-206": ("end", OK, b'ETag: "1"', HALF),
    "/resume/wrong-start": ("end", OK, HALF),
    "/resume/wrong-total": ("end", OK, HALF),
    "/resume/refused": ("end", OK, HALF),
    "/reset": ("reset", b""),
    "/reset/in-body": ("reset", OK, b"Content-Length: 90000\r\n", LAST),
    "/length/too-short": ("end", OK, b"Content-Length: 100\r\n", LAST),
    "/length/not-a-number": ("end", OK, b"Content-Length: many\r\n", LAST),
    "/length/negative": ("end", OK, b"Content-Length: -1\r\n", LAST),
    "/length/twice": ("end", OK, b"Content-Length: 100\r\nContent-Length: 5\r\n", LAST),
    "/chunked": ("end", OK, CHUNKED + b"1f4\r\n" + DATA[:500] + b"\r\n", b"\r\n0\r\n\r\n"),
    "/chunked/cut": ("end", OK, CHUNKED, b"fff\r\n" + DATA[500:700]),
    "/chunked/no-end": ("end", OK, CHUNKED, LAST),
    "/chunked/bad-size": ("end", OK, CHUNKED + b"zz\r\n", LAST),
    "/chunked/negative-size": ("end", OK, CHUNKED + b"-5\r\n", LAST),
    "/chunked/huge-size": ("end", OK, CHUNKED + b"ffffffffffffffff\r\n", LAST),
    "/chunked/endless-size": ("more", OK, CHUNKED + b"1" * 100_000),
    "/endless": ("more", OK, CHUNKED + b"10000\r\n<!-- xxx"),
    "/endless/no-length": ("more", OK, b"\r\n\r\n<!-- xxx"),
    "/endless/continue": ("more", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"),
    "/endless/headers": ("more", OK, b"X-More: 1\r\nX-More: 1\r\n" * 1000),
    "/endless/status-line": ("more", b"HTTP/1.1 200 " + b"O" * 100_000),
    "/huge": ("more", OK, b"Content-Length: 10737418240\r\n", b"xxxx"),
    "/huge/told-only": ("end", OK, b"Content-Length: 10737418240\r\n", LAST),
    "/headers/many": ("more", OK, b"X-0: 1\r\n", b"X-70000: 1\r\n"),
    "/headers/long": ("more", OK, b"X-Long: " + b"x" * 1_000_000),
    "/encoded/gzip": ("end", OK, b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"),
    "/encoded/gzip-cut": ("end", OK, b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"),
    "/encoded/gzip-members": ("end", OK, b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"),
    "/encoded/gzip-twice": ("end", OK, b"Content-Encoding: gzip, gzip\r\n\r\n\x1f\x8b"),
    "/encoded/gzip-but-plain": ("end", OK, b"Content-Encoding: gzip\r\n\r\n<!DOCTYPE"),
    "/encoded/gzip-and-more": ("end", OK, b"Content-Encoding: gzip\r\n\r\n\x1f\x8b", "青石".encode()),
    "/encoded/deflate": ("end", OK, b"Content-Encoding: deflate\r\n\r\n"),
    "/encoded/deflate-raw": ("end", OK, b"Content-Encoding: deflate\r\n\r\n"),
    "/encoded/br": ("end", OK, b"Content-Encoding: br\r\n\r\n"),
    "/encoded/unknown": ("end", OK, b"Content-Encoding: x-qingshi\r\n\r\n", LAST),
    "/bomb": ("more", OK, b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"),
    "/bomb/twice": ("end", OK, b"Content-Encoding: gzip, gzip\r\n\r\n\x1f\x8b"),
    "/http09": ("end", b"<!DOCTYPE html>", LAST),
    "/ssh": ("end", b"SSH-2.0-"),
    "/noise": ("end", b"\x00\x01\x02", b"\xfe\xff"),
    "/nothing": ("end", b""),
    "/status-line/short": ("end", b"HTTP/1.1\r\n\r\n"),
    "/status-line/words": ("end", b"HTTP/1.1 fine OK\r\n", LAST),
    "/status-line/bare-newlines": ("end", b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n", LAST),
    "/twin/city": ("end", OK, "青山市人民政府会议规则".encode(), "青政发〔2023〕6号".encode()),
    "/twin/edition": ("end", OK, "青石市人民政府会议规则".encode(), "青政发〔2018〕11号".encode()),
    "/twin/draft": ("end", OK, "青石市人民政府会议规则（征求意见稿）".encode()),
    "/scan": ("end", OK, b'href="scan/rules.pdf"'),
    "/scan/rules.pdf": ("end", OK, b"Content-Type: application/pdf\r\n", SCAN),
    "/paged/x.html": ("end", OK, FIRST, '<a href="x_2.html">下一页</a>'.encode()),
    "/paged/x_2.html": ("end", OK, '<a href="x_3.html">下一页</a>'.encode()),
    "/paged/x_3.html": ("end", OK, LAST, '<a href="x_2.html">上一页</a>'.encode()),
    "/paged-loop/x.html": ("end", OK, b'href="x_2.html"'),
    "/paged-loop/x_2.html": ("end", OK, b'href="x.html"'),
    # Paths that are made from what they say.
    "/redirect/3": ("end", MOVED, b"Location: /redirect/2/302\r\n"),
    "/redirect/1/301": ("end", b"HTTP/1.1 301 ", b"Location: /plain\r\n"),
    "/redirect/2/303": ("end", b"HTTP/1.1 303 ", b"Location: /redirect/1/303\r\n"),
    "/redirect/2/307": ("end", b"HTTP/1.1 307 ", b"Location: /redirect/1/307\r\n"),
    "/redirect/2/308": ("end", b"HTTP/1.1 308 ", b"Location: /redirect/1/308\r\n"),
    "/redirect-forever/7": ("end", MOVED, b"Location: /redirect-forever/8\r\n"),
    "/paged-forever/x_8.html": ("end", OK, '<a href="x_9.html">下一页</a>'.encode()),
    "/status/403": ("end", b"HTTP/1.1 403 Forbidden\r\n", b"<p>403</p>"),
    "/status/500": ("end", b"HTTP/1.1 500 "),
    "/retry-after/429/2": ("end", b"HTTP/1.1 429 Too Many Requests\r\n", b"Retry-After: 2\r\n"),
    "/challenge/412": ("end", b"HTTP/1.1 412 ", b"document.cookie="),
    "/challenge/521": ("end", b"HTTP/1.1 521 Unknown\r\n", b"document.cookie="),
    "/challenge/200": ("end", OK, b"document.cookie="),
    "/drip-head/0": ("more", OK, b"X-More: 1\r\nX-More: 1\r\n"),
    "/drip-chunks/0": ("more", OK, CHUNKED + b"1\r\nx\r\n1\r\nx\r\n"),
    "/drip-status-line/0": ("more", b"HTTP/1.1 200 OOOO"),
    "/nowhere/at/all": ("end", b"HTTP/1.1 404 "),
}


@pytest.mark.parametrize("path", HOLDS)
def test_a_ready_path_answers_as_its_name_says(site: Site, path: str) -> None:
    ending, beginning, *others = HOLDS[path]
    reply = ask(site, path, most=10_000 if path.startswith("/drip") else 2**20)
    assert reply.data.startswith(beginning)
    assert [other for other in others if other not in reply.data] == []
    assert reply.ending == ending


def test_every_ready_path_is_held() -> None:
    assert set(PLAIN) - set(HOLDS) == {"/silent"}  # which has a test of its own


@pytest.mark.parametrize(("path", "name"), [("/type/none", "Content-Type"), ("/elsewhere/none", "Location")])
def test_a_header_can_be_missing(site: Site, path: str, name: str) -> None:
    assert ask(site, path).header(name) is None


@pytest.mark.parametrize(
    ("path", "most"),
    [("/headers/many", 100_000 * len("X-1000: 1\r\n")), ("/headers/long", 10_000_000)],
)
def test_a_head_can_be_a_bomb_with_a_page_behind(site: Site, path: str, most: int) -> None:
    reply = ask(site, path, most=2**25)
    assert (reply.body, reply.ending) == (DATA, "end")
    assert len(reply.data) > most


@pytest.mark.parametrize("path", ["/redirect/1", "/redirect/3/301", "/redirect/20/308"])
def test_a_chain_of_redirects_ends_at_a_page(site: Site, path: str) -> None:
    count, reply = 0, ask(site, path)
    while (target := reply.header("Location")) is not None:
        count, reply = count + 1, ask(site, target)
    assert (count, reply.body) == (int(path.split("/")[2]), DATA)


@pytest.mark.parametrize("path", ["/%E6%96%87%E4%BB%B6/%E8%A7%84%E5%88%99.html", "/%CE%C4%BC%FE/%B9%E6%D4%F2.html"])
def test_a_chinese_path_is_found_in_utf8_and_gbk(site: Site, path: str) -> None:
    assert ask(site, path).body == DATA


@pytest.mark.parametrize("path", ["/once/503", "/once-retry-after/429/1", "/once-reset", "/once-cut"])
def test_what_fails_once_is_right_the_second_time(site: Site, path: str) -> None:
    first, second, third = (ask(site, path) for _ in range(3))
    assert first.data != second.data
    assert second.status == 200
    assert second.body == third.body == (LONG if path == "/once-cut" else DATA)


def test_retry_after_can_be_a_date(site: Site) -> None:
    wait = parsedate_to_datetime(ask(site, "/retry-after/503/date").header("Retry-After") or "").timestamp()
    assert 2 < wait - time.time() <= 5


def _from(start: int, *, tag: str | None = None) -> list[str]:
    return [f"Range: bytes={start}-", *([f"If-Range: {tag}"] if tag else [])]


@pytest.mark.parametrize(
    ("path", "tag", "status", "place", "body"),
    [
        ("right", '"1"', 206, f"bytes 30000-{len(LONG) - 1}/{len(LONG)}", LONG[30_000:]),
        ("right", None, 206, f"bytes 30000-{len(LONG) - 1}/{len(LONG)}", LONG[30_000:]),
        ("right", '"0"', 200, None, LONG),
        ("no-tag", None, 206, f"bytes 30000-{len(LONG) - 1}/{len(LONG)}", LONG[30_000:]),
        ("by-and-by", '"1"', 206, f"bytes 30000-{len(LONG) - 1}/{len(LONG)}", LONG[30_000:40_000]),
        ("ignored", '"1"', 200, None, LONG),
        ("changed", '"1"', 200, None, LATER),
        ("changed-but-206", '"1"', 206, f"bytes 30000-{len(LATER) - 1}/{len(LATER)}", LATER[30_000:]),
        ("wrong-start", '"1"', 206, f"bytes 29900-{len(LONG) - 1}/{len(LONG)}", LONG[29_900:]),
        ("wrong-total", '"1"', 206, f"bytes 30000-{len(LONG) + 999}/{len(LONG) + 1000}", LONG[30_000:]),
        ("refused", '"1"', 416, "bytes */100", b""),
    ],
)
def test_what_was_cut_off_goes_on(  # one parameter for each column
    site: Site, path: str, tag: str | None, status: int, place: str | None, body: bytes
) -> None:
    ask(site, f"/resume/{path}")
    rest = ask(site, f"/resume/{path}", *_from(30_000, tag=tag))
    assert (rest.status, rest.header("Content-Range"), rest.body) == (status, place, body)


def test_a_range_after_the_end_is_refused(site: Site) -> None:
    ask(site, "/resume/right")
    rest = ask(site, "/resume/right", *_from(len(LONG)))
    assert (rest.status, rest.header("Content-Range")) == (416, f"bytes */{len(LONG)}")


def test_the_other_edition_differs_after_the_cut_and_has_the_same_length() -> None:
    assert len(LATER) == len(LONG)
    assert LATER[len(HALF) :] != LONG[len(HALF) :]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ('If-None-Match: "1"', 304),
        ('If-None-Match: "0"', 200),
        ("If-Modified-Since: Sat, 01 Jul 2023 00:00:00 GMT", 304),
        ("If-Modified-Since: Thu, 01 Jun 2023 00:00:00 GMT", 200),
    ],
)
def test_a_client_that_has_the_page_gets_304(site: Site, line: str, status: int) -> None:
    reply = ask(site, "/validated", line)
    assert (reply.status, reply.body) == (status, DATA if status == 200 else b"")


def test_the_tag_of_a_page_counts_more_than_its_day(site: Site) -> None:
    lines = ('If-None-Match: "0"', "If-Modified-Since: Sat, 01 Jul 2023 00:00:00 GMT")
    assert ask(site, "/validated", *lines).status == 200


@pytest.mark.parametrize(("path", "status"), [("/plain", 200), ("/no-head", 405)])
def test_head_has_no_body(site: Site, path: str, status: int) -> None:
    reply = ask(site, path, method="HEAD")
    assert (reply.status, reply.body) == (status, b"")


@pytest.mark.parametrize("path", ["/cookie", "/challenge/412"])
def test_a_cookie_opens_the_page(site: Site, path: str) -> None:
    assert ask(site, path).body != DATA
    assert ask(site, path, f"Cookie: a=b; {COOKIE}").body == DATA


def test_the_text_on_three_pages_is_the_whole_and_is_cut_within_an_article(site: Site) -> None:
    pages = [ask(site, f"/paged/{name}").body.decode() for name in ("x.html", "x_2.html", "x_3.html")]
    texts = ["".join(re.findall("<p>(.*)</p>", each)) for each in pages]
    assert "".join(texts) == "".join(ARTICLES)
    assert texts[0].endswith("应当于会前三个工作日")


def test_packed_bodies_hold_the_page(site: Site) -> None:
    assert gzip.decompress(ask(site, "/encoded/gzip").body) == DATA
    assert gzip.decompress(ask(site, "/encoded/gzip-members").body) == DATA
    assert gzip.decompress(gzip.decompress(ask(site, "/encoded/gzip-twice").body)) == DATA
    assert zlib.decompress(ask(site, "/encoded/deflate").body) == DATA
    assert zlib.decompress(ask(site, "/encoded/deflate-raw").body, wbits=-15) == DATA
    with pytest.raises(EOFError):
        gzip.decompress(ask(site, "/encoded/gzip-cut").body)


def test_a_bomb_is_small_and_holds_a_gigabyte(site: Site) -> None:
    data = ask(site, "/bomb", most=2**23).body
    assert len(data) < 2**21
    packed, size = zlib.decompressobj(wbits=31), 0  # 31: gzip, which holds it to its checksum
    while not packed.eof:
        size += len(packed.decompress(data, 2**22))
        data = packed.unconsumed_tail
    assert size == 2**30


def test_a_bomb_packed_twice_is_smaller_still(site: Site) -> None:
    data = ask(site, "/bomb/twice").body
    assert len(data) < 2**14
    assert gzip.decompress(data) == gzip_of_zeros(1024)


def test_the_scan_is_a_pdf_without_letters() -> None:
    with pytest.raises(zhize.InputError, match="scan"):
        zhize.read(SCAN, name="规则.pdf")
