"""``read.jsonl``, ``own.md`` and the development gold → articles with the actors that a reader marked in them.

``read.jsonl`` holds a line an article of a real text: where it stands, the SHA-256 of its words, and offsets; the words
are cut out of the folder of laws. ``own.md`` holds articles written for the purpose, marked `[县政府](ORG)`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from zhize.evaluation import at_hand, read_gold
from zhize.evaluation.articles import cut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = Literal["ORG", "ROLE", "MEETING", "GROUP"]
_GOLD = {"sishui-2022", "jiguan-2012", "zuzhifa-2024", "mixed"}
_MARK = re.compile(r"\[([^\]]+)\]\((ORG|ROLE|MEETING|GROUP)\)")


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of ``read.jsonl``; offsets are half-open in the article's text, labels out."""

    id: str
    path: str  # of the law, below the folder of laws, or of a text of the repository
    label: str
    length: int
    sha256: str
    actors: tuple[tuple[int, int, Kind], ...]
    times: tuple[tuple[int, int, str], ...] = ()  # deadline, frequency, duration, vague: for those who work on times


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article that was read."""

    id: str
    text: str
    actors: dict[tuple[int, int], str]
    document: str  # what it is from; a validation learns from no other article of it
    law: str = ""  # the whole text of that, "" where it is not at hand


def read_articles(folder: Path, laws: Path, repository: Path) -> list[Read]:
    """Return the articles of ``read.jsonl`` and ``own.md`` in a folder.

    Raises `ValueError` for an article whose text is not the one that was read, `OSError` for a law that is missing.
    """
    texts: dict[str, str] = {}
    found = []
    for line in (folder / "read.jsonl").read_bytes().splitlines():
        place = msgspec.json.decode(line, type=Place)
        if place.path not in texts:
            root = repository if place.path.startswith("corpora/") else laws
            texts[place.path] = (root / place.path).read_text(encoding="utf-8")
        text = cut(texts[place.path], place.label)
        if hashlib.sha256(text.encode()).hexdigest() != place.sha256:
            message = f"{place.id}: {place.path} {place.label} is not the text that was read"
            raise ValueError(message)
        actors = {(start, end): kind for start, end, kind in place.actors}
        found.append(Read(id=place.id, text=text, actors=actors, document=place.path, law=texts[place.path]))
    return [*found, *_own(folder / "own.md"), *_gold()]


def _gold() -> Iterator[Read]:
    """Yield the articles of the development gold that is at hand; each of `mixed` is of a law of its own."""
    for name in sorted(_GOLD & set(at_hand())):
        articles = read_gold(name).articles
        alone = name == "mixed"
        law = "" if alone else "\n".join(article.text for article in articles)
        for article in articles:
            actors = {(actor.start, actor.end): actor.type.value for actor in article.actors}
            document = f"{name} {article.id}" if alone else name
            yield Read(id=f"{name} {article.id}", text=article.text, actors=actors, document=document, law=law)


def _own(path: Path) -> Iterator[Read]:
    """Yield the articles of ``own.md``: a heading `## id`, then the text with its marks."""
    for block in re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))[1:]:
        name, _, marked = block.partition("\n")
        text, actors, at = "", {}, 0
        for mark in _MARK.finditer(marked := marked.strip()):
            text += marked[at : mark.start()]
            actors[len(text), len(text) + len(mark[1])] = mark[2]
            text, at = text + mark[1], mark.end()
        yield Read(id=name.strip(), text=text + marked[at:], actors=actors, document=name.strip())
