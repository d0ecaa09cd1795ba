"""The noun of a hostile case, and the traps that hostile files point to."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECRET = "不可泄露的一行"  # noqa: S105  # no password: the text of a file that nobody may open


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A file that holds a secret and an address that listens: a reader may go to neither."""

    secret: str  # a path
    port: int

    @property
    def file(self) -> str:
        """The secret as an address."""
        return f"file://{quote(self.secret)}"

    @property
    def address(self) -> str:
        """The listening address."""
        return f"http://127.0.0.1:{self.port}/x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A hostile file."""

    name: str
    sample: str  # what it pretends to be: text, docx, pdf, ofd, html; or place
    make: Callable[[Path, Trap], Path]  # writes it into a folder and returns its path
    large: bool = False  # takes longer to build or to read than a suite may wait


def file_case(sample: str, name: str, build: Callable[[Trap], bytes], *, large: bool = False) -> Case:
    """Return the case of a file with these bytes."""

    def make(folder: Path, trap: Trap) -> Path:
        path = folder / f"规则.{'txt' if sample == 'text' else sample}"
        path.write_bytes(build(trap))
        return path

    return Case(name=name, sample=sample, make=make, large=large)


@contextmanager
def listening(folder: Path) -> Iterator[tuple[Trap, Callable[[], bool]]]:
    """Lay the traps; yield them and a question: whether anybody has called since."""
    secret = Path(folder) / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003  # the name of the method says it

        def called() -> bool:
            try:
                server.accept()[0].close()
            except BlockingIOError:
                return False
            return True

        yield Trap(secret=str(secret), port=server.getsockname()[1]), called
