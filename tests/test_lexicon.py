"""Every word of the lexicons does what its example says; the schema refuses what it does not know."""

from __future__ import annotations

from importlib.resources import files

import pytest

from zhize.errors import LexiconError
from zhize.lexicon import Entry, load
from zhize.lexicon.schema import (
    AdverbEntry,
    BodyEntry,
    ContextEntry,
    FieldEntry,
    HeadEntry,
    MarkerEntry,
    ModifierEntry,
    NotionEntry,
    Particle,
    ParticleEntry,
    RelationEntry,
    RelativeEntry,
    VerbEntry,
)
from zhize.tagging import actors, markers
from zhize.tagging.relations import find_counterparts
from zhize.tagging.scene import scene, verb_at
from zhize.types import Span

MARKERS = load("markers", MarkerEntry)
HEADS = [*load("heads", HeadEntry), *load("parties", HeadEntry)]
NAMED = [*load("modifiers", ModifierEntry), *load("fields", FieldEntry), *load("relatives", RelativeEntry)]
PSEUDO = [(entry, longer) for entry in MARKERS for longer in entry.not_]


def _name(entry: object) -> str:
    return entry.text if isinstance(entry, Entry) else str(entry)


@pytest.mark.parametrize("entry", MARKERS, ids=_name)
def test_a_marker_is_found_in_its_example(entry: MarkerEntry) -> None:
    assert (entry.text, entry.modality) in [(found.text, found.modality) for found in markers.match(entry.example)]


@pytest.mark.parametrize(("entry", "longer"), PSEUDO, ids=_name)
def test_a_marker_is_not_found_inside_a_longer_word(entry: MarkerEntry, longer: str) -> None:
    assert entry.text not in [found.text for found in markers.match(longer) if found.text == entry.text]


@pytest.mark.parametrize("entry", load("verbs", VerbEntry), ids=_name)
def test_a_verb_opens_its_example(entry: VerbEntry) -> None:
    assert verb_at(entry.example, 0) == entry


@pytest.mark.parametrize("entry", load("adverbs", AdverbEntry), ids=_name)
def test_an_adverb_is_skipped(entry: AdverbEntry) -> None:
    assert entry.example.startswith(entry.text)
    assert scene(entry.example, (), (), ()).skip(0, len(entry.example)) >= len(entry.text)


@pytest.mark.parametrize("entry", load("particles", ParticleEntry), ids=_name)
def test_a_particle_opens_its_example(entry: ParticleEntry) -> None:
    assert entry.example.startswith(entry.text)
    if entry.kind is Particle.PREPOSITION:
        assert scene(entry.example, (), (), ()).predicate_at(0, len(entry.example))


@pytest.mark.parametrize("entry", load("relations", RelationEntry), ids=_name)
def test_a_frame_is_found_in_its_example(entry: RelationEntry) -> None:
    text = entry.example
    view = scene(text, actors.match(text, learned=False), (), ())
    found = {party.relation for party in find_counterparts(view, (Span(start=0, end=len(text)),), (), None)}
    assert set(entry.relations) <= found


@pytest.mark.parametrize("entry", [*HEADS, *load("bodies", BodyEntry)], ids=_name)
def test_a_head_ends_a_name_of_its_type(entry: HeadEntry | BodyEntry) -> None:
    end = entry.example.rindex(entry.text) + len(entry.text)
    assert (end, entry.type) in [(found.end, found.type) for found in actors.seen(entry.example).names]


@pytest.mark.parametrize(("entry", "longer"), [(entry, longer) for entry in HEADS for longer in entry.not_], ids=_name)
def test_a_head_is_none_inside_a_longer_word(entry: HeadEntry, longer: str) -> None:
    end = longer.index(entry.text) + len(entry.text)
    assert end not in [found.end for found in actors.seen(longer).names]


@pytest.mark.parametrize("entry", NAMED, ids=_name)
def test_a_word_in_front_belongs_to_the_name(entry: Entry) -> None:
    start = entry.example.index(entry.text)
    assert any(
        found.start <= start and start + len(entry.text) < found.end for found in actors.seen(entry.example).names
    )


@pytest.mark.parametrize("entry", load("contexts", ContextEntry), ids=_name)
def test_a_name_begins_behind_a_context(entry: ContextEntry) -> None:
    end = entry.example.index(entry.text) + len(entry.text)
    assert end in [found.start for found in actors.seen(entry.example).names]


@pytest.mark.parametrize("entry", load("notions", NotionEntry), ids=_name)
def test_a_notion_names_nobody(entry: NotionEntry) -> None:
    assert entry.text in entry.example
    assert actors.seen(entry.example).names == ()


@pytest.mark.parametrize(
    "file", sorted(file.name for file in files("zhize.lexicon").iterdir() if file.name.endswith(".toml"))
)
def test_a_word_stands_once_in_a_file(file: str) -> None:
    entries = load(file.removesuffix(".toml"), _Loose)
    words = [(entry.text, getattr(entry, "kind", None)) for entry in entries]
    assert [word for word in words if words.count(word) > 1] == []


class _Loose(Entry, frozen=True, forbid_unknown_fields=False):
    """Any file's entries, for what all files have in common."""

    kind: str | None = None


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(LexiconError) as raised:
        load("markers", AdverbEntry)
    assert str(raised.value) == (
        "markers.toml, entry 1 (应当): Object contains unknown field `modality`; "
        "see AdverbEntry in zhize.lexicon.schema"
    )
