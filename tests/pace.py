"""How the time of a function grows with its text."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 8_000, 64_000
# Linear time would be 8; quadratic time, 64. What lies between is noise: caches, other work.
MOST = 28
_TRIES = 3


def assert_linear(work: Callable[[str], object], unit: str) -> None:
    """Hold a function to linear time on a unit said over and over; processor time.

    The short text is timed three times and the best taken; the long one again only where it was too slow, for then
    either the function or the machine was.
    """
    work(_text(unit, 1_000))  # what is loaded once
    short = min(_seconds(work, _text(unit, SHORT)) for _ in range(3))
    most = MOST * max(short, 0.005)
    tries = []
    while len(tries) < _TRIES and (not tries or tries[-1] >= most):
        tries.append(_seconds(work, _text(unit, LONG)))
    assert tries[-1] < most, f"{SHORT} characters {short:.3f} s, {LONG} characters {min(tries):.3f} s"


def _text(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Take the processor time of one run, without what the collector does with other tests' objects."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        work(text)
        return time.process_time() - began
    finally:
        gc.enable()
