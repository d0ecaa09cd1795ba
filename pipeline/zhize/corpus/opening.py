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
    from pathlib import Path

    from zhize.corpus.holding import Holding, Place
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
    while (found := _find(name, folder)) is not None:
        try:
            return _source(name, found)
        except CorpusError:
            # Another program may have replaced the text after we looked at the lock file; if not, the files are wrong.
            if _find(name, folder) == found:
                raise
    return None


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


def _source(name: str, found: _Found) -> Source:
    if found.holding is None:
        pages = [read(path) for path in found.files]
    else:
        pages = [
            read(_unchanged(name, found.holding, place, path), name=str(path))
            for place, path in zip(found.holding.places, found.files, strict=True)
        ]
    source = replace(joined(pages), name=name)
    # What was taken although it differs from the manifest is another document; the manifest says nothing of it.
    if found.entry is None or (found.holding is not None and found.holding.accepted):
        return source
    facts = _facts(found.entry)
    # A page goes on calling a text 有效 that was replaced since; on that alone the manifest comes first.
    sure = [fact for fact in facts if fact.name == "validity"]
    return replace(source, facts=(*sure, *source.facts, *(fact for fact in facts if fact not in sure)))


def _unchanged(name: str, holding: Holding, place: Place, path: Path) -> bytes:
    """Return what a file holds if it is what came: results would be those of a text that nobody published.

    Raises:
        CorpusError: the file is gone or was changed.
    """
    remedy = f"zhize corpus add {name} FILE --replace takes a file as it is now"
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"its file {path} cannot be read ({error.strerror or error})"
        raise CorpusError(what, where=name, remedy=remedy) from error
    if hashlib.sha256(data).hexdigest() != place.sha256:
        what = f"its file {path} was changed since it came on {holding.at[:10]}"
        raise CorpusError(what, where=name, remedy=remedy)
    return data


def _facts(entry: Entry) -> list[Fact]:
    values = [(field, getattr(entry, field)) for field in _FACTS]
    return [Fact(name=field, label="sources.toml", value=value) for field, value in values if value is not None]
