"""Of every server that misbehaves: the right bytes, or one line that says what happened and what to do."""

from __future__ import annotations

import resource
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest
from website import Site
from website_routes import DATA, LATER, LONG, SCAN

from zhize.corpus.download import Limits, download, site_of
from zhize.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMITS = Limits(connect=1, silence=1, whole=1.2, size=2 * 2**20, pause=0.0, patience=1)
AGAIN = "again and again; try again later, or BY HAND"
REFUSED = "check the network and the address, or BY HAND"
NO_SERVER = f"cannot be fetched (what answers is no web server); {REFUSED}"
TOO_LARGE = "is larger than 2 MB; no regulation is: BY HAND"
TOO_LONG = "takes longer than 1 seconds; try again later, or BY HAND"
ELSEWHERE = "if that is the issuer's, name the address with --url, or BY HAND"
DAMAGED = "comes damaged or cut off; BY HAND"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def _get(site: Site, path: str, limits: Limits = LIMITS) -> bytes:
    url = site.url(path)
    return download(url, site=site_of(url), by_hand="BY HAND", limits=limits, report=lambda _: None).data


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/plain", DATA),
        ("/no-head", DATA),
        ("/type/none", DATA),
        ("/type/broken", DATA),
        ("/type/html-but-pdf", SCAN),
        ("/name/climbing", SCAN),
        ("/文件/规则.html", DATA),
        ("/cookie", DATA),
        ("/slow/0.2", DATA),
        ("/slow-body/0.2", DATA),
        ("/chunked", DATA),
        ("/status-line/bare-newlines", DATA),
        ("/length/not-a-number", DATA),
        ("/length/negative", DATA),
        *((f"/redirect/{count}/{status}", DATA) for count in (1, 5) for status in (301, 302, 303, 307, 308)),
        ("/elsewhere/network-path", DATA),
        ("/elsewhere/relative", DATA),
        ("/elsewhere/chinese", DATA),
        ("/elsewhere/gbk", DATA),
        ("/once/503", DATA),
        ("/once-retry-after/429/0", DATA),
        ("/once-reset", DATA),
        ("/once-cut", LONG),
        ("/resume/right", LONG),
        ("/resume/no-tag", LONG),
        ("/resume/by-and-by", LONG),
        ("/resume/ignored", LONG),
        ("/resume/changed", LATER),
        ("/resume/changed-but-206", LATER),
        ("/resume/wrong-start", LONG),
        ("/resume/wrong-total", LONG),
        ("/encoded/gzip", DATA),
        ("/encoded/gzip-and-more", DATA),
        ("/encoded/gzip-members", DATA),
        ("/encoded/deflate", DATA),
        ("/encoded/deflate-raw", DATA),
    ],
)
def test_a_document_comes_whole(path: str, data: bytes) -> None:
    with Site() as fresh:  # some routes count their visitors
        assert _get(fresh, path) == data


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/redirect/6", "redirects more than 5 times; BY HAND"),
        ("/redirect-loop", "redirects more than 5 times; BY HAND"),
        ("/redirect-self", "redirects more than 5 times; BY HAND"),
        ("/redirect-forever/0", "redirects more than 5 times; BY HAND"),
        ("/elsewhere/other-host", f"leads to another site, localhost; {ELSEWHERE}"),
        ("/elsewhere/unknown-host", f"leads to another site, example.invalid; {ELSEWHERE}"),
        ("/elsewhere/file", "leads to file:///etc/passwd, which is no web page; BY HAND"),
        ("/elsewhere/ftp", "leads to ftp://127.0.0.1/rules.txt, which is no web page; BY HAND"),
        ("/elsewhere/javascript", "leads to javascript:alert(1), which is no web page; BY HAND"),
        ("/elsewhere/data", "leads to data:text/html,%3Cp%3E1%3C/p%3E, which is no web page; BY HAND"),
        ("/elsewhere/none", "answers 302 without saying where to go; BY HAND"),
        ("/elsewhere/empty", "answers 302 without saying where to go; BY HAND"),
        ("/missing", "answers 404 Not Found; the page may have moved: BY HAND"),
        ("/status/403", "answers 403 Forbidden; BY HAND"),
        ("/challenge/412", "answers 412 Precondition Failed; BY HAND"),
        ("/status/500", f"answers 500 Internal Server Error {AGAIN}"),
        ("/status/503", f"answers 503 Service Unavailable {AGAIN}"),
        ("/retry-after/429/900", "answers 429 and asks to wait 900 seconds; try again later, or BY HAND"),
        ("/resume/refused", f"breaks off {AGAIN}"),
        ("/reset", f"cannot be fetched ([Errno 104] Connection reset by peer); {REFUSED}"),
        ("/nothing", f"cannot be fetched (Remote end closed connection without response); {REFUSED}"),
        ("/http09", NO_SERVER),
        ("/ssh", NO_SERVER),
        ("/noise", NO_SERVER),
        ("/status-line/short", NO_SERVER),
        ("/status-line/words", NO_SERVER),
        ("/headers/many", f"cannot be fetched (got more than 100 headers); {REFUSED}"),
        ("/endless/headers", f"cannot be fetched (got more than 100 headers); {REFUSED}"),
        (
            "/headers/long",
            f"cannot be fetched (got more than 65536 bytes when reading header line); {REFUSED}",
        ),
        ("/endless", TOO_LARGE),
        ("/endless/no-length", TOO_LARGE),
        ("/huge", TOO_LARGE),
        ("/huge/told-only", TOO_LARGE),
        ("/bomb", "is larger than 2 MB; BY HAND"),
        ("/encoded/br", "comes compressed as br, which was not asked for; BY HAND"),
        ("/encoded/gzip-twice", "comes compressed as gzip, gzip, which was not asked for; BY HAND"),
        ("/encoded/gzip-cut", DAMAGED),
        ("/encoded/gzip-but-plain", DAMAGED),
    ],
)
def test_what_cannot_be_had_is_one_line(path: str, message: str) -> None:
    with Site() as fresh, pytest.raises(CorpusError) as raised:
        _get(fresh, path)
    assert str(raised.value) == f"{fresh.url(path)}: {message}"


@pytest.mark.parametrize("path", ["/cut", "/chunked/cut", "/chunked/no-end", "/chunked/bad-size", "/chunked/huge-size"])
def test_what_breaks_off_is_never_taken_for_the_whole(path: str) -> None:
    with Site() as fresh, pytest.raises(CorpusError, match="cannot be fetched"):
        _get(fresh, path)


def test_a_server_may_name_the_hour() -> None:
    with (
        Site() as fresh,
        pytest.raises(CorpusError, match=r"answers 503 and asks to wait [45] seconds; try again later"),
    ):
        _get(fresh, "/retry-after/503/date")


@pytest.mark.parametrize(
    "path", ["/silent", "/drip/0.1", "/drip-head/0.1", "/drip-chunks/0.1", "/drip-status-line/0.1", "/endless/continue"]
)
def test_no_server_holds_us(path: str, site: Site) -> None:
    began = time.monotonic()
    with pytest.raises(CorpusError) as raised:
        _get(site, path)
    assert time.monotonic() - began < 3
    assert str(raised.value) == f"{site.url(path)}: {TOO_LONG}"


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Python's own way with Ctrl-C, which a suite that runs in the background of a shell does not have."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_a_user_who_stops_it_is_left_alone() -> None:
    with Site() as fresh:
        alarm = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
        alarm.start()
        with pytest.raises(KeyboardInterrupt):
            _get(fresh, "/drip/0.1", Limits(pause=0.0, whole=10))
        assert fresh.idle(3)


def test_what_goes_wrong_on_our_side_is_no_short_document(site: Site) -> None:
    def report(_: str) -> None:
        raise LookupError("no terminal")

    url = site.url("/plain")
    with pytest.raises(LookupError, match="no terminal"):
        download(url, site=site_of(url), by_hand="BY HAND", limits=LIMITS, report=report)


def test_a_bomb_stays_small() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Site() as fresh, pytest.raises(CorpusError, match="is larger than 50 MB"):
        _get(fresh, "/bomb", Limits(pause=0.0, whole=20))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # kB


def test_a_request_says_who_asks_and_tells_no_password(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login clerk password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    _get(site, "/plain")
    headers = site.asked("/plain")[-1].headers
    assert headers["user-agent"].startswith("zhize/")
    assert headers["accept-encoding"] == "identity"
    assert "authorization" not in headers


def test_a_host_is_given_time_between_two_requests() -> None:
    with Site() as fresh:
        began = time.monotonic()
        _get(fresh, "/redirect/2", Limits(pause=0.3))
        assert time.monotonic() - began >= 0.6
        assert fresh.most_open() == 1


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://www.jining.gov.cn/art/2022/3/28/x.html", "jining.gov.cn"),
        ("https://JINING.gov.cn:8443/", "jining.gov.cn"),
        ("http://zwgkw.thx.gov.cn/a", "thx.gov.cn"),
        ("http://www.gov.cn/zwgk", "www.gov.cn"),
        ("http://jining.gov.cn.example.com/", "jining.gov.cn.example.com"),
        ("http://jining.gov.cn@example.com/", "example.com"),
        ("http://www.example.com/", "example.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("javascript:alert(1)", ""),
        ("http://[::1", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site
