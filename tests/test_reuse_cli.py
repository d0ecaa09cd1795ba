"""``zhize reuse``: who copied which article from whom, as a table, a file or a graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from zhize import batch
from zhize.cli import main

if TYPE_CHECKING:
    from pathlib import Path

OLD = """\
甲市公文处理办法
（2015年3月1日甲市人民政府公布）
第一条　各部门收到公文后，应当在三个工作日内提出办理意见，报分管负责人审定。
第二条　涉及多个部门的公文，由主办部门会同有关部门协商一致后报送，意见不一致的应当说明理由。
第三条　公文办结后，承办人应当将有关材料整理归档，并向档案馆移交。
"""
NEW = """\
乙市公文处理办法
（2020年3月1日乙市人民政府公布）
第一条　各部门收到公文后，应当在五个工作日内提出办理意见，报分管负责人审定。
第二条　市人民政府办公室每年组织一次公文质量检查，检查结果予以通报。
第三条　公文办结后，承办人应当将有关材料整理归档，并向档案馆移交。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reuse")
    (folder / "in").mkdir()
    (folder / "in" / "甲.txt").write_text(OLD, encoding="utf-8")
    (folder / "in" / "乙.txt").write_text(NEW, encoding="utf-8")
    batch(folder / "in", folder / "库", jobs=1)
    return folder / "库"


def rows(made: Path, question: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["reuse", str(made), question, "--format", "json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["rows"]
    return found


def test_an_article_leads_to_the_older_text_that_had_it(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(made, "来源", capsys)
    assert [(row["document"], row["locator"], row["source_document"], row["source_locator"]) for row in found] == [
        ("乙.txt", "第一条", "甲.txt", "第一条"),
        ("乙.txt", "第三条", "甲.txt", "第三条"),
    ]
    assert found[0]["added"] == "五"
    assert found[0]["dropped"] == "三"


@pytest.mark.parametrize(
    ("chinese", "english", "heading"),
    [
        ("近似", "pairs", "左文件"),
        ("来源", "lineage", "来源文件"),
        ("新颖", "novelty", "新颖度"),
        ("分组", "clusters", "组名"),
        ("版本", "versions", "版次"),
    ],
)
def test_a_question_has_two_names(
    chinese: str, english: str, heading: str, made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for question in (chinese, english):
        assert main(["reuse", str(made), question, "--format", "csv"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert heading in printed[0].splitlines()[0]


def test_pairs_are_kept_until_the_collection_changes(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = rows(made, "近似", capsys)
    [kept] = (made / "reuse").iterdir()
    before = kept.stat().st_mtime_ns
    assert rows(made, "近似", capsys) == first
    assert kept.stat().st_mtime_ns == before
    kept.write_bytes(b"PAR1")
    assert rows(made, "近似", capsys) == first


def test_who_took_from_whom_is_a_graph(made: Path, tmp_path: Path) -> None:
    assert main(["reuse", str(made), "来源", "-o", str(tmp_path / "来源.graphml")]) == 0
    graph = nx.read_graphml(tmp_path / "来源.graphml")
    assert list(graph.edges()) == [("甲.txt", "乙.txt")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["抄袭"], "there is no question 抄袭; ask 近似, 来源, 新颖, 分组 or 版本"),
        (["来源", "--limit", "-1"], "--limit takes a number of rows, or 0 for all"),
        (["版本", "-o", "x.graphml"], "only 来源 is a graph; end the name of -o with .csv, .xlsx, .parquet or .json"),
    ],
)
def test_a_mistake_is_one_line(arguments: list[str], said: str, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", str(made), *arguments]) == 2
    assert capsys.readouterr().err == f"zhize: error: {said}\n"
