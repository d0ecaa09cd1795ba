"""FILE with its review: what persons entered beside a text holds in every later run, and one line says so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.input import load
from zhize.corpus import default_folder
from zhize.review import Reviewed, State, apply, review_of

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from zhize.cli.progress import Progress


def add_reviews(parser: ArgumentParser) -> None:
    """Add ``--review`` and ``--no-review``."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--review",
        metavar="FILE",
        type=Path,
        help="what persons entered (default: beside the text, ending with .复核.json; see zhize review)",
    )
    either.add_argument("--no-review", action="store_true", help="leave out what persons entered")


def load_reviewed(names: Sequence[str], options: Namespace, progress: Progress) -> list[Reviewed]:
    """Return each text as persons left it, in the order of the command line.

    Args:
        names: FILEs.
        options: those of `add_reviews`, and ``corpus``.
        progress: is told which one is read.

    Raises:
        CorpusError: one is the name of a text that the corpus does not hold.
        InputError: a text or a review cannot be read.
    """
    analyses = load(names, progress, folder=options.corpus)
    if options.no_review:
        return [Reviewed(analysis=analysis, cells={}, standing=()) for analysis in analyses]
    folder = options.corpus or default_folder()
    found = []
    for name, analysis in zip(names, analyses, strict=True):
        review = review_of(name, folder, given=options.review)
        one = apply(analysis, review) if review else Reviewed(analysis=analysis, cells={}, standing=())
        _say(name, one)
        found.append(one)
    return found


def _say(name: str, reviewed: Reviewed) -> None:
    """Tell on standard error that the result is not the program's alone."""
    if not reviewed.standing:
        return
    stale = sum(kept.state is State.STALE for kept in reviewed.standing)
    applied = len(reviewed.standing) - stale
    lost = f", {stale} no longer fit the text" if stale else ""
    sys.stderr.write(f"zhize: {name}: {applied} reviewed rows applied{lost}; see zhize review show {name}\n")
