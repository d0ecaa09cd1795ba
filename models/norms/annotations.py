"""``read.jsonl`` and the development gold → articles with the norms that a reader marked in them.

``read.jsonl`` holds a line an article: where it stands, the SHA-256 of its words, and offsets; the words are cut out of
the folder of laws, or out of ``models/actors/own.md``, whose articles were written for the purpose.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from zhize.evaluation import at_hand, read_gold
from zhize.evaluation.articles import cut
from zhize.types import BearerSource, Counterpart, Force, Modality, Norm, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GOLD = ("sishui-2022", "jiguan-2012", "zuzhifa-2024", "mixed")
_OWN = "models/actors/own.md"
_MARK = re.compile(r"\[([^\]]+)\]\([A-Z]+\)")


class _Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    start: int
    end: int

    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


class _Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    relation: Relation


class _Norm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    modality: Modality
    force: Force
    marker: _Place | None
    action: _Place
    bearers: tuple[str, ...]
    bearer_source: BearerSource
    counterparts: tuple[_Party, ...]
    condition: _Place | None
    exception: _Place | None
    time: tuple[_Place, ...]


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of ``read.jsonl``; its times are for those who work on times."""

    id: str
    path: str  # of the law, below the folder of laws, or of a text of the repository
    label: str
    length: int
    sha256: str
    norms: tuple[_Norm, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article that was read."""

    id: str
    text: str
    norms: tuple[Norm, ...]
    document: str  # what it is from; a validation learns from no other article of it


def read_articles(folder: Path, laws: Path, repository: Path) -> list[Read]:
    """Return the articles of ``read.jsonl`` in a folder and of the development gold that is at hand.

    Raises `ValueError` for an article whose text is not the one that was read, `OSError` for a law that is missing.
    """
    own = dict(_written(repository / _OWN))
    texts: dict[str, str] = {}
    found = []
    for line in (folder / "read.jsonl").read_bytes().splitlines():
        place = msgspec.json.decode(line, type=_Line)
        if place.path == _OWN:
            text = own[place.label]
        else:
            if place.path not in texts:
                root = repository if place.path.startswith("corpora/") else laws
                texts[place.path] = (root / place.path).read_text(encoding="utf-8")
            text = cut(texts[place.path], place.label)
        if hashlib.sha256(text.encode()).hexdigest() != place.sha256:
            message = f"{place.id}: {place.path} {place.label} is not the text that was read"
            raise ValueError(message)
        document = place.id if place.path == _OWN else place.path
        norms = tuple(_norm(norm, f"{place.id}.{number}") for number, norm in enumerate(place.norms, 1))
        found.append(Read(id=place.id, text=text, norms=norms, document=document))
    return [*found, *_gold()]


def _norm(norm: _Norm, identifier: str) -> Norm:
    return Norm(
        id=identifier,
        article=identifier.rpartition(".")[0],
        modality=norm.modality,
        force=norm.force,
        marker=norm.marker.span() if norm.marker else None,
        action=norm.action.span(),
        bearers=norm.bearers,
        bearer_source=norm.bearer_source,
        counterparts=tuple(Counterpart(name=each.name, relation=each.relation) for each in norm.counterparts),
        condition=norm.condition.span() if norm.condition else None,
        exception=norm.exception.span() if norm.exception else None,
        time=tuple(each.span() for each in norm.time),
    )


def _gold() -> Iterator[Read]:
    """Yield the articles of the development gold that is at hand; each of `mixed` is of a law of its own."""
    for name in (name for name in at_hand() if name in _GOLD):
        for article in read_gold(name).articles:
            document = f"{name} {article.id}" if name == "mixed" else name
            yield Read(id=f"{name} {article.id}", text=article.text, norms=article.norms, document=document)


def _written(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of each article of ``own.md``, its marks left out."""
    for block in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        name, _, marked = block.partition("\n")
        yield name.strip(), _MARK.sub(r"\1", marked.strip())
