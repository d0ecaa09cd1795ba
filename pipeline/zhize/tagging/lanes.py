"""Numbers that characters and pairs of characters hold, and their sums for all positions of a text at once.

Characters are looked up as the integers that their bytes are, so that no strings are made for them. A column of what
was found is one long integer with 32 bits for each number, so that one addition adds whole columns.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from struct import Struct
from sys import byteorder
from typing import TYPE_CHECKING

from zhize.tagging.vocabulary import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

_ONE, _TWO = Struct("=4i"), Struct("=7i4?")
_FLAGS = 7 * 4  # bytes before these
_CODEC, _CHARACTER, _PAIR = f"utf-32-{byteorder[0]}e", 4, 8  # bytes
_ROOM_ONE, _ROOM_TWO = 30_000, 150_000  # 300 laws have 4,000 characters and 100,000 pairs
# What is added to five numbers that are to be summed, so that none is negative; in all, the sign of a sum.
_BEFORE, _BEHIND, _LIFT = 1 << 30, 1 << 28, 1 << 28
_SIGN = (1 << 31).to_bytes(4, byteorder)


@dataclass(frozen=True, slots=True)
class One:
    """What a character holds before a position and behind it."""

    start: tuple[int, int]  # for a beginning there
    end: tuple[int, int]  # for an end there


@dataclass(frozen=True, slots=True)
class Two:
    """What two characters hold beside what each of them does: before a position, around it and behind it."""

    start: tuple[int, int, int]
    end: tuple[int, int, int]
    inside: int
    flags: tuple[bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Rows:
    """What characters and pairs of them hold, packed, by the integers that they are."""

    ones: Remembered[int, bytes]
    twos: Remembered[int, bytes]


@dataclass(frozen=True, slots=True)
class Grid:
    """What all positions of a text hold, but the first two and the last are only neighbours."""

    start: array[int]
    end: array[int]
    inside: array[int]
    flags: tuple[bytes, bytes, bytes]  # of the two characters from each on, those of the neighbours included


def rows(one: Callable[[str], One], two: Callable[[str], Two], known: Container[str]) -> Rows:
    """Return the rows of characters and of pairs.

    Args:
        one: what a character holds.
        two: what two characters hold,
        known: if they are one of these; all others hold nothing.
    """
    nothing = _packed_two(Two((0, 0, 0), (0, 0, 0), 0, (False, False, False)))

    def packed(key: int) -> bytes:
        pair = _decoded(key, _PAIR)
        return _packed_two(two(pair)) if pair in known else nothing

    ones = Remembered[int, bytes](lambda key: _packed_one(one(_decoded(key, _CHARACTER))), _ROOM_ONE)
    return Rows(ones, Remembered(packed, _ROOM_TWO))


def _decoded(key: int, size: int) -> str:
    return key.to_bytes(size, byteorder).decode(_CODEC, "surrogatepass")


def _packed_one(one: One) -> bytes:
    return _ONE.pack(one.start[0] + _BEFORE, one.start[1] + _BEHIND, one.end[0] + _BEFORE, one.end[1] + _BEHIND)


def _packed_two(two: Two) -> bytes:
    lifted = (number + _LIFT for number in (*two.start, *two.end))
    return _TWO.pack(*lifted, two.inside, *two.flags, False)  # noqa: FBT003  # fills the last field


def read(text: str, by: Rows) -> Grid:
    """Return what the positions of a text hold, from behind its second character to before its last one.

    Args:
        text: the text, of four characters or more.
        by: what characters and pairs of them hold.
    """
    data, places = text.encode(_CODEC, "surrogatepass"), len(text) - 3
    one = array("i", b"".join(map(by.ones.__getitem__, array("I", data[_CHARACTER:-_CHARACTER]))))
    before, behind = slice(0, 4 * places, 4), slice(4, None, 4)
    halves = [b"".join(map(by.twos.__getitem__, _numbers(data[shift:]))) for shift in (0, _CHARACTER)]
    numbers = [array("i", half) for half in halves]
    two = [_woven([half[field::8] for half in numbers], places + 2) for field in range(7)]
    flags = bytearray(places + 2), bytearray(places + 2), bytearray(places + 2)
    for at, flag in enumerate(flags):
        flag[0::2], flag[1::2] = (half[_FLAGS + at :: _TWO.size] for half in halves)
    return Grid(
        start=_summed(one[before], one[1:][behind], two[0][:-2], two[1][1:-1], two[2][2:]),
        end=_summed(one[2:][before], one[3:][behind], two[3][:-2], two[4][1:-1], two[5][2:]),
        inside=two[6][2:],
        flags=(bytes(flags[0]), bytes(flags[1]), bytes(flags[2])),
    )


def _numbers(data: bytes) -> array[int]:
    return array("Q", data[: len(data) // _PAIR * _PAIR])


def _woven(halves: Sequence[array[int]], size: int) -> array[int]:
    found = array("i", bytes(4 * size))
    found[0::2], found[1::2] = halves
    return found


def _summed(*columns: array[int]) -> array[int]:
    """Return the sums of columns whose numbers were lifted."""
    size = len(columns[0])
    total = sum(int.from_bytes(each.tobytes(), byteorder) for each in columns)
    return array("i", (total ^ int.from_bytes(_SIGN * size, byteorder)).to_bytes(4 * size, byteorder))
