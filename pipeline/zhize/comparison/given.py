"""What a user says corresponds: a text with a line for two names, ``县发展改革局 = 市发展改革委``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.comparison.equality import fold
from zhize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.comparison.mapping import Line

_BETWEEN: Final = re.compile(r"\s*(?:[=＝]|↔|\t)\s*")
_REMARK: Final = "#"
_REMEDY: Final = "write a line for two names: 县发展改革局 = 市发展改革委"


def lines_of(text: str, *, where: str) -> tuple[Line, ...]:
    """Return the names that a user says stand for each other.

    Args:
        text: a line for two names, that of the left text first, ``=`` or a tab between them; empty lines and those
            that begin with ``#`` say nothing.
        where: what to call the text in an error.

    Raises:
        InputError: a line holds no two names, or a name that an earlier line gave another partner.
    """
    found = tuple(_lines(text, where))
    if not found:
        raise InputError("no names stand in it", where=where, remedy=_REMEDY)
    return found


def _lines(text: str, where: str) -> Iterator[Line]:
    partners: list[dict[str, str]] = [{}, {}]
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip().removeprefix("\ufeff")
        if not said or said.startswith(_REMARK):
            continue
        names = tuple(_BETWEEN.split(said))
        if len(names) != 2 or not all(map(_plain, names)):  # noqa: PLR2004  # the left name and the right one
            raise InputError(f"line {number} holds no two names: {said}", where=where, remedy=_REMEDY)
        left, right = names
        for name, other, known in ((left, right, partners[0]), (right, left, partners[1])):
            if known.setdefault(_plain(name), _plain(other)) != _plain(other):
                what = f"line {number} gives {name} a second partner"
                raise InputError(what, where=where, remedy="keep one line for each name")
        yield left, right


def _plain(name: str) -> str:
    return fold(name).text
