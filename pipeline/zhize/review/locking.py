"""One import at a time: who reads a review to add to it keeps other programs on this machine waiting meanwhile."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PATIENCE: Final = 30  # seconds; an import holds the files for one


@contextmanager
def alone(paths: Iterable[Path]) -> Iterator[None]:
    """Keep other imports away from reviews.

    The marks lie in the system's folder for passing files, so that none is left beside a person's texts. Where no mark
    can be made, and on another machine, nobody is held off; `write_reviews` then sees what changed.

    Raises:
        InputError: another import does not come to its end.
    """
    with ExitStack() as stack:
        for path in sorted(set(paths)):
            with suppress(OSError):  # Timeout is one, and is no reason to go on
                try:
                    stack.enter_context(FileLock(_mark(path), timeout=_PATIENCE))
                except Timeout as error:
                    what, remedy = "another import is writing it", "wait until it has ended, then import again"
                    raise InputError(what, where=str(path), remedy=remedy) from error
        yield


def _mark(path: Path) -> Path:
    """Return the mark of a review, whatever way leads to it."""
    name = hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()
    return Path(tempfile.gettempdir(), f"zhize-{name[:16]}.lock")
