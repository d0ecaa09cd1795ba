"""The samples cut at every 64th of their length, and an archive whose main part is cut so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.cases import Case, file_case
from hostile.samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECES = 64


def _cut(sample: str, at: int) -> bytes:
    data = SAMPLES[sample]
    return data[: len(data) * at // _PIECES]


CASES: Sequence[Case] = tuple(
    file_case(sample, f"{at} of {_PIECES} pieces", lambda _, sample=sample, at=at: _cut(sample, at))
    for sample in SAMPLES
    for at in range(_PIECES)
)
