"""A line on standard error that says what is being done, on a terminal and only while work lasts."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Self

from zhize.export.terminal.aligned import cut, width

if TYPE_CHECKING:
    from types import TracebackType

_PATIENCE = 1.0  # seconds before anything is shown
_WIDEST = 78


class Progress:
    """Shows the step that a command is at; as a context manager it leaves an empty line behind."""

    def __init__(self) -> None:
        """Nothing is shown before the context begins."""
        self._lock = threading.Lock()
        self._timer = threading.Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        self._message = ""
        self._drawn: int | None = None  # cells on the screen; None until patience ends

    def __enter__(self) -> Self:
        """Begin to wait."""
        if sys.stderr.isatty():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line, so that an error or the result stands alone."""
        self._timer.cancel()
        with self._lock:
            if self._drawn is not None:
                self._draw("")
                sys.stderr.write("\r")
                sys.stderr.flush()
                self._drawn = None

    def step(self, message: str) -> None:
        """Say what comes next."""
        with self._lock:
            self._message = message
            if self._drawn is not None:
                self._draw(message)

    def _show(self) -> None:
        with self._lock:
            self._drawn = 0
            self._draw(self._message)

    def _draw(self, message: str) -> None:
        """Write over the line; spaces wipe it, because old consoles know no escape codes."""
        line = cut(f"zhize: {message} …", _WIDEST) if message else ""
        cells = width(line)
        sys.stderr.write("\r" + line + " " * ((self._drawn or 0) - cells))
        sys.stderr.flush()
        self._drawn = cells
