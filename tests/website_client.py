"""A client of the test site that sees what comes over the wire, and makes nothing good."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from website import Site


@dataclass(frozen=True, slots=True)
class Reply:
    """What came over the wire, and how it ended: ``end``, ``reset``, or ``more`` when enough had come."""

    data: bytes
    ending: str

    @property
    def status(self) -> int:
        return int(self.data.split(b" ", 2)[1])

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    def header(self, name: str) -> str | None:
        lines = self.data.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
        return next((line.partition(": ")[2] for line in lines if line.startswith(f"{name}: ")), None)


@contextmanager
def client(site: Site, path: str, *lines: str, method: str = "GET") -> Iterator[socket.socket]:
    """Ask for a path and leave the answer to be read."""
    address = urlsplit(site.url(path))
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        top = [f"{method} {address.path}{address.query and '?' + address.query} HTTP/1.1", f"Host: {address.netloc}"]
        connection.sendall("\r\n".join([*top, *lines, "", ""]).encode())
        yield connection


def ask(site: Site, path: str, *lines: str, method: str = "GET", most: int = 2**20) -> Reply:
    data = bytearray()
    with client(site, path, *lines, method=method) as connection:
        while len(data) < most:
            try:
                more = connection.recv(2**16)
            except ConnectionResetError:
                return Reply(bytes(data), "reset")
            if not more:
                return Reply(bytes(data), "end")
            data += more
    return Reply(bytes(data), "more")
