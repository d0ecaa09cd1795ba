"""What a person typed → `Query`: words that must occur, choices between them, words that must not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.errors import InputError
from zhize.fulltext.units import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

_OPENED: Final = {'"': '"', "＂": "＂", "“": "”", "《": "》"}
_QUOTED: Final = "|".join(f"{opened}[^{opened}{closed}]*{closed}" for opened, closed in _OPENED.items())
_MARKS: Final = "".join({*_OPENED, *_OPENED.values()})
_PART: Final = re.compile(
    rf"(?P<without>(?<![^\s，、；])[-－])?(?:(?P<quoted>{_QUOTED})|(?P<word>[^\s，、；{_MARKS}]+))"
)
_STRAY: Final = re.compile(f"[{_MARKS}]")
_OR: Final = ("OR", "ＯＲ", "|", "｜")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words that are looked for, as they were typed."""

    groups: tuple[tuple[str, ...], ...]  # of each group one must occur
    without: tuple[str, ...]  # none of these may

    @property
    def words(self) -> tuple[str, ...]:
        """All words that may occur."""
        return tuple(word for group in self.groups for word in group)


def parse_query(typed: str) -> Query:
    """Read what a person typed.

    Args:
        typed: words with blanks or ，、； between them, all of which must occur; a phrase in quotes or 《》, -word for
            one that must not occur, A OR B for one of two.

    Raises:
        InputError: a quotation is not closed, or OR does not stand between two words.
    """
    typed = typed.encode("utf-8", "replace").decode()  # what a shell passed on and is no text matches nothing
    groups: list[list[str]] = []
    without: list[str] = []
    choice = False  # an OR waits for its second word
    open_ = False  # the last word may have an OR behind it
    for part in _parts(typed):
        word = part["word"] or part["quoted"][1:-1]
        if part["word"] in _OR and not part["without"]:
            if choice or not open_:
                raise _misplaced(typed)
            choice = True
        elif phrase(word) is None:
            continue
        elif part["without"]:
            if choice:
                raise _misplaced(typed)
            without.append(word)
            open_ = False
        else:
            groups[len(groups) - choice :] = [[*groups[-1], word] if choice else [word]]
            choice, open_ = False, True
    if choice:
        raise _misplaced(typed)
    # The same word twice would weigh twice.
    distinct = dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups)
    return Query(groups=tuple(distinct), without=tuple(dict.fromkeys(without)))


def _parts(typed: str) -> Iterable[re.Match[str]]:
    if _STRAY.search(_PART.sub(lambda part: " " * len(part[0]), typed)):
        raise InputError("has a quotation that is not closed", where=typed, remedy="close it, or leave the mark out")
    return _PART.finditer(typed)


def _misplaced(typed: str) -> InputError:
    return InputError("OR stands between two words", where=typed, remedy="write it like 督查 OR 督办")


def expression(query: Query) -> str:
    """Return the expression of FTS5 for the words that must occur."""
    return " AND ".join(f"({any_of(group)})" for group in query.groups)


def any_of(words: Iterable[str]) -> str:
    """Return the expression of FTS5 for one of several words."""
    return " OR ".join(str(phrase(word)) for word in words)
