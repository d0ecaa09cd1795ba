"""Locators and ids: who asks for a place gets its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import zhize
from zhize.cli import main
from zhize.numerals import Locator
from zhize.structure.places import places_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """某县会议规则
第一条　县长召集会议。
第二条　会议讨论下列事项：
（一）重大决策：
1.规划；
2.预算；
（二）重大项目。
前款事项由县长提出。
第二条之一　会议纪要由县长签发。
第二条之一　编号重复。
第三条　本规则自印发之日起施行。
"""


def _regulation(text: str = TEXT) -> zhize.Regulation:
    return zhize.parse(zhize.Source(text=text, name="-", encoding="str"))


@pytest.mark.parametrize(
    ("locator", "id", "words"),
    [
        ("第一条", "1", "县长召集会议。"),
        ("第1条", "1", "县长召集会议。"),
        ("第一条第一款", "1.p1", "县长召集会议。"),
        ("第二条第二款", "2.p2", "前款事项由县长提出。"),
        ("第二条第一款第（一）项", "2.p1.i1", "（一）重大决策：\n1.规划；\n2.预算；"),
        ("第二条第一款第一项第二目", "2.p1.i1.t2", "2.预算；"),
        ("第二条第二项", "2.p1.i2", "（二）重大项目。"),
        ("第二条之一", "2-1", "会议纪要由县长签发。"),
    ],
)
def test_a_locator_leads_to_its_words(locator: str, id: str, words: str) -> None:  # noqa: A002  # the contract's own word
    regulation = _regulation()
    place = zhize.locate(regulation, locator)
    assert place.id == id
    assert place.span.of(regulation.article(place.article).text) == words
    assert zhize.locate(regulation, Locator.parse(locator)) == place


@pytest.mark.parametrize(
    "locator", ["第四条", "第一条第二款", "第一条第一项", "第二条第一款第二项第一目", "第三条之一"]
)
def test_a_place_that_is_not_there_is_named(locator: str) -> None:
    with pytest.raises(KeyError) as caught:
        zhize.locate(_regulation(), locator)
    assert caught.value.args == (locator,)


def test_words_that_are_no_place_are_refused() -> None:
    with pytest.raises(ValueError, match="is not a place such as 第四十三条第二款第（三）项"):
        zhize.locate(_regulation(), "第二条的规定")


def test_every_unit_has_an_id_that_says_its_place() -> None:
    ids = [place.id for article in _regulation().articles for place in places_of(article)]
    assert ids == [
        *("1", "1.p1", "2", "2.p1", "2.p1.i1", "2.p1.i1.t1", "2.p1.i1.t2", "2.p1.i2", "2.p2"),
        *("2-1", "2-1.p1", "2-1_2", "2-1_2.p1", "3", "3.p1"),
    ]


def test_an_item_that_comes_twice_has_two_ids() -> None:
    [article] = _regulation("第一条　会议：\n（一）甲；\n（二）乙；\n（二）丙。").articles
    assert [place.id for place in places_of(article)][2:] == ["1.p1.i1", "1.p1.i2", "1.p1.i2_2"]


def test_ids_and_places_are_the_same_however_the_text_is_written() -> None:
    first = [place for article in _regulation().articles for place in places_of(article)]
    spaced = TEXT.replace("\n", "\r\n\r\n").replace("　", "  ")
    assert [place for article in _regulation(spaced).articles for place in places_of(article)] == first


def test_places_sort_as_they_stand() -> None:
    places = [place.locator for article in _regulation().articles[:3] for place in places_of(article)]
    assert sorted(places) == places


# --- zhize show ------------------------------------------------------------------------------------------------------


def test_show_prints_the_words_of_a_place(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(seed), "第四条"]) == 0
    assert capsys.readouterr().out == "四、　县政府工作的准则是，执政为民，依法行政，实事求是，民主公开，务实清廉。\n"
    assert main(["show", "sishui-2022", "第八条第二款"]) == 0
    assert capsys.readouterr().out.startswith("县政府领导同志实行工作补位制度。")


def test_show_prints_the_tree(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", str(seed)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["泗水县人民政府工作规则", "第一章 总则"]
    assert sum(line.startswith("第") for line in lines) == 14


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("第九百条", "zhize: error: sishui-2022: has no 第九百条; zhize show FILE lists what it has\n"),
        ("第八条那里", "zhize: error: sishui-2022: 第八条那里 is no place; write it like 第四十三条第二款第三项\n"),
    ],
)
def test_show_says_in_one_line_what_is_wrong(place: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "sishui-2022", place]) == 2
    assert capsys.readouterr().err == message


def test_show_finds_a_place_in_any_document_under_a_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "通知.txt"
    text = "某县甲办法\n第一条　甲。\n第二条　乙。\n某县乙办法\n第一条　丙。\n第二条　丁。\n第三条　戊。\n"
    file.write_text(text, encoding="utf-8")
    assert main(["show", str(file), "第三条"]) == 0
    assert capsys.readouterr().out == "第三条　戊。\n"


@pytest.mark.parametrize("command", ["check", "show"])
@pytest.mark.parametrize("suffix", [".json", ".xml"])
def test_an_analysis_is_no_text(
    command: str, suffix: str, seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / f"规则{suffix}"
    assert main(["analyze", str(seed), "-o", str(file)]) == 0
    assert main([command, str(file)]) == 2
    assert capsys.readouterr().err == (
        f"zhize: error: {file}: is an analysis, not a text; give the text that was analysed\n"
    )
