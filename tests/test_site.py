"""The web server of the tests: what it writes down, how it stops, and pages that a test adds."""

from __future__ import annotations

import re
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from website import Site
from website_answers import page
from website_client import ask, client
from website_routes import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def opened(address: str) -> tuple[str, bytes]:
    """Return where urllib ends up, and what is there."""
    with urlopen(address) as got:  # noqa: S310  # an address of the test site
        return got.geturl(), got.read()


def test_a_common_client_reads_pages_and_follows(site: Site) -> None:
    assert opened(site.url("/redirect/3")) == (site.url("/plain"), DATA)
    assert opened(site.url("/chunked")) == (site.url("/chunked"), DATA)


def test_another_host_is_this_site_under_another_name(site: Site) -> None:
    assert opened(site.url("/elsewhere/other-host"))[0] == site.url("/plain", host="localhost")
    assert opened(site.url("/elsewhere/other-host", host="localhost"))[0] == site.url("/plain")
    assert [request.headers["host"].partition(":")[0] for request in site.asked("/plain")] == ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(("path", "first"), [("/slow/60", b""), ("/slow-body/60", OK), ("/silent", b"")])
def test_a_slow_answer_lets_one_wait(site: Site, path: str, first: bytes) -> None:
    with client(site, path) as connection:
        assert not first or connection.recv(2**16).startswith(first)
        connection.settimeout(0.2)
        with pytest.raises(TimeoutError):
            connection.recv(1)


@pytest.mark.parametrize("path", ["/slow/0.3", "/slow-body/0.3"])
def test_a_slow_answer_comes_in_the_end(site: Site, path: str) -> None:
    began = time.monotonic()
    assert ask(site, path).body == DATA
    assert time.monotonic() - began >= 0.29


def test_a_drip_is_a_byte_at_a_time(site: Site) -> None:
    began = time.monotonic()
    with client(site, "/drip/0.03") as connection:
        data = b""
        while len(data.partition(b"\r\n\r\n")[2]) < 10:
            data += connection.recv(2**16)
    assert time.monotonic() - began >= 0.25


@pytest.mark.parametrize("path", ["/silent", "/drip/60", "/endless", "/huge"])
def test_the_site_stops_in_the_middle_of_an_answer(path: str) -> None:
    before = set(threading.enumerate())
    with Site() as site, client(site, path) as connection:
        if path != "/silent":
            connection.recv(100)
        began = time.monotonic()
        site.stop()
        assert time.monotonic() - began < 5
        assert set(threading.enumerate()) <= before
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.1", site.port))


def test_the_site_stops_with_a_client_that_asks_nothing() -> None:
    before = set(threading.enumerate())
    with Site() as site, socket.create_connection(("127.0.0.1", site.port)):
        while site.idle(0):  # until the connection is accepted
            time.sleep(0.01)
    assert set(threading.enumerate()) <= before


def test_requests_are_written_down(site: Site) -> None:
    before = time.monotonic()
    ask(site, "/plain?a=1", "User-Agent: Zhize")
    ask(site, "/plain", method="HEAD")
    first, second = site.asked("/plain")
    assert (first.method, first.target, first.headers["user-agent"], first.visit) == ("GET", "/plain?a=1", "Zhize", 1)
    assert (second.method, second.visit) == ("HEAD", 2)
    assert before < first.at < second.at < time.monotonic()


def test_bytes_that_went_out_are_counted(site: Site) -> None:
    assert site.sent["/endless"] == 0
    reply = ask(site, "/endless", most=2**20)
    assert site.idle()
    assert len(reply.data) <= site.sent["/endless"] < 2**26


def test_requests_at_once_are_counted_and_those_one_after_another_are_not(site: Site) -> None:
    for _ in range(50):
        ask(site, "/plain")
    assert (site.most_open("/plain"), site.most_open()) == (1, 1)
    with client(site, "/drip/60") as one, client(site, "/drip/60") as two:
        one.recv(100)
        two.recv(100)
        ask(site, "/plain")
    assert (site.most_open("/drip/60"), site.most_open("/plain"), site.most_open()) == (2, 1, 3)


def test_a_client_that_has_left_is_not_open(site: Site) -> None:
    for _ in range(5):
        with client(site, "/drip/60") as connection:
            connection.recv(100)
    assert site.most_open("/drip/60") == 1
    assert site.idle()


def test_a_page_of_ones_own(site: Site) -> None:
    address = site.page("/规则/一.html", "第一条", status=203, media=None, headers={"X-City": "青石"}, delay=0.1)
    assert address == site.url("/%E8%A7%84%E5%88%99/%E4%B8%80.html")
    reply = ask(site, "/规则/一.html")
    assert (reply.status, reply.body.decode(), reply.header("X-City")) == (203, "第一条", "青石")
    assert reply.header("Content-Type") is None


def test_ones_own_page_comes_before_a_ready_one_and_a_query_before_its_path(site: Site) -> None:
    site.page("/plain", "1")
    site.page("/plain?page=2", "2")
    assert [ask(site, path).body for path in ("/plain", "/plain?page=2", "/plain?page=3")] == [b"1", b"2", b"1"]


def test_answers_come_in_order_and_the_last_one_stays(site: Site) -> None:
    site.answer("/late", page("", status=503), page("", status=502), page("第一条"))
    assert [ask(site, "/late").status for _ in range(4)] == [503, 502, 200, 200]


def test_a_redirect_of_ones_own(site: Site) -> None:
    site.redirect("/old", site.url("/plain"), 301)
    assert opened(site.url("/old"))[1] == DATA


def test_an_attachment_hangs_on_a_page_that_only_links_it(site: Site) -> None:
    site.attachment("/zfwj/notice.html", "规则.docx", b"PK\x03\x04")
    notice = ask(site, "/zfwj/notice.html").body.decode()
    target = re.findall('href="(.*?)"', notice)
    assert target == ["%E8%A7%84%E5%88%99.docx"]
    assert ask(site, f"/zfwj/{target[0]}").body == b"PK\x03\x04"
    assert "第一条" not in notice


def test_a_body_that_is_sent_along_is_taken(site: Site) -> None:
    with client(site, "/plain", "Content-Length: 200000", method="POST") as connection:
        connection.sendall(bytes(200_000))
        assert connection.recv(100).startswith(OK)
