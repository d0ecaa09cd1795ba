"""Documents → shards; which program makes them; how far a run is."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhize.batches import program as programs
from zhize.batches.entries import entry, read_entries
from zhize.batches.nouns import Document, Done, Pace, Shard, Task
from zhize.batches.pace import paced
from zhize.batches.schemas import Table, tables
from zhize.batches.sharding import SIZE, cut
from zhize.errors import LexiconError

if TYPE_CHECKING:
    import random
    from pathlib import Path

NAMES = st.lists(st.text("abc规则/._", min_size=1, max_size=8), unique=True, max_size=60)


def _documents(names: list[str], size: int = 10) -> list[Document]:
    return [Document(name=name, place=f"/{name}", sha256=f"digest of {name}", size=size) for name in names]


def _many(count: int, size: int = 10) -> list[Document]:
    return _documents([f"{number:05}.txt" for number in range(count)], size)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_documents_does_not_matter(names: list[str], chance: random.Random) -> None:
    documents = _documents(names)
    shuffled = documents.copy()
    chance.shuffle(shuffled)
    assert cut(shuffled, "p", 4) == cut(documents, "p", 4)


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_every_document_stands_in_one_shard_by_name(names: list[str]) -> None:
    held = [document.name for shard in cut(_documents(names), "p", 4) for document in shard.documents]
    assert held == sorted(names)


@settings(max_examples=40, deadline=None)
@given(NAMES, st.text("abc规则/._", min_size=1, max_size=8))
def test_one_more_document_changes_at_most_two_shards(names: list[str], new: str) -> None:
    # Two where the new name ends a shard in the middle of an old one. No shard here reaches the most it may hold.
    without = cut(_documents([name for name in names if name != new]), "p", 1000)
    having = cut(_documents(list({*names, new})), "p", 1000)
    assert len(set(having) - set(without)) <= 2
    assert len(set(without) - set(having)) <= 1


def test_a_document_that_goes_changes_nothing_beyond_the_next_bound() -> None:
    documents = _many(4000)
    before = cut(documents, "p")
    gone = documents[1500]
    after = cut([each for each in documents if each != gone], "p")
    assert len(before) > 80
    changed = set(before) - set(after)
    # A run without an end for long is cut by its length; what follows in that run moves up by one.
    assert len(changed) <= 3
    assert [shard for shard in changed if gone in shard.documents]


def test_what_a_document_holds_changes_its_shard_alone() -> None:
    documents = _many(400)
    other = [replace(each, sha256="other") if each.name == "00200.txt" else each for each in documents]
    old, new = set(cut(documents, "p")), set(cut(other, "p"))
    assert [len(old - new), len(new - old)] == [1, 1]


def test_where_a_document_lies_changes_nothing() -> None:
    documents = _many(100)
    moved = [replace(each, place=f"/elsewhere/{each.name}") for each in documents]
    assert [shard.id for shard in cut(documents, "p")] == [shard.id for shard in cut(moved, "p")]


def test_another_program_gives_other_shards() -> None:
    documents = _many(100)
    assert {shard.id for shard in cut(documents, "p")}.isdisjoint(shard.id for shard in cut(documents, "q"))


def test_shards_are_bounded_by_documents_and_bytes() -> None:
    assert max(len(shard.documents) for shard in cut(_many(20_000), "p")) <= 4 * SIZE
    large = cut(_many(100, size=2**20), "p")
    assert {len(shard.documents) for shard in large[:-1]} <= {1, 2, 3, 4}
    assert max(shard.size for shard in large) == 4 * 2**20
    assert all(len(shard.documents) == 1 for shard in cut(_many(20, size=10**8), "p"))


def test_most_shards_are_of_the_size_in_the_middle() -> None:
    assert 20_000 / 40 < len(cut(_many(20_000), "p")) < 20_000 / 24


def test_no_document_is_no_shard() -> None:
    assert cut([], "p") == ()


# The program.


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program with a model."""
    for name, words in {
        "zhize/batches/program.py": "code",
        "zhize/lexicon/words.toml": "words",
        "zhize/structure/rules.py": "rules",
        "zhize/models/actors/weights.json": "{}",
        "zhize/models/norms/weights.json": "{}",
        "zhize/corpora/sources.toml": "texts, which have digests of their own",
        "zhize/models/actors/train.py": "how the weights came to be",
        "zhize/about.md": "no code",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    monkeypatch.setattr(programs, "__file__", str(tmp_path / "zhize/batches/program.py"))
    monkeypatch.setattr(programs, "model_folder", lambda name: tmp_path / "zhize/models" / name)
    return tmp_path / "zhize"


def _digest(*, learned: bool = True) -> str:
    return programs.program.__wrapped__(learned=learned)


def test_the_program_is_the_same_twice(house: Path) -> None:
    assert house.is_dir()
    assert _digest() == _digest()
    assert _digest() != _digest(learned=False)


@pytest.mark.parametrize(
    "name", ["structure/rules.py", "lexicon/words.toml", "models/actors/weights.json", "models/norms/weights.json"]
)
def test_code_words_and_models_make_the_program(house: Path, name: str) -> None:
    before = _digest()
    (house / name).write_text("other", encoding="utf-8")
    changed = _digest()
    (house / name).rename(house / name.replace(".", "_other."))
    assert len({before, changed, _digest()}) == 3


@pytest.mark.parametrize("name", ["about.md", "corpora/sources.toml", "models/actors/train.py"])
def test_what_decides_no_result_is_not_of_the_program(house: Path, name: str) -> None:
    before = _digest()
    (house / name).write_text("other", encoding="utf-8")
    assert _digest() == before


def test_another_reader_is_another_program(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house.is_dir()
    before = _digest()
    monkeypatch.setattr(programs, "version", lambda name: f"9 of {name}")
    assert _digest() != before


# The pace.


def _task(name: str, sizes: list[int], known: int = 0) -> Task:
    documents = tuple(Document(name=f"{name}{n}", place="", sha256="", size=size) for n, size in enumerate(sizes))
    return Task(
        shard=Shard(id=name, documents=documents),
        folder="",
        program="p",
        learned=False,
        known={each.name: "old" for each in documents[:known]},
    )


def test_the_pace_counts_what_is_read_and_nothing_that_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 2.0, 8.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    tasks = [_task("a", [100, 300]), _task("b", [1000, 400, 400], known=1)]
    told: list[Pace] = []
    work = [Done(shard="b", characters=50), Done(shard="a", characters=20)]
    assert list(paced(work, tasks, told.append)) == work
    assert told == [
        Pace(documents=0, of=4, characters=0, seconds=0.0, left=None),
        Pace(documents=2, of=4, characters=50, seconds=2.0, left=1.0),
        Pace(documents=4, of=4, characters=70, seconds=8.0, left=0.0),
    ]


def test_nothing_to_do_is_not_told() -> None:
    told: list[Pace] = []
    assert list(paced([], [], told.append)) == []
    assert told == []


def test_empty_files_leave_the_time_unknown() -> None:
    told: list[Pace] = []
    list(paced([Done(shard="a")], [_task("a", [0, 0])], told.append))
    assert [(pace.documents, pace.left) for pace in told] == [(0, None), (2, None)]


# The tables.


def test_documents_are_the_first_table() -> None:
    assert next(iter(tables())) == "documents"
    assert all("document" in table.columns for table in tables().values())


def test_the_schema_carries_the_documentation() -> None:
    for table in tables().values():
        assert table.schema.metadata[b"label"].decode() == table.label
        for name, column in table.columns.items():
            field = table.schema.field(name)
            assert field.metadata[b"about"].decode() == column.about
            assert field.nullable == (column.null is not None)


def test_an_unknown_word_in_a_table_is_refused() -> None:
    raw: dict[str, object] = {"name": "a", "label": "b", "row": "c", "columns": {}, "kind": "d"}
    with pytest.raises(LexiconError) as caught:
        entry(Table, raw, where="tables.toml, a")
    assert str(caught.value) == (
        "tables.toml, a: Object contains unknown field `kind`; see Table in zhize.batches.schemas"
    )


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tables.toml").write_text("[documents\n", encoding="utf-8")
    monkeypatch.setattr("zhize.batches.entries.files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"^tables\.toml: [^\n]+; mend the TOML$"):
        read_entries("zhize.batches", "tables.toml")
