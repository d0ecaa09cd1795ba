"""A web server on this machine's loopback, for tests of what downloads: government sites, and servers that misbehave.

    with Site() as site:
        site.page("/zfwj/1.html", "<p>第一条　……</p>", delay=0.2)
        site.answer("/late.html", page("", status=503), page("<p>……</p>"))  # the second request gets the second
        urlopen(site.url("/redirect/3"))
        [request.path for request in site.requests]

Paths that are there from the start are listed in `website_routes`. Every answer ends its connection.
"""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from website_answers import HTML, Pause, Request, Reset, page, redirect, then
from website_pages import links
from website_routes import ready

if TYPE_CHECKING:
    from website_answers import Answer, Headers, Step

_LONGEST_HEAD = 2**20
_PATIENCE = 10.0


class Site:
    """A site that knows the ready-made paths and those that a test adds.

    ``requests`` are those that came, in order; ``sent`` counts the bytes that went out, by path (look after `idle`).
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.sent: Counter[str] = Counter()
        self._visits: Counter[str] = Counter()
        self._answers: dict[str, Answer] = {}
        self._change = threading.Condition()  # held where anything of the above or below changes
        self._connections: dict[socket.socket, threading.Thread] = {}
        self._answering: dict[socket.socket, str] = {}  # the path that each is asked for
        self._stopping = False

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop, also in the middle of an answer; connections are refused from then on.

        Raises:
            RuntimeError: a connection does not end, which would be a mistake in an answer.
        """
        self._stopping = True
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):  # wakes who accepts
            self._accepting.join(_PATIENCE)
        self._listener.close()
        with self._change:
            left = dict(self._connections)
            for connection in left:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in left.values():
            thread.join(_PATIENCE)
        if self._accepting.is_alive() or any(thread.is_alive() for thread in left.values()):
            raise RuntimeError("a connection of the test site does not end")

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """Return the address of a path; ``localhost`` is another host that leads here."""
        return f"http://{host}:{self.port}{_plain(path)}"

    def answer(self, path: str, *answers: Answer) -> str:
        """Set what a path answers, from the first request to the last; return its address."""
        with self._change:
            self._answers[_plain(path)] = then(*answers)
        return self.url(path)

    def page(  # the parameters of website_answers.page
        self,
        path: str,
        body: str | bytes,
        *,
        status: int = 200,
        media: str | None = HTML,
        headers: Headers | None = None,
        delay: float = 0,
    ) -> str:
        """Set a page; return its address."""
        return self.answer(path, page(body, status=status, media=media, headers=headers, delay=delay))

    def redirect(self, path: str, location: str | bytes | None, status: int = 302) -> str:
        """Set a path that leads elsewhere; return its address."""
        return self.answer(path, redirect(location, status))

    def attachment(self, path: str, name: str, body: bytes, *, media: str = "application/octet-stream") -> str:
        """Set a page that only links a file beside it, and the file; return the address of the page."""
        self.page(f"{path.rpartition('/')[0]}/{name}", body, media=media)
        return self.page(path, links("关于印发会议规则的通知", (quote(name), name)))

    def asked(self, path: str) -> list[Request]:
        """Return the requests of a path, whatever their queries."""
        return [request for request in self.requests if request.path == _plain(path)]

    def most_open(self, path: str | None = None) -> int:
        """Return how many requests were open at once at most, of a path or of all."""
        if path is None:
            return max((request.open_site for request in self.requests), default=0)
        return max((request.open_here for request in self.asked(path)), default=0)

    def idle(self, seconds: float = 5) -> bool:
        """Wait until no client is connected, at most so long; return whether that is so."""
        with self._change:
            return self._change.wait_for(lambda: not self._connections, seconds)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopping:
                connection.close()
                return
            thread = threading.Thread(target=self._serve, args=[connection], daemon=True)
            with self._change:
                self._connections[connection] = thread
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with suppress(OSError):  # the client has left, or the site stops
                received = _received(connection)
                if received is not None:
                    self._reply(connection, *received)
        finally:
            with self._change:
                self._answering.pop(connection, None)
                connection.close()
                del self._connections[connection]
                self._change.notify_all()

    def _reply(self, connection: socket.socket, method: str, target: str, headers: dict[str, str]) -> None:
        request = self._noted(connection, method, target, headers)
        with self._change:
            answer = self._answers.get(target) or self._answers.get(request.path)
        steps = iter((answer or ready(request.path))(request))
        step = next(steps, None)
        while step is not None:
            # The next one is looked up first: who got the last byte may ask again before this thread goes on.
            following = next(steps, None)
            if following is None:
                with self._change:
                    self._answering.pop(connection, None)
            self._take(connection, request.path, step)
            step = following

    def _noted(self, connection: socket.socket, method: str, target: str, headers: dict[str, str]) -> Request:
        """Write a request down, with those that are open; one whose client has left is not."""
        path = target.partition("?")[0]
        with self._change:
            self._visits[path] += 1
            self._answering[connection] = path
            there = [each for other, each in self._answering.items() if other is connection or not _left(other)]
            request = Request(
                method=method,
                target=target,
                headers=headers,
                at=time.monotonic(),
                visit=self._visits[path],
                open_here=there.count(path),
                open_site=len(there),
            )
            self.requests.append(request)
        return request

    def _take(self, connection: socket.socket, path: str, step: Step) -> None:
        match step:
            case Pause():
                _pause(connection, step.seconds)
            case Reset():
                # To linger for 0 seconds is to end with RST.
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case _:
                connection.sendall(step)
                with self._change:
                    self.sent[path] += len(step)


def _plain(path: str) -> str:
    """Return a path as clients send it: Chinese letters in percent signs, what is so already as it is."""
    return quote(path, safe="/?&=%:;,+@!$'()*~#-._")


def _received(connection: socket.socket) -> tuple[str, str, dict[str, str]] | None:
    """Return the method, target and headers of a request, after its body; None if none comes."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(2**16)
        if not more or len(data) > _LONGEST_HEAD:
            return None
        data += more
    top, _, body = data.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    method, _, rest = first.partition(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    left = int(headers.get("content-length", "0")) - len(body)
    while left > 0 and (more := connection.recv(2**16)):
        left -= len(more)
    return method, rest.rpartition(" ")[0], headers


def _pause(connection: socket.socket, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (rest := until - time.monotonic()) > 0:
        if select.select([connection], [], [], rest)[0] and not connection.recv(2**16):
            raise ConnectionAbortedError


def _left(connection: socket.socket) -> bool:
    """Return whether a client has closed its side."""
    try:
        return bool(select.select([connection], [], [], 0)[0]) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):
        return True
