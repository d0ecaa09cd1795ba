"""Standard output and the written files; nothing is written before everything is computed."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

from zhize import files
from zhize.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_WIDTH = 100  # cells of a line that no terminal shows


def emit(text: str) -> None:
    """Print a text as UTF-8 with the line ends it has, also on Windows.

    Raises:
        OutputError: standard output cannot take it (a full disk).
        BrokenPipeError: nobody reads it any more.
    """
    if not hasattr(sys.stdout, "buffer"):  # a notebook, or whoever put another stream in place
        sys.stdout.write(text)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        close_quietly(sys.stdout)
        reason = f"cannot be written ({error.strerror or error})"
        raise OutputError(reason, where="standard output", remedy="check the disk, or use -o") from error


def save(outputs: Mapping[Path, bytes]) -> None:
    """Write files, all or none, and print their names.

    Raises:
        OutputError: one of them cannot be written.
    """
    files.write(outputs)
    emit("".join(f"{path}\n" for path in outputs))


def terminal_width() -> int:
    """Return the cells of a line on standard output."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):  # no terminal, or no file at all
        return _WIDTH


def close_quietly(stream: TextIO) -> None:
    """Send what is left in a stream nowhere, so that the interpreter does not complain when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
