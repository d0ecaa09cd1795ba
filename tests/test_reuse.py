"""Text reuse over a small collection made here: pairs, versions, lineage, novelty, clusters."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

import zhize
from zhize.batches.ledger import Manifest, part_file, write_manifest
from zhize.batches.schemas import SCHEMA, tables
from zhize.collection import open_collection
from zhize.errors import InputError
from zhize.reuse import candidates as multiplying
from zhize.reuse import (
    clusters,
    document_graph,
    document_novelty,
    labels,
    lineage,
    near_duplicates,
    novelty,
    versions,
)
from zhize.reuse.articles import read_articles
from zhize.reuse.candidates import Engine
from zhize.reuse.folding import folded
from zhize.reuse.pairing import LEAST
from zhize.reuse.schemas import tables as reuse_tables
from zhize.reuse.titles import in_common, lasting, subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.collection import Collection

    Texts = Sequence[tuple[dict[str, Any], Sequence[str]]]

ROOT = Path(__file__).parents[1]
INSTALLED = find_spec("sparse_dot_topn") is not None
DUTY = "县司法局应当自收到送审稿之日起十个工作日内完成合法性审核，并出具书面意见。"
FILING = "档案管理员每季度末把会议纪要装订成册，移交县档案馆，并登记移交清单。"
PARKING = "停车泊位的施划由公安机关交通管理部门会同城市管理部门提出方案，公示七日后实施。"
WELLS = "农村机井的维修费用由水利站垫付，年底按照用水量分摊给受益农户，账目张榜公布。"
NOISE = "夜间施工产生噪声的，施工单位提前两日告知周边居民，并在工地入口张贴批准文件。"
TREES = "古树名木挂牌保护，养护责任人每年春秋两季检查树体，发现病虫害立即报告林业站。"
START = "本办法自公布之日起施行。"


def _defaults(table: str) -> dict[str, Any]:
    """A row of a table with nothing in it."""
    zero = {"text": "", "count": 0, "flag": False, "number": 0.0, "texts": []}
    columns = tables()[table].columns
    return {name: zero[column.type] if column.null is None else None for name, column in columns.items()}


def _collection(folder: Path, texts: Texts) -> Collection:
    documents, articles = [], []
    for head, body in texts:
        name = head.get("document", head["title"])
        documents.append(_defaults("documents") | {"status": "read", "document": name} | head)
        articles += [
            _defaults("articles")
            | {"document": name, "article": str(number), "locator": f"第{number}条", "text": text}
            | ({"article": f"annex-{number}", "annex": True} if text.startswith("附件") else {})
            for number, text in enumerate(body, 1)
        ]
    for table, rows in (("documents", documents), ("articles", articles)):
        part = part_file(folder, table, "0")
        part.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=tables()[table].schema), part)
    manifest = Manifest(
        schema=SCHEMA, zhize="0", program="test", learned=False, documents=len(documents), failed=0, characters=0,
        rows={}, shards=("0",),
    )  # fmt: skip
    write_manifest(folder, manifest, b"")
    return open_collection(folder)


@pytest.fixture
def county(tmp_path: Path) -> Collection:
    """Five documents: a rule in two versions, a neighbour that took from the first, one undated, one of its own."""
    return _collection(
        tmp_path,
        [
            (
                {"title": "甲县审核办法（试行）", "place": "甲县", "issued": "2010-01-05"},
                [DUTY, FILING, PARKING, START],
            ),
            ({"title": "甲县审核办法", "place": "甲县", "issued": "2018-06-01"}, [DUTY, FILING, NOISE, START]),
            (
                {"title": "乙县审核办法", "place": "乙县", "issued": "2015-03-01"},
                [DUTY.replace("十个", "五个"), PARKING],
            ),
            ({"title": "丙县审核办法", "place": "丙县"}, [PARKING, WELLS]),
            ({"title": "丁县古树办法", "place": "丁县", "issued": "2016"}, [TREES, "附件一 " + FILING, "第一款。"]),
        ],
    )


def _pairs(table: pa.Table) -> list[tuple[str, str, str, str]]:
    columns = ("left_document", "left_article", "right_document", "right_article")
    return list(zip(*(table[column].to_pylist() for column in columns), strict=True))


# --- pairs -----------------------------------------------------------------------------------------------------------


def test_punctuation_width_and_white_space_do_not_count() -> None:
    assert folded("第１条　县长（ＡＢ）：\n“召集”会议。") == "第1条县长ab召集会议"


def test_pairs_are_those_of_different_documents_in_order(county: Collection) -> None:
    found = near_duplicates(county)
    assert _pairs(found) == [
        ("甲县审核办法（试行）", "1", "甲县审核办法", "1"),
        ("甲县审核办法（试行）", "1", "乙县审核办法", "1"),
        ("甲县审核办法（试行）", "2", "甲县审核办法", "2"),
        ("甲县审核办法（试行）", "3", "乙县审核办法", "2"),
        ("甲县审核办法（试行）", "3", "丙县审核办法", "1"),
        ("甲县审核办法（试行）", "4", "甲县审核办法", "4"),
        ("甲县审核办法", "1", "乙县审核办法", "1"),
        ("乙县审核办法", "2", "丙县审核办法", "1"),
    ]
    assert found["same"].to_pylist() == [True, False, True, True, True, True, False, True]
    assert found["likeness"].to_pylist()[0] == 1.0
    assert LEAST <= found["likeness"].to_pylist()[1] < 1.0


def test_annexes_are_compared_when_asked_for(county: Collection) -> None:
    asked = set(_pairs(near_duplicates(county, annexes=True))) - set(_pairs(near_duplicates(county)))
    assert asked == {
        ("甲县审核办法（试行）", "2", "丁县古树办法", "annex-2"),
        ("甲县审核办法", "2", "丁县古树办法", "annex-2"),
    }


def test_articles_of_fewer_than_ten_characters_are_left_out(tmp_path: Path) -> None:
    texts = ["县长召集全体会议五次。", "县长召集全体会议五。"]  # ten, and nine
    held = _collection(tmp_path, [({"title": "甲"}, texts), ({"title": "乙"}, texts)])
    assert [pair[1] for pair in _pairs(near_duplicates(held, least=0.99))] == ["1"]


def _variants(count: int) -> list[str]:
    """Articles that are more or less alike: sentences put together and spoilt by chance, always the same."""
    rng = random.Random(7)  # noqa: S311  # the same texts every time
    sentences = [DUTY, FILING, PARKING, WELLS, NOISE, TREES]
    alphabet = sorted(set("".join(sentences)))
    made = []
    for _ in range(count):
        letters = list("".join(rng.sample(sentences, rng.randint(1, 3))))
        for place in rng.sample(range(len(letters)), rng.randint(0, len(letters) // 3) * rng.randint(0, 1)):
            letters[place] = rng.choice(alphabet)
        made.append("".join(letters))
    return made


@pytest.fixture
def many(tmp_path: Path) -> Collection:
    texts = _variants(240) + [
        f"本办法自20{year}年{month}月1日起施行。" for year in range(10, 20) for month in range(1, 7)
    ]
    random.Random(3).shuffle(texts)  # noqa: S311  # the same order every time
    return _collection(tmp_path, [({"title": f"文件{at}"}, texts[at : at + 3]) for at in range(0, len(texts), 3)])


def _exact(collection: Collection, least: float) -> set[tuple[str, str, str, str]]:
    """Pairs as scikit-learn and a whole product find them."""
    articles = read_articles(collection)
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), lowercase=False, sublinear_tf=True)
    vectorizer.fit(sorted(set(articles.folded)))
    matrix = vectorizer.transform(articles.folded)
    near = np.argwhere(np.triu((matrix @ matrix.T).toarray() >= least, 1))
    names = [
        (articles.documents[owner], id_)
        for owner, id_ in zip(articles.owner, articles.article.to_pylist(), strict=True)
    ]
    return {(*names[one], *names[other]) for one, other in near if names[one][0] != names[other][0]}


@pytest.mark.parametrize("least", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("engine", Engine)
def test_no_pair_is_lost_and_none_is_added(many: Collection, engine: Engine, least: float) -> None:
    if engine is Engine.EXTRA and not INSTALLED:
        pytest.skip("the extra reuse (sparse_dot_topn) is not installed")
    expected = _exact(many, least)
    assert len(expected) > 100
    assert set(_pairs(near_duplicates(many, least=least, engine=engine))) == expected


def test_rows_with_more_neighbours_than_the_extra_keeps_lose_none(
    many: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sparse_dot_topn", reason="the extra reuse is not installed")
    whole = near_duplicates(many, engine=Engine.SCIPY)
    monkeypatch.setattr(multiplying, "_MOST", 2)
    assert near_duplicates(many, engine=Engine.EXTRA).equals(whole)


def test_blocks_decide_nothing(many: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = near_duplicates(many)
    monkeypatch.setattr("zhize.reuse.candidates._ROWS", 7)
    monkeypatch.setattr("zhize.reuse.candidates._CELLS", 50)
    monkeypatch.setattr("zhize.reuse.weighing._BLOCK", 100)
    monkeypatch.setattr("zhize.reuse.pairing._PAIRS", 5)
    for engine in {Engine.SCIPY, multiplying.engine_of(None)}:
        assert near_duplicates(many, engine=engine).equals(whole)


@pytest.mark.parametrize("threads", [1, 5])
def test_threads_decide_nothing(many: Collection, monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    pytest.importorskip("sparse_dot_topn", reason="the extra reuse is not installed")
    monkeypatch.setattr("zhize.reuse.candidates.os.cpu_count", lambda: threads)
    assert near_duplicates(many, engine=Engine.EXTRA).equals(near_duplicates(many, engine=Engine.SCIPY))


def test_without_the_extra_scipy_multiplies(county: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiplying, "sp_matmul_topn", None)
    assert near_duplicates(county).num_rows == 8
    with pytest.raises(InputError) as caught:
        near_duplicates(county, engine="sparse_dot_topn")
    assert str(caught.value) == "sparse_dot_topn: is not installed; pip install 'zhize[reuse]', or use scipy"


def test_what_cannot_be_asked_is_refused(county: Collection) -> None:
    with pytest.raises(InputError) as caught:
        near_duplicates(county, least=0)
    assert str(caught.value) == "0: is no likeness; give one above 0, up to 1"
    with pytest.raises(InputError) as caught:
        near_duplicates(county, engine="gpu")
    assert str(caught.value) == "gpu: no such engine; choose of sparse_dot_topn, scipy"
    with pytest.raises(InputError) as caught:
        clusters(county, near_duplicates(county), cut=1.5)
    assert str(caught.value) == "1.5: is no share; give one above 0, up to 1"


def test_pairs_of_another_collection_are_refused(county: Collection, tmp_path: Path) -> None:
    other = _collection(tmp_path / "other", [({"title": "甲"}, [DUTY]), ({"title": "乙"}, [DUTY])])
    with pytest.raises(InputError) as caught:
        lineage(county, near_duplicates(other))
    assert str(caught.value) == "甲 1: no such article; make the pairs of this collection again"


@pytest.mark.parametrize(
    "texts", [[], [({"title": "甲"}, [])], [({"title": "甲"}, [DUTY])]], ids=["none", "bare", "one"]
)
def test_nothing_to_compare_gives_empty_tables(texts: Texts, tmp_path: Path) -> None:
    held = _collection(tmp_path, texts)
    pairs = near_duplicates(held)
    empty = [pairs, lineage(held, pairs), clusters(held, pairs), versions(held, pairs)]
    assert [table.num_rows for table in empty] == [0, 0, 0, 0]
    assert [table.schema for table in empty] == [
        reuse_tables()[name].schema for name in ("pairs", "lineage", "clusters", "versions")
    ]
    assert (
        document_novelty(held, pairs).num_rows == novelty(held, pairs).num_rows == sum(map(len, (t for _, t in texts)))
    )


# --- versions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国某法（2019修正）", "某法"),
        ("某县停车管理暂行办法", "某县停车管理办法（试行）"),
        ("某县实施《中华人民共和国水法》办法", "某县实施水法办法"),
    ],
)
def test_titles_of_versions_are_one(one: str, other: str) -> None:
    assert lasting(one) == lasting(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("适用某法若干问题的解释（一）", "适用某法若干问题的解释（二）"),
        ("某法修正案（1988年）", "某法修正案（1993年）"),
    ],
)
def test_titles_of_a_series_are_several(one: str, other: str) -> None:
    assert subject(one) != subject(other)


def test_subjects_go_without_issuer_and_kind() -> None:
    assert subject("最高人民法院关于审理某案件若干问题的解释") == subject("关于审理某案件的规定")


def test_versions_stand_in_order_of_time(county: Collection) -> None:
    found = versions(county, near_duplicates(county)).to_pylist()
    assert [(row["document"], row["version"], row["date"], row["basis"], row["shared"]) for row in found] == [
        ("甲县审核办法（试行）", 1, "2010-01-05", "issued", None),
        ("甲县审核办法", 2, "2018-06-01", "issued", round(_share(DUTY, FILING, START, of=NOISE), 4)),
    ]


def _share(*texts: str, of: str) -> float:
    kept = sum(len(folded(text)) for text in texts)
    return kept / (kept + len(folded(of)))


def test_a_law_made_anew_is_a_version_and_the_parts_of_one_day_are_not(tmp_path: Path) -> None:
    held = _collection(
        tmp_path,
        [
            ({"document": "旧", "title": "某县机井办法", "place": "某县", "issued": "2001-01-01"}, [WELLS]),
            ({"document": "新", "title": "某县机井办法", "place": "某县", "issued": "2020-01-01"}, [TREES]),
            ({"document": "上编", "title": "某法典", "issuer": "某会", "issued": "2020-05-28"}, [NOISE]),
            ({"document": "下编", "title": "某法典", "issuer": "某会", "issued": "2020-05-28"}, [PARKING]),
            ({"document": "别处", "title": "某县机井办法", "place": "另县", "issued": "2002-01-01"}, [WELLS]),
        ],
    )
    assert versions(held, near_duplicates(held))["document"].to_pylist() == ["旧", "新"]


def test_the_day_in_the_name_of_the_file_tells_versions_apart(tmp_path: Path) -> None:
    texts: Texts = [
        ({"document": f"某法({day}).txt", "title": "某法", "issuer": "某会", "issued": "1995-10-30"}, [DUTY, FILING])
        for day in ("2021-04-29", "2009-02-28")
    ]
    held = _collection(tmp_path, texts)
    found = versions(held, near_duplicates(held)).to_pylist()
    assert [(row["date"], row["basis"]) for row in found] == [("2009-02-28", "name"), ("2021-04-29", "name")]


# --- lineage ---------------------------------------------------------------------------------------------------------


def test_lineage_tells_succession_from_taking(county: Collection) -> None:
    found = lineage(county, near_duplicates(county)).to_pylist()
    assert [
        (row["document"], row["article"], row["relation"], row["source_document"], row["certain"]) for row in found
    ] == [
        ("甲县审核办法（试行）", "3", "undecided", "丙县审核办法", False),
        ("甲县审核办法", "1", "succession", "甲县审核办法（试行）", True),
        ("甲县审核办法", "2", "succession", "甲县审核办法（试行）", True),
        ("甲县审核办法", "4", "succession", "甲县审核办法（试行）", True),
        ("乙县审核办法", "1", "taken", "甲县审核办法（试行）", True),
        ("乙县审核办法", "2", "taken", "甲县审核办法（试行）", True),
        ("丙县审核办法", "1", "undecided", "甲县审核办法（试行）", False),
    ]
    taken = found[4]
    assert (taken["locator"], taken["source_locator"]) == ("第1条", "第1条")
    assert (taken["date"], taken["source_date"]) == ("2015-03-01", "2010-01-05")
    assert (taken["added"], taken["dropped"], taken["common"], taken["documents"]) == ("五", "十", 2, 3)
    assert taken["kept"] == round(1 - 1 / len(folded(DUTY)), 4)
    assert found[6]["date"] is None


def test_an_older_text_that_was_amended_since_is_no_certain_source(tmp_path: Path) -> None:
    held = _collection(
        tmp_path,
        [
            ({"title": "甲县规定", "place": "甲县", "issued": "2001-01-01", "amended": "2019-01-01"}, [DUTY]),
            ({"title": "乙县规定", "place": "乙县", "issued": "2010-01-01"}, [DUTY]),
        ],
    )
    (row,) = lineage(held, near_duplicates(held)).to_pylist()
    assert (row["document"], row["source_document"], row["certain"]) == ("乙县规定", "甲县规定", False)


def test_the_earliest_is_the_source_and_the_most_alike_is_named_beside_it(tmp_path: Path) -> None:
    texts = [DUTY, DUTY.replace("送审稿", "草案"), DUTY.replace("送审稿", "草案")]
    heads = [
        {"title": f"{name}县规定", "place": f"{name}县", "issued": f"200{at}-01-01"} for at, name in enumerate("甲乙丙")
    ]
    held = _collection(tmp_path, [(head, [text]) for head, text in zip(heads, texts, strict=True)])
    row = lineage(held, near_duplicates(held)).to_pylist()[-1]
    assert (row["document"], row["source_document"], row["nearest_document"]) == ("丙县规定", "甲县规定", "乙县规定")
    assert row["nearest_likeness"] == 1.0 > row["likeness"]


def test_documents_that_took_are_joined_to_their_sources_commonplaces_apart(tmp_path: Path) -> None:
    own = [DUTY, FILING, PARKING, WELLS, NOISE, TREES]
    texts: list[tuple[dict[str, Any], list[str]]] = [
        ({"title": f"{name}县某{at}办法", "place": f"{name}县", "issued": f"201{at}-01-01"}, [own[at], START])
        for at, name in enumerate("甲乙丙丁戊己")
    ]
    texts.append(({"title": "庚县别的办法", "place": "庚县", "issued": "2020-01-01"}, [DUTY, FILING, START]))
    held = _collection(tmp_path, texts)
    table = lineage(held, near_duplicates(held))
    assert sum(table["commonplace"].to_pylist()) == 6
    graph = document_graph(table)
    assert sorted(graph.edges(data=True)) == [
        ("乙县某1办法", "庚县别的办法", {"weight": 1, "certain": 1, "likeness": 1.0}),
        ("甲县某0办法", "庚县别的办法", {"weight": 1, "certain": 1, "likeness": 1.0}),
    ]


def test_succession_is_an_edge_when_asked_for(county: Collection) -> None:
    table = lineage(county, near_duplicates(county))
    assert set(document_graph(table).edges) == {("甲县审核办法（试行）", "乙县审核办法")}
    whole = document_graph(table, succession=True)
    assert whole.edges["甲县审核办法（试行）", "甲县审核办法"]["weight"] == 3


# --- novelty and clusters --------------------------------------------------------------------------------------------


def test_novelty_counts_what_no_older_text_has(county: Collection) -> None:
    pairs = near_duplicates(county)
    found = {(row["document"], row["article"]): row for row in novelty(county, pairs).to_pylist()}
    assert found["甲县审核办法（试行）", "1"]["novelty"] == 1.0
    assert found["甲县审核办法", "3"]["novelty"] == 1.0
    old = found["甲县审核办法", "1"]
    assert (old["novelty"], old["nearest_document"], old["version"]) == (0.0, "甲县审核办法（试行）", True)
    changed = found["乙县审核办法", "1"]
    assert (0 < changed["novelty"] < 1 - LEAST, changed["version"]) == (True, False)
    assert found["丙县审核办法", "1"]["novelty"] is None
    whole = {row["document"]: row["novelty"] for row in document_novelty(county, pairs).to_pylist()}
    assert whole["甲县审核办法"] == pytest.approx(1 - _share(DUTY, FILING, START, of=NOISE), abs=1e-4)
    assert whole["丙县审核办法"] is None
    assert whole["丁县古树办法"] == 1.0


def test_clusters_are_named_by_their_titles_and_hold_the_youngest_versions(county: Collection) -> None:
    found = clusters(county, near_duplicates(county)).to_pylist()
    assert [(row["cluster"], row["name"], row["size"], row["document"], row["shared"]) for row in found] == [
        (1, "审核办法", 3, "乙县审核办法", 1.0),
        (1, "审核办法", 3, "甲县审核办法", round(_share(DUTY, of=FILING + NOISE + START), 4)),
        (1, "审核办法", 3, "丙县审核办法", round(_share(PARKING, of=WELLS), 4)),
    ]


def test_texts_that_share_less_than_the_cut_are_no_cluster(county: Collection) -> None:
    pairs = near_duplicates(county)
    assert clusters(county, pairs, cut=0.5)["document"].to_pylist() == ["乙县审核办法", "丙县审核办法"]
    assert clusters(county, pairs, cut=0.9).num_rows == 0


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["大气污染防治条例", "大气污染防治办法", "实施大气污染防治法办法"], "大气污染防治"),
        (["法官法", "检察官法"], ""),  # 官法 is no word
        (["管理办法", "实施管理办法"], ""),  # says nothing
    ],
)
def test_what_titles_have_in_common(titles: list[str], name: str) -> None:
    assert in_common(titles) == name


# --- tables ----------------------------------------------------------------------------------------------------------


def test_every_column_has_a_label_and_every_run_gives_the_same(county: Collection) -> None:
    pairs = near_duplicates(county)
    verbs = {"lineage": lineage, "novelty": novelty, "document_novelty": document_novelty, "clusters": clusters}
    made = {name: verb(county, pairs) for name, verb in verbs.items()} | {"versions": versions(county, pairs)}
    assert {name: table.column_names for name, table in made.items()} | {"pairs": pairs.column_names} == {
        name: list(columns) for name, columns in labels().items()
    }
    assert near_duplicates(county).equals(pairs)
    assert all(verb(county, pairs).equals(made[name]) for name, verb in verbs.items())


TABLES_AS_TEXT = """
import sys
from zhize import open, reuse
collection = open(sys.argv[1])
pairs = reuse.near_duplicates(collection)
sys.stdout.reconfigure(encoding="utf-8")
for verb in (reuse.lineage, reuse.novelty, reuse.document_novelty, reuse.clusters, reuse.versions):
    print(verb(collection, pairs).to_pylist())
"""


def test_the_order_of_sets_decides_nothing(many: Collection) -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", TABLES_AS_TEXT, str(many.folder)],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(said[0]) > 10_000
    assert said[0] == said[1]


# --- real laws -------------------------------------------------------------------------------------------------------


def test_known_versions_of_laws_are_found(shared: Path, tmp_path: Path) -> None:
    known = shared / "alignment/versions/versions.jsonl"
    if not known.is_file():
        pytest.skip("measured on ../shared/alignment (known correspondences), which is not here")
    pairs = [
        (row["old_path"], row["new_path"]) for row in map(json.loads, known.read_text(encoding="utf-8").splitlines())
    ]
    texts = []
    for name in sorted({name for pair in pairs for name in pair}):
        regulation = zhize.parse(shared / name)
        meta = regulation.metadata
        days = {day: getattr(meta, day) for day in ("passed", "issued", "amended", "in_force_from")}
        head = {"document": name, "title": meta.title, "issuer": meta.issuer, **days}
        texts.append((head, [article.text for article in regulation.articles]))
    held = _collection(tmp_path, texts)
    found = {row["document"]: row for row in versions(held, near_duplicates(held)).to_pylist()}
    together = [
        (found[old], found[new]) for old, new in pairs if {old, new} <= found.keys()
        and found[old]["regulation"] == found[new]["regulation"]
    ]  # fmt: skip
    assert len(together) >= 56  # of 59; the others were made anew, and nothing here tells their place
    assert all(old["version"] < new["version"] for old, new in together)


def test_the_benchmark_needs_the_laws(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "benchmarks/reuse.py"), "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path}: no laws here; name the folder with --shared\n"
