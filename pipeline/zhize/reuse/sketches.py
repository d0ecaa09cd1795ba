"""Sketches of articles for streams: near ones of a new article are found without reading the others again.

A sketch is a MinHash (Broder, On the resemblance and containment of documents, 1997) over the article's runs of two and
three characters; articles that agree in one of its bands (Indyk and Motwani, Approximate nearest neighbors, 1998) are
looked at, and what share of the sketch agrees estimates what share of their runs they have in common. A cosine of .6 is
an overlap of .3 and more. Everything is counted in whole numbers without a seed of chance: the same on every machine.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from zhize import files
from zhize.errors import InputError
from zhize.reuse.articles import SHORTEST
from zhize.reuse.folding import folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

OVERLAP: Final = 0.3
_BANDS, _ROWS = 42, 3  # an overlap of .4 is seen with .94, one of .5 with .997; of unrelated articles one in 2,000 is
_SIZE: Final = _BANDS * _ROWS
_TAIL: Final = 4096  # articles looked through one by one before they are sorted in
_SHARE: Final = 8  # or so many parts of all
_KIND: Final = "zhize.sketches/1"
_BITS: Final = np.uint64(21)  # of a character


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers scattered over 64 bits (the finaliser of SplitMix64: Steele, Lea and Flood, 2014)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


_TURNS: Final = _mixed(np.arange(1, _SIZE + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)
_WEIGHTS: Final = _TURNS[:_ROWS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An article that is near to the one asked about."""

    name: str
    overlap: float  # estimated share of runs in common (Jaccard), 0 to 1; ±.05


class Sketches:
    """Articles by name, as sketches: a kB each in memory, half of that in a file."""

    def __init__(self) -> None:
        """Begin without an article."""
        self._names: list[str] = []
        self._signatures = np.empty((_TAIL, _SIZE), np.uint32)  # room for more than there are
        self._keys = np.empty((_TAIL, _BANDS), np.uint32)
        self._sorted = np.empty((_BANDS, 0), np.uint32)  # the keys of each band, of the articles sorted in
        self._order = np.empty((_BANDS, 0), np.int32)  # and which article each belongs to

    def __len__(self) -> int:
        """Return how many articles are held."""
        return len(self._names)

    def add(self, name: str, text: str) -> bool:
        """Hold an article.

        Args:
            name: what it is called when it is found; nothing keeps two from having one name.
            text: its text.

        Returns:
            Whether it is held; one of fewer than ten characters that count is not.
        """
        signature = _signature(folded(text))
        if signature is None:
            return False
        self._append(name, signature)
        return True

    def _append(self, name: str, signature: NDArray[np.uint32]) -> None:
        count = len(self._names)
        if count == len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.empty_like(self._signatures)])
            self._keys = np.concatenate([self._keys, np.empty_like(self._keys)])
        self._signatures[count] = signature
        self._keys[count] = _band_keys(signature)
        self._names.append(name)
        sealed = self._sorted.shape[1]
        if count + 1 - sealed > max(_TAIL, sealed // _SHARE):
            self._sort()

    def _sort(self) -> None:
        keys = self._keys[: len(self._names)].T
        self._order = np.argsort(keys, axis=1, kind="stable").astype(np.int32)
        self._sorted = np.take_along_axis(keys, self._order, axis=1)

    def near(self, text: str, *, least: float = OVERLAP) -> tuple[Neighbour, ...]:
        """Return the articles held that are near to a text, the nearest first, then in the order they came.

        Args:
            text: of an article, held or not.
            least: the smallest estimated share of runs in common.
        """
        signature = _signature(folded(text))
        if signature is None:
            return ()
        found = self._candidates(_band_keys(signature))
        overlap = (self._signatures[found] == signature).mean(axis=1)
        order = np.lexsort((found, -overlap))
        return tuple(
            Neighbour(name=self._names[found[at]], overlap=round(float(overlap[at]), 4))
            for at in order
            if overlap[at] >= least
        )

    def _candidates(self, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return the articles that agree with the keys in a band."""
        sealed = self._sorted.shape[1]
        found = [sealed + np.flatnonzero((self._keys[sealed : len(self._names)] == keys).any(axis=1))]
        for band, key in enumerate(keys):
            first = int(np.searchsorted(self._sorted[band], key, side="left"))
            last = int(np.searchsorted(self._sorted[band], key, side="right"))
            found.append(self._order[band, first:last].astype(np.int64))
        return np.unique(np.concatenate(found))

    def save(self, path: str | Path) -> None:
        """Write the sketches into a file of numpy (``.npz``): the same articles, the same bytes.

        Raises:
            OutputError: it cannot be written.
        """
        data = io.BytesIO()
        names = np.frombuffer(json.dumps(self._names).encode(), np.uint8)  # escaped: whatever a name holds comes back
        np.savez(data, kind=np.array(_KIND), names=names, signatures=self._signatures[: len(self._names)])
        files.write({Path(path): data.getvalue()})

    @classmethod
    def load(cls, path: str | Path) -> Sketches:
        """Return the sketches that `save` wrote.

        Raises:
            InputError: the file is missing or holds none.
        """
        where, remedy = str(path), "name a file that Sketches.save wrote"
        try:
            with np.load(io.BytesIO(Path(path).read_bytes()), allow_pickle=False) as held:
                kind, raw, signatures = str(held["kind"]), held["names"].tobytes(), held["signatures"]
            names = json.loads(raw)
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", where=where, remedy=remedy) from error
        except (KeyError, ValueError, EOFError, TypeError, AttributeError, zipfile.BadZipFile) as error:
            raise InputError("holds no sketches", where=where, remedy=remedy) from error
        if kind != _KIND or signatures.shape != (len(names), _SIZE) or signatures.dtype != np.uint32:
            raise InputError("holds no sketches", where=where, remedy=remedy)
        sketches = cls()
        sketches._names = names
        sketches._signatures = np.concatenate([signatures, sketches._signatures])  # and room for more
        sketches._keys = np.concatenate([_band_keys(signatures), sketches._keys])
        sketches._sort()
        return sketches


def _signature(text: str) -> NDArray[np.uint32] | None:
    """Return the sketch of a folded text; None where it is too short."""
    if len(text) < SHORTEST:
        return None
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64) + np.uint64(1)
    two = (codes[:-1] << _BITS) | codes[1:]
    three = (two[:-1] << _BITS) | codes[2:]
    runs = _mixed(np.unique(np.concatenate([two, three])))
    smallest: NDArray[np.uint64] = (runs[:, None] * _TURNS).min(axis=0) >> np.uint64(32)
    return smallest.astype(np.uint32)


def _band_keys(signatures: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a number for each band of one sketch or of many."""
    rows = signatures.reshape(*signatures.shape[:-1], _BANDS, _ROWS).astype(np.uint64)
    return (_mixed((rows * _WEIGHTS).sum(axis=-1, dtype=np.uint64)) >> np.uint64(32)).astype(np.uint32)
