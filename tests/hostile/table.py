"""The table of all hostile cases, and how one of them is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hostile import archives, cut, markup, ofds, pdfs, places, texts, webpages
from hostile.cases import SECRET
from hostile.mutations import mutation
from hostile.watching import Watched, commanding, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from hostile.cases import Case, Trap
    from hostile.watching import Outcome

CASES: Sequence[Case] = tuple(
    case for module in (archives, markup, pdfs, ofds, webpages, texts, places, cut) for case in module.CASES
)
WAYS = (reading, commanding)


def run(case: Case, way: Callable[[str], Outcome], folder: Path, trap: Trap, called: Callable[[], bool]) -> Outcome:
    """Make a case and read it in a fresh process; a call to the address that listens is a finding."""
    path = case.make(folder, trap)
    watched = Watched()
    try:
        outcome = watched.ask(way, str(path), SECRET)
    finally:
        watched.end()
    return replace(outcome, how="calls", line="a connection") if called() else outcome


def run_mutation(watched: Watched, sample: str, seed: int, number: int) -> Outcome:
    """Read a mutation, in a process that has read others."""
    return watched.ask(reading_mutation, sample, seed, number)


def reading_mutation(sample: str, seed: int, number: int) -> Outcome:
    """Read a mutation; this runs in the process that is watched."""
    return reading(mutation(sample, seed, number))
