"""The folder of a collection: what is taken for one, for a whole shard, and what is refused and left alone."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import msgspec
import pytest
from batching import lay, serially, text, tree

import zhize
from zhize.batches import batch, running
from zhize.batches.ledger import (
    Manifest,
    check_place,
    forget,
    is_collection,
    part_file,
    read_manifest,
    read_record,
    record_file,
    records,
)
from zhize.batches.schemas import tables
from zhize.errors import InputError, OutputError


@pytest.fixture(autouse=True)
def _serial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "in_processes", serially)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return lay(tmp_path / "规则", range(5))


@pytest.fixture
def made(source: Path, tmp_path: Path) -> Path:
    batch(source, tmp_path / "库", learned=False)
    return tmp_path / "库"


def _again(source: Path, folder: Path) -> int:
    """Run again; return how many documents were analysed."""
    return batch(source, folder, learned=False).made


def test_a_folder_without_a_manifest_is_no_collection(tmp_path: Path) -> None:
    assert not is_collection(tmp_path)
    with pytest.raises(InputError) as caught:
        zhize.open(tmp_path)
    assert str(caught.value) == f"{tmp_path}: is no finished collection; make it with: zhize batch DIR -o OUT"
    with pytest.raises(InputError, match="there is no such folder"):
        zhize.open(tmp_path / "none")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema":"zhize.collection/1"}', b"\xff"])
def test_a_broken_manifest_is_one_line_and_the_parts_are_kept(source: Path, made: Path, data: bytes) -> None:
    before = tree(made)
    (made / "manifest.json").write_bytes(data)
    with pytest.raises(InputError) as caught:
        _again(source, made)
    assert str(caught.value) == (
        f"{made / 'manifest.json'}: is broken; remove the file and run zhize batch again; the finished parts are kept"
    )
    (made / "manifest.json").unlink()
    assert _again(source, made) == 0
    assert tree(made) == before


def test_a_manifest_of_another_version_is_refused_and_untouched(source: Path, made: Path) -> None:
    document = json.loads((made / "manifest.json").read_bytes()) | {"schema": "zhize.collection/9", "what": "is new"}
    (made / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
    before = tree(made)
    with pytest.raises(InputError) as caught:
        _again(source, made)
    assert str(caught.value) == (
        f"{made / 'manifest.json'}: is zhize.collection/9, not zhize.collection/1; "
        "another version of zhize made it; use that one, or make a new collection in another folder"
    )
    assert tree(made) == before


def test_a_folder_of_something_else_is_refused_and_untouched(source: Path, tmp_path: Path) -> None:
    other = lay(tmp_path / "其他", range(3))
    before = tree(other)
    with pytest.raises(OutputError) as caught:
        batch(source, other, learned=False)
    assert str(caught.value) == (
        f"{other}: is not empty and holds no collection; name a new folder, or one that zhize batch made"
    )
    assert tree(other) == before


def test_a_folder_that_cannot_be_looked_into_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(OutputError) as caught:
        check_place(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: cannot be looked into (Permission denied); check its permissions, or name another folder"
    )


def test_a_file_is_no_place(source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        batch(source, tmp_path / "file" / "库", learned=False)


def test_an_empty_folder_and_one_that_a_lock_alone_lies_in_will_do(tmp_path: Path) -> None:
    check_place(tmp_path)
    (tmp_path / ".lock").touch()
    check_place(tmp_path)


@pytest.mark.parametrize("table", tables())
@pytest.mark.parametrize("spoil", ["missing", "cut", "longer"])
def test_a_part_that_is_not_whole_is_made_again(source: Path, made: Path, table: str, spoil: str) -> None:
    before = tree(made)
    shard = read_manifest(made).shards[0]
    part = part_file(made, table, shard)
    data = part.read_bytes()
    if spoil == "missing":
        part.unlink()
    else:
        part.write_bytes(data[:-1] if spoil == "cut" else data + b"\0")
    assert read_record(made, shard) is None
    assert _again(source, made) > 0
    assert tree(made) == before


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"id":1}'])
def test_a_record_that_is_broken_vouches_for_nothing(source: Path, made: Path, data: bytes) -> None:
    before = tree(made)
    shard = read_manifest(made).shards[0]
    record_file(made, shard).write_bytes(data)
    assert shard not in {record.id for record in records(made)}
    assert _again(source, made) > 0
    assert tree(made) == before


def test_a_forgotten_shard_is_made_again(source: Path, made: Path) -> None:
    before = tree(made)
    for shard in read_manifest(made).shards:
        forget(made, shard)
        forget(made, shard)  # what is not there need not be forgotten
    assert list(records(made)) == []
    assert _again(source, made) == 5
    assert tree(made) == before


def test_strays_go_and_what_is_not_ours_stays(source: Path, made: Path) -> None:
    before = tree(made)
    strays = ["norms/0123456789abcdef0123.parquet", "shards/0123456789abcdef0123.json", ".zhize-0123456789ab.tmp"]
    strays.append("times/.zhize-0123456789ab.tmp")
    foreign = [
        "norms/mine.parquet",
        "shards/notes.txt",
        "readme.txt",
        "search/index.db",
        "search/.zhize-0123456789ab.tmp",
    ]
    foreign.append("search/0123456789abcdef0123.parquet")
    (made / "search").mkdir()
    for name in (*strays, *foreign):
        (made / name).write_bytes(b"x")
    assert _again(source, made) == 0
    assert [name for name in strays if (made / name).exists()] == []
    assert [name for name in foreign if not (made / name).exists()] == []
    assert {name: data for name, data in tree(made).items() if name not in foreign} == before


def test_the_stamp_changes_with_whatever_the_collection_says(made: Path) -> None:
    manifest = read_manifest(made)
    assert manifest.stamp == read_manifest(made).stamp
    others: list[Manifest] = [
        msgspec.structs.replace(manifest, shards=manifest.shards[1:]),
        msgspec.structs.replace(manifest, program="other"),
        # What could not be read at first and was with --retry leaves the ids of the shards as they were.
        msgspec.structs.replace(manifest, failed=1),
        msgspec.structs.replace(manifest, rows=manifest.rows | {"norms": 1}),
    ]
    assert len({manifest.stamp, *(other.stamp for other in others)}) == 5


def test_the_manifest_counts_what_is_there(made: Path) -> None:
    manifest = read_manifest(made)
    assert (manifest.documents, manifest.failed, manifest.rows["articles"]) == (5, 0, 15)
    assert manifest.characters == sum(len(text(number)) for number in range(5))
    assert (made / "failed.csv").read_bytes().decode("utf-8-sig").split() == ["文件,原因,怎么办,英文说明"]
    tables_there = zhize.open(made)
    assert {name: len(tables_there.table(name)) for name in tables()} == manifest.rows
