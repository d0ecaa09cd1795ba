"""The name of a text → its files and what they hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize.corpus.holding import default_folder, holdings
from zhize.corpus.manifest import entry_of, shipped_file
from zhize.corpus.pages import joined
from zhize.errors import CorpusError
from zhize.readers import read
from zhize.types import Fact, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zhize.corpus.holding import Holding
    from zhize.corpus.manifest import Entry

# What the manifest knows beside the words of a text; `zhize.structure.facts` fills with it what a text leaves open.
_FACTS = ("issuer", "doc_number", "passed", "issued", "in_force_from", "in_force_until", "validity")


@dataclass(frozen=True, slots=True)
class _Found:
    entry: Entry | None
    holding: Holding | None  # None for a text that comes with the package
    files: tuple[Path, ...]


def files_of(name: str, folder: Path | None = None) -> tuple[Path, ...] | None:
    """Return the files of a text; None if there is no text of this name.

    Args:
        name: the id of a text.
        folder: of the user's corpus; by default `default_folder`.

    Raises:
        CorpusError: the text is known, but the corpus does not hold it; the message says how to get it.
        ManifestError: the manifest is missing or breaks its schema.
    """
    found = _find(name, folder)
    return None if found is None else found.files


def read_text(name: str, folder: Path | None = None) -> Source | None:
    """Return a text with what the manifest knows of it as facts; None if there is no text of this name.

    Args:
        name: the id of a text, which is also the name of the source.
        folder: of the user's corpus; by default `default_folder`.

    Raises:
        CorpusError: the corpus does not hold it, or one of its files was changed since it came.
        InputError: a file cannot be read.
        ManifestError: the manifest is missing or breaks its schema.
    """
    found = _find(name, folder)
    if found is None:
        return None
    if found.holding is not None:
        _refuse_changed(name, found.holding, found.files)
    source = replace(joined([read(path) for path in found.files]), name=name)
    # What was taken although it differs from the manifest is another document; the manifest says nothing of it.
    if found.entry is None or (found.holding is not None and found.holding.accepted):
        return source
    return replace(source, facts=(*source.facts, *_facts(found.entry)))


def how_to_get(entry: Entry) -> str:
    """Return what a user can do to get a text into the corpus, as the remedy of an error."""
    by_hand = f"save the text as a file and run: zhize corpus add {entry.id} FILE"
    return by_hand if entry.url is None else f"run: zhize corpus fetch {entry.id} (or {by_hand})"


def _find(name: str, folder: Path | None) -> _Found | None:
    entry = entry_of(name)
    if entry is not None and (path := shipped_file(entry)) is not None:
        return _Found(entry, None, (path,))
    folder = default_folder() if folder is None else folder
    holding = holdings(folder).get(name)
    if holding is not None:
        return _Found(entry, holding, tuple(folder / place.file for place in holding.places))
    if entry is not None:
        raise CorpusError("is not in the corpus yet", where=name, remedy=how_to_get(entry))
    return None


def _refuse_changed(name: str, holding: Holding, files: Sequence[Path]) -> None:
    """Refuse a text whose files are not what came: results would be those of a text that nobody published.

    Raises:
        CorpusError: a file is gone or was changed.
    """
    remedy = f"zhize corpus add {name} FILE --replace takes a file as it is now"
    for place, path in zip(holding.places, files, strict=True):
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            what = f"its file {path} cannot be read ({error.strerror or error})"
            raise CorpusError(what, where=name, remedy=remedy) from error
        if found != place.sha256:
            what = f"its file {path} was changed since it came on {holding.at[:10]}"
            raise CorpusError(what, where=name, remedy=remedy)


def _facts(entry: Entry) -> list[Fact]:
    values = [(field, getattr(entry, field)) for field in _FACTS]
    return [Fact(name=field, label="sources.toml", value=value) for field, value in values if value is not None]
