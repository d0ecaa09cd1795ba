"""Which program makes a collection: a digest of its code, words and models, for results hold for those alone."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zhize.model_files import model_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

# What decides the bytes of a part beside ourselves: who reads the files and who writes Parquet.
_OTHERS: Final = ("lxml", "markdown-it-py", "msgspec", "pyarrow", "pypdfium2", "python-docx")
_MODELS: Final = ("actors", "norms")
_DATA: Final = frozenset({".py", ".toml", ".json"})
_WEIGHTS: Final = frozenset({".json"})
_SHIPPED: Final = frozenset({"corpora", "models"})  # inside the package in a wheel, beside it in a checkout
ABOVE: Final = frozenset(
    {"cli", "collection", "display", "evaluation", "export", "fulltext", "language", "plots", "reuse"}
)
"""Rooms that import this one, or could: they decide nothing here. ``tests/test_layers.py`` knows the floors."""


@cache
def program(*, learned: bool) -> str:
    """Return the digest of the program that runs; equal on two machines only where results are equal.

    Args:
        learned: whether the learned models run.
    """
    digest = hashlib.sha256(f"{sys.version_info[:2]} {learned}".encode())
    for name in _OTHERS:
        digest.update(f"{name} {version(name)}\n".encode())
    for root, path in _files():
        digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[tuple[Path, Path]]:
    """Yield what the results depend on, each with the folder that its name counts from, in a fixed order."""
    # Of a model its weights alone: how it was trained lies beside them in a checkout, and not in a wheel.
    places = [(Path(__file__).parents[1], _DATA), *((model_folder(name), _WEIGHTS) for name in _MODELS)]
    for root, suffixes in places:
        found = (path for path in root.rglob("*") if path.suffix in suffixes and path.is_file())
        inner = (path for path in found if path.relative_to(root).parts[0] not in ABOVE | _SHIPPED)
        yield from ((root, path) for path in sorted(inner))
