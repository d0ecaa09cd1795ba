"""A collection: SQL over its tables, what a query may not do, and how it says what is wrong."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import threading
import time
from typing import TYPE_CHECKING

import duckdb
import networkx as nx
import pandas as pd
import pytest
from collecting import TEXTS, collect

from zhize.batches.schemas import tables
from zhize.collection import Collection, citation_graph, open_collection
from zhize.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

_ENDLESS = "SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE (a.range * b.range) % 7 = 3"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collect(tmp_path_factory.mktemp("collection"))


@pytest.fixture(scope="module")
def collection(folder: Path) -> Collection:
    return open_collection(folder)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder, tmp_path / "OUT")
    return tmp_path / "OUT"


def _complaint(collection: Collection, sql: str) -> str:
    with pytest.raises(InputError) as caught:
        collection.query(sql)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", [*tables()])
def test_every_table_is_a_view_with_all_rows_and_columns(collection: Collection, name: str) -> None:
    found = collection.query(f'SELECT * FROM "{name}"')  # noqa: S608
    assert len(found) == collection.manifest.rows[name]
    assert list(found.columns) == list(tables()[name].columns)


def test_sql_joins_the_tables(collection: Collection) -> None:
    sql = "SELECT d.place, n.locator FROM norms n JOIN documents d USING (document) WHERE n.marker = '可以'"
    assert collection.query(sql).to_dict("records") == [{"place": "丁县", "locator": "第三条"}]


def test_references_have_a_name_that_sql_leaves_alone(collection: Collection) -> None:
    assert "syntax error" in _complaint(collection, "SELECT * FROM references")
    assert len(collection.query("SELECT * FROM citations")) == collection.manifest.rows["references"] > 0


def test_values_stand_for_marks_and_names(collection: Collection) -> None:
    assert collection.query("SELECT ? AS a", ["甲'; DROP"]).loc[0, "a"] == "甲'; DROP"
    assert collection.query("SELECT count(*) AS n FROM norms WHERE marker = $m", {"m": "可以"}).loc[0, "n"] == 1


def test_a_frame_has_whole_numbers_tuples_and_na(collection: Collection) -> None:
    found = collection.query("SELECT sum(mentions) AS n, list(body) AS l, NULL::VARCHAR AS t, 0.5 AS x FROM bodies")
    assert found["n"].dtype == pd.Int64Dtype()
    assert found.loc[0, "n"] == collection.manifest.rows["mentions"]
    assert isinstance(found.loc[0, "l"], tuple)
    assert found.loc[0, "t"] is pd.NA
    assert found.loc[0, "x"] == 0.5


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("P5WD", 7.0),
        ("P30D", 30.0),
        ("P2W", 14.0),
        ("P6M", 180.0),
        ("P2Y", 730.0),
        ("P7Y6M", 2735.0),
        ("PT24H", 1.0),
        ("PT15M", 15 / 1440),
        ("P90WD/P30WD", 42.0),
        ("P0D", 0.0),
        ("--03-31", None),
        ("2021-01-01", None),
    ],
)
def test_stretches_of_time_are_comparable(collection: Collection, value: str, days: float | None) -> None:
    [[found]] = collection.connect().execute("SELECT calendar_days(?)", [value]).fetchall()
    assert found == (None if days is None else pytest.approx(days))


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("《中华人民共和国立法法》", "立法法"),
        ("立法法（2023年修正）", "立法法"),
        ("地名管理条例(1986-01-23)", "地名管理条例"),
        ("刑法修正案（九）", "刑法修正案（九）"),
        ("处方药管理办法（试行）", "处方药管理办法（试行）"),
    ],
)
def test_titles_are_held_together_without_country_and_year(collection: Collection, title: str, plain: str) -> None:
    assert collection.query("SELECT plain_title(?) AS t", [title]).loc[0, "t"] == plain


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{other}')",
        "SELECT * FROM read_text('{other}')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
    ],
)
def test_no_other_file_is_read(collection: Collection, sql: str, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    said = _complaint(collection, sql.format(other=other))
    assert "a query reads the tables of the collection and no other file" in said


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("COPY norms TO '{other}'", "COPY"),
        ("COPY (SELECT 1) TO '{part}'", "COPY"),
        ("EXPLAIN ANALYZE COPY (SELECT 1) TO '{part}'", "EXPLAIN"),
        ("ATTACH '{other}'", "ATTACH"),
        ("INSTALL httpfs", "LOAD"),
        ("SET enable_external_access = true", "SET"),
        ("DROP VIEW norms", "DROP"),
        ("EXPORT DATABASE '{other}'", "EXPORT"),
    ],
)
def test_what_does_not_only_read_is_refused(collection: Collection, sql: str, kind: str, tmp_path: Path) -> None:
    other, part = tmp_path / "other", collection.files("norms")[0]
    before = part.read_bytes()
    said = _complaint(collection, sql.format(other=other, part=part))
    assert said.startswith(f"SQL: {kind} is not for a collection")
    assert not other.exists()
    assert part.read_bytes() == before


@pytest.mark.parametrize("sql", ["INSTALL httpfs", "LOAD httpfs", "SET threads = 1", "COPY norms TO 'x.csv'"])
def test_a_connection_of_ones_own_is_shut_off_too(collection: Collection, sql: str) -> None:
    with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
        collection.connect().execute(sql)


def test_a_variable_of_the_program_is_no_table(collection: Collection) -> None:
    secret = pd.DataFrame({"a": [1]})
    assert "secret does not exist" in _complaint(collection, "SELECT * FROM secret")
    assert len(secret) == 1


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", 'SQL: syntax error at or near "SELEC"'),
        ("SELECT nope FROM norms", 'SQL: Referenced column "nope" not found in FROM clause! Candidate bindings:'),
        ("SELECT * FROM norm", 'SQL: Table with name norm does not exist! Did you mean "norms"?'),
        ("SELECT 1; SELECT 2", "SQL: holds 2 statements; ask one question"),
        ("-- nothing", "SQL: is empty; ask one question"),
        ("SELECT ?", "SQL: Values were not provided for the following parameters: 1"),
        ("SELECT CAST('x' AS INTEGER)", "SQL: Could not convert string 'x' to INT32"),
    ],
)
def test_wrong_sql_is_one_line(collection: Collection, sql: str, said: str) -> None:
    assert _complaint(collection, sql).startswith(said)


def test_a_query_beyond_its_memory_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = open_collection(folder).connect(memory="50MB")
    collection = open_collection(folder)
    monkeypatch.setattr(collection.session, "connection", small)
    assert "more memory than it may take" in _complaint(collection, "SELECT list(range) FROM range(100000000)")


def test_no_size_is_one_line(collection: Collection) -> None:
    with pytest.raises(InputError, match="write a size such as 4GB"):
        collection.connect(memory="much")


def test_ctrl_c_ends_a_query(collection: Collection) -> None:
    def press() -> None:
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    try:
        threading.Thread(target=press).start()
        with pytest.raises(KeyboardInterrupt):
            collection.query(_ENDLESS)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 30
    assert collection.query("SELECT 1 AS a").loc[0, "a"] == 1


def test_a_missing_part_is_named(copied: Path) -> None:
    collection = open_collection(copied)
    part = collection.files("times")[0]
    part.unlink()
    with pytest.raises(InputError, match="missing"):
        collection.table("times")
    said = _complaint(collection, "SELECT 1")
    assert said.startswith(f"{part}: this part of the collection is missing; run zhize batch again")


@pytest.mark.parametrize("damage", ["cut", "emptied", "overwritten"])
def test_a_damaged_part_is_named(copied: Path, damage: str) -> None:
    collection = open_collection(copied)
    part = collection.files("norms")[0]
    data = part.read_bytes()
    part.write_bytes({"cut": data[: len(data) // 2], "emptied": b"", "overwritten": b"\0" * len(data)}[damage])
    with pytest.raises(InputError, match="this part of the collection is damaged"):
        collection.table("norms")
    said = _complaint(collection, "SELECT sum(length(quote)) FROM norms")
    assert said.startswith(f"{part}: this part of the collection is damaged; remove this file and run zhize batch")


def test_a_part_with_damaged_rows_is_named(copied: Path) -> None:
    collection = open_collection(copied)
    part = collection.files("norms")[0]
    data = bytearray(part.read_bytes())
    data[4:1500] = bytes(byte ^ 0xFF for byte in data[4:1500])  # its footer is whole
    part.write_bytes(data)
    assert _complaint(collection, "SELECT * FROM norms").startswith(f"{part}: this part of the collection is damaged")


def test_a_quote_in_the_path_is_no_sql(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "O'UT]")
    collection = open_collection(tmp_path / "O'UT]")
    assert len(collection.query("SELECT * FROM documents")) == len(TEXTS)


def test_a_collection_of_nothing_has_its_tables(copied: Path) -> None:
    manifest = copied / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    for shard in open_collection(copied).manifest.shards:
        text = text.replace(f'"{shard}"', "")
    manifest.write_text(text, encoding="utf-8")
    collection = open_collection(copied)
    assert collection.manifest.shards == ()
    assert list(collection.query("SELECT * FROM norms").columns) == list(tables()["norms"].columns)
    assert len(collection.query("SELECT * FROM links")) == 0


def test_a_collection_shows_itself(collection: Collection, folder: Path) -> None:
    assert str(collection) == f"{folder}：文件5个，条文{collection.manifest.rows['articles']}条，规范22项"
    assert repr(collection) == f"<Collection {collection}>"
    page = collection._repr_html_()
    assert "职责关系" in page
    assert "<script" not in page


def test_its_schema_says_what_columns_hold(collection: Collection) -> None:
    schema = collection.schema()
    assert set(tables()) < set(schema["table"])
    [row] = schema[(schema["table"] == "norms") & (schema["column"] == "marker")].to_dict("records")
    assert row["label"] == "标志词"
    assert row["null"] == "a norm without one"
    assert "calendar_days" in set(schema["table"])


def test_a_collection_goes_to_another_process(collection: Collection) -> None:
    collection.query("SELECT 1")
    again = pickle.loads(pickle.dumps(collection))  # noqa: S301  # our own
    assert again == collection
    assert len(again.query("SELECT * FROM documents")) == len(TEXTS)


def test_who_cites_whom_is_a_graph(collection: Collection) -> None:
    graph = citation_graph(collection)
    law = "national/档案保管法.txt"
    assert set(graph) == set(TEXTS)
    assert {edge[:2] for edge in graph.edges} == {(name, law) for name in TEXTS if name != law}
    said = graph.nodes[law]
    assert (said["title"], said["level"], said["citing"], said["cited"]) == (
        "中华人民共和国档案保管法",
        "national",
        0,
        4,
    )
    assert said["rank"] == max(nx.get_node_attributes(graph, "rank").values())
