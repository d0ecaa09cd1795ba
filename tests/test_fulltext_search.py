"""Full text of a collection: what is found, in which order, and that the index comes and goes whole."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

import zhize
from zhize.batches.ledger import Manifest, part_file
from zhize.batches.nouns import Document
from zhize.batches.schemas import SCHEMA, tables
from zhize.batches.tabulating import arrow, rows_of
from zhize.cli import search as command
from zhize.cli.arguments import Parser
from zhize.collection import Collection, open_collection
from zhize.errors import InputError, OutputError, ZhizeError
from zhize.fulltext import Hit, build, count, search
from zhize.fulltext.building import _Filler
from zhize.fulltext.locating import places_at
from zhize.fulltext.storing import index_file
from zhize.passages import locator

if TYPE_CHECKING:
    from pathlib import Path

DUCHA = """甲县督查办法

第一条　县政府办公室应当在每年3月31日前通报督查情况。
第二条　各部门不得拒绝督查。
有下列情形之一的，县政府可以约谈其负责人：
（一）拒不整改的；
（二）虚报数据的。
第三条　县司法局应当自收到之日起5个工作日内备案。备案材料包括ＰＭ2.5数据。
第四条　本办法自2020年1月1日起施行。
"""
BEIAN = """乙市规范性文件备案规定

第一条　市政府办公室应当自收到之日起三十日内完成备案，并通报督查结果；督查结果应当公开。
第二条　市司法局可以约谈有关部门。罚款、没收违法所得的，从其规定。
第三条　罚款应当上缴。
"""


def _collection(folder: Path, texts: dict[str, str]) -> Collection:
    """Write a collection of two parts, its documents by name."""
    shards = ("0000", "0001")
    names = sorted(texts)
    for shard, part in zip(shards, (names[:1], names[1:]), strict=True):
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables()}
        for name in part:
            document = Document(name=name, place="", sha256="0" * 64, size=len(texts[name]))
            for table, found in rows_of(document, zhize.analyze(texts[name], learned=False)).items():
                rows[table] += found
        for table, found in rows.items():
            path = part_file(folder, table, shard)
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(arrow(table, found), path)
    _write_manifest(folder, program="first", shards=shards)
    return open_collection(folder)


def _write_manifest(folder: Path, *, program: str, shards: tuple[str, ...]) -> None:
    rows = {table: sum(pq.read_metadata(part_file(folder, table, s)).num_rows for s in shards) for table in tables()}
    manifest = Manifest(
        schema=SCHEMA,
        zhize="0",
        program=program,
        learned=False,
        documents=rows["documents"],
        failed=0,
        characters=0,
        rows=rows,
        shards=shards,
    )
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Collection:
    texts = {"甲县/督查.txt": DUCHA, "乙市/备案.txt": BEIAN, "sishui.txt": seed.read_text(encoding="utf-8")}
    return _collection(tmp_path_factory.mktemp("collection"), texts)


@pytest.fixture
def own(collection: Collection, tmp_path: Path) -> Collection:
    """The same without an index, for a test that spoils it."""
    shutil.copytree(collection.folder, tmp_path / "own", ignore=shutil.ignore_patterns("search"))
    return open_collection(tmp_path / "own")


def _where(hits: tuple[Hit, ...]) -> list[str]:
    return [f"{hit.title} {hit.locator}" for hit in hits if "泗水" not in hit.title]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("督查 通报", ["甲县督查办法 第一条", "乙市规范性文件备案规定 第一条"]),
        ("虚报", ["甲县督查办法 第二条第二款第二项"]),
        ("约谈", ["乙市规范性文件备案规定 第二条", "甲县督查办法 第二条第二款"]),
        ('"督查情况"', ["甲县督查办法 第一条"]),
        ("《督查情况》", ["甲县督查办法 第一条"]),
        ("罚款 -没收", ["乙市规范性文件备案规定 第三条"]),
        ("虚报 OR 三十日", ["乙市规范性文件备案规定 第一条", "甲县督查办法 第二条第二款第二项"]),
        ("pm2.5", ["甲县督查办法 第三条"]),
        ("罚", ["乙市规范性文件备案规定 第三条", "乙市规范性文件备案规定 第二条"]),
        ("日内", ["甲县督查办法 第三条", "乙市规范性文件备案规定 第一条"]),
        ("拒绝通报", []),
    ],
)
def test_words_find_articles(collection: Collection, words: str, found: list[str]) -> None:
    assert sorted(_where(search(collection, words))) == sorted(found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"body": "县政府办公室"}, ["甲县督查办法 第一条"]),
        ({"body": "*政府办公室"}, ["乙市规范性文件备案规定 第一条", "甲县督查办法 第一条"]),
        ({"modality": "不得"}, ["甲县督查办法 第二条第一款"]),
        ({"body": "市司法局", "modality": "应当"}, []),
        ({"body": "市司法局", "modality": "可以"}, ["乙市规范性文件备案规定 第二条"]),
        ({"deadline": "五个工作日"}, ["甲县督查办法 第三条"]),
        ({"deadline": "≤10日"}, ["甲县督查办法 第三条"]),
        ({"deadline": "≤30日"}, ["乙市规范性文件备案规定 第一条", "甲县督查办法 第三条"]),
        ({"document": "督查", "modality": "可以"}, ["甲县督查办法 第二条第二款"]),
        ({"document": "乙市/*", "modality": "可以"}, ["乙市规范性文件备案规定 第二条"]),
        ({"document": "*督查", "modality": "可以"}, []),
        ({"level": "县级", "in_force": "2020-01-01", "modality": "不得"}, ["甲县督查办法 第二条第一款"]),
        ({"level": "县级", "in_force": "2019-12-31", "modality": "不得"}, []),
    ],
)
def test_conditions_find_articles(collection: Collection, wanted: dict[str, str], found: list[str]) -> None:
    hits = search(collection, "", limit=1000, **wanted)  # type: ignore[arg-type]
    assert _where(hits) == found
    assert count(collection, "", **wanted) == len(hits)  # type: ignore[arg-type]
    for norm in (norm for hit in hits for norm in hit.norms):
        assert norm.action
        assert "body" not in wanted or any(wanted["body"].strip("*") in name for name in norm.bearers)


def test_a_norm_must_meet_all_conditions_and_is_told(collection: Collection) -> None:
    (hit,) = search(collection, "备案", body="县司法局", modality="应当", deadline="any")
    assert (hit.document, hit.locator) == ("甲县/督查.txt", "第三条")
    (norm,) = hit.norms
    assert (norm.bearers, norm.modality, norm.locator) == (("县司法局",), "obligation", "第三条")
    assert norm.deadlines == ("自收到之日起5个工作日内",)


def test_articles_of_a_document_with_the_words_in_its_title_come_first(collection: Collection) -> None:
    hits = [hit for hit in search(collection, "督查", limit=100) if hit.in_title]
    assert {hit.title for hit in hits} == {"甲县督查办法"}
    assert search(collection, "督查", limit=100)[: len(hits)] == tuple(hits)
    scores = [hit.score for hit in search(collection, "督查", limit=100)[len(hits) :]]
    assert scores == sorted(scores, reverse=True)


def _articles(collection: Collection) -> list[tuple[str, str, str]]:
    table = collection.table("articles", ["document", "article", "text"])
    return [(row["document"], row["article"], row["text"]) for row in table.to_pylist()]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_no_hit_is_missing_and_none_too_many(collection: Collection, size: int) -> None:
    articles = _articles(collection)
    whole = "\n".join(text for _, _, text in articles)
    words = sorted(set(re.findall(rf"(?=([一-龥]{{{size}}}))", whole)))
    for word in words[:: max(1, len(words) // 120)]:
        expected = {(document, article) for document, article, text in articles if word in text}
        hits = search(collection, word, limit=10_000)
        assert {(hit.document, hit.article) for hit in hits} == expected
        assert len(hits) == len(expected) == count(collection, word)
        by_place = {(document, article): text for document, article, text in articles}
        for hit in hits:
            text = by_place[hit.document, hit.article]
            assert [place.start for place in hit.places] == [m.start() for m in re.finditer(word, text)]
            assert {mark.of(hit.snippet) for mark in hit.marks} == {word}


def test_words_of_too_many_articles_are_found_in_order_and_all(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = search(collection, "督查", limit=1000)
    monkeypatch.setattr("zhize.fulltext.searching._TOO_MANY", 2)
    listed = search(collection, "督查", limit=1000)
    assert {(hit.document, hit.article) for hit in listed} == {(hit.document, hit.article) for hit in weighed}
    assert [hit.in_title for hit in listed] == sorted((hit.in_title for hit in weighed), reverse=True)
    assert search(collection, "督查", limit=3) == listed[:3]
    bound = search(collection, "督查", body="*办公室", limit=1000)
    monkeypatch.undo()
    assert {hit.locator for hit in bound} == {
        hit.locator for hit in search(collection, "督查", body="*办公室", limit=1000)
    }


def test_fewer_hits_are_the_first_of_more(collection: Collection) -> None:
    for wanted in ({}, {"modality": "应当"}):
        whole = search(collection, "督查", limit=1000, **wanted)  # type: ignore[arg-type]
        assert len(whole) > 2
        assert search(collection, "督查", limit=2, **wanted) == whole[:2]  # type: ignore[arg-type]


def test_the_paragraph_of_a_hit_is_that_of_the_norms(collection: Collection) -> None:
    table = collection.table("norms", ["document", "norm", "locator"])
    known = {(row["document"], row["norm"]): row["locator"] for row in table.to_pylist()}
    found = {
        (hit.document, norm.norm): norm.locator
        for modality in ("义务", "禁止", "许可", "界定")
        for hit in search(collection, "", modality=modality, limit=1000)
        for norm in hit.norms
    }
    assert found == known


def test_the_paragraph_is_never_another_one_in_real_laws(shared: Path) -> None:
    laws = sorted((shared / "laws").glob("*/*.txt"))[::120]
    told = whole = 0
    for law in laws:
        for article in zhize.parse(law).articles:
            offsets = [paragraph.start for paragraph in article.paragraphs]
            known = [locator(article, offset) for offset in offsets]
            base, label = known[0] if known else "", article.label or None
            found = places_at(article.text, offsets, base=base, label=label, paragraphs=len(offsets))
            assert all(right.startswith(each) for each, right in zip(found, known, strict=True))
            told += sum(map(str.__eq__, found, known))
            whole += len(known)
    assert whole > 1000
    assert told / whole > 0.99


def test_many_words_and_long_phrases_are_answered(collection: Collection) -> None:
    assert search(collection, " ".join(["督查"] * 200)) == search(collection, "督查")
    assert search(collection, "督查" * 2000) == ()
    many = [f"督查{number}" for number in range(500)]
    assert search(collection, " ".join(many)) == ()
    assert search(collection, " OR ".join([*many, "虚报"]))[0].locator == "第二条第二款第二项"


# --- the index --------------------------------------------------------------------------------------------------------


def test_an_index_is_of_its_collection(own: Collection) -> None:
    first = build(own)
    before = first.read_bytes()
    assert build(own) == first
    _write_manifest(own.folder, program="second", shards=own.manifest.shards)
    second = build(open_collection(own.folder))
    assert second != first
    assert [path.name for path in own.folder.glob("search/*.sqlite")] == [second.name]
    assert second.read_bytes() == before


def test_a_killed_build_leaves_nothing_that_counts(own: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    (own.folder / "search").mkdir()
    (own.folder / "search" / "0123456789ab.tmp").write_bytes(b"half of an index")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(_Filler, "add", die)
        with pytest.raises(KeyboardInterrupt):
            build(own)
    assert not index_file(own).exists()
    assert search(own, "督查")
    assert sorted(path.suffix for path in own.folder.glob("search/*")) in ([".sqlite"], ["", ".sqlite"])


def test_two_who_build_do_not_disturb_one_another(own: Collection) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: search(own, "督查"), range(4)))
    assert done[0]
    assert all(each == done[0] for each in done)


def test_a_folder_that_cannot_be_written_is_said(own: Collection) -> None:
    (own.folder / "search").write_text("no folder", encoding="utf-8")
    with pytest.raises(OutputError, match=r"own: has no index yet, and .*; let who may write there run zhize batch"):
        search(own, "督查")


def test_a_disk_that_is_full_leaves_nothing(own: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(_Filler, "add", fill)
    with pytest.raises(OutputError, match=r"cannot be written \(database or disk is full\); free some space"):
        build(own)
    assert not [path for path in own.folder.glob("search/*") if path.suffix in {".tmp", ".sqlite"}]


@pytest.mark.parametrize("spoil", ["missing", "damaged"])
def test_a_part_that_cannot_be_read_is_said_and_leaves_nothing(own: Collection, spoil: str) -> None:
    part = own.files("norms")[-1]
    if spoil == "missing":
        part.unlink()
    else:
        part.write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError, match=f"{part.name}: this part of the collection is {spoil}; "):
        build(own)
    assert [path.name for path in own.folder.glob("search/*") if path.suffix] == []


def test_a_broken_index_is_said(own: Collection) -> None:
    path = build(own)
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(InputError, match=r"cannot be read .*; remove it; it is built anew"):
        search(own, "督查")


# --- the command ------------------------------------------------------------------------------------------------------


def _run(*arguments: str) -> None:
    parser = Parser(prog="zhize search", description="", epilog=command.EPILOG)
    command.configure(parser)
    command.run(parser.parse_args(list(arguments)))


def test_the_command_prints_hits_for_people(collection: Collection, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _run(str(collection.folder), "备案", "--body", "县司法局")
    printed = capsysbinary.readouterr().out.decode()
    assert printed.splitlines()[0] == " 1. 《甲县督查办法》第三条　[甲县/督查.txt]"
    assert "县司法局应当自收到之日起5个工作日内【备案】。【备案】材料包括" in printed.replace("\n    ", "")
    assert "· 第三条　义务　县司法局：备案（自收到之日起5个工作日内）" in printed
    assert printed.splitlines()[-1] == "共 1 条"


def test_the_command_prints_json_for_programs(
    collection: Collection, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _run(str(collection.folder), "督查", "--format", "json", "--limit", "1")
    printed = json.loads(capsysbinary.readouterr().out)
    assert printed["schema"] == "zhize.hits/1"
    assert printed["total"] == count(collection, "督查") > 1
    (hit,) = printed["hits"]
    assert (hit["title"], hit["in_title"]) == ("甲县督查办法", True)
    (mark, *_) = hit["marks"]
    assert hit["snippet"][mark["start"] : mark["end"]] == "督查"


def test_the_command_writes_a_table(
    collection: Collection, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    _run(str(collection.folder), "罚款 没收", "-o", str(tmp_path / "罚款.csv"))
    assert capsysbinary.readouterr().out.decode() == f"{tmp_path / '罚款.csv'}\n"
    head, row = (tmp_path / "罚款.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "文件,标题,条款,摘录,相关规范,得分"
    assert "【罚款】、【没收】违法所得的" in row


def test_the_command_says_what_may_help(collection: Collection, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    _run(str(collection.folder), "督查 没有这样的词", "--body", "办公室")
    assert capsysbinary.readouterr().out.decode().splitlines() == [
        "没有找到",
        '机构按文件中的名称查找，可用 * 代替其中一部分：--body "*办公室*"',
        "各词须在同一条中出现；可减少词语，或用 OR 连接",
    ]


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_the_command_wants_a_limit(collection: Collection, number: str) -> None:
    with pytest.raises(ZhizeError, match="is no number of 1 or more"):
        _run(str(collection.folder), "督查", f"--limit={number}")
