"""Full text: what counts as the same words, what a person may type, and which conditions are understood."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhize.errors import InputError
from zhize.fulltext.conditions import days_of, read_conditions
from zhize.fulltext.queries import Query, parse_query
from zhize.fulltext.snippets import snippet
from zhize.fulltext.units import fold, pattern, phrase, tokens
from zhize.types import Level, Modality, Span

SIGNS = "，。、《》“”（）-%.,()"
PIECES = st.sampled_from(
    [*"督查通报室条第十", *SIGNS, *"5０aＡb", " ", "\n", "\N{IDEOGRAPHIC SPACE}", "督查", "PM", "2.5"]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
NOTHING = {"body": None, "modality": None, "deadline": None, "document": None, "level": None, "in_force": None}


def _units(text: str) -> list[tuple[str, str, bool]]:
    """Kind and characters of each unit, and whether white space stands before it: told without any of our code."""
    found: list[tuple[str, str, bool]] = []
    spaced = True
    for character in text:
        plain = chr(ord(character) - 0xFEE0) if "！" <= character <= "～" else character
        plain = plain.lower()
        if plain.isspace():
            spaced = True
            continue
        kind = "han" if "一" <= plain <= "龥" else "word" if plain.isalnum() else "sign"
        if kind == "word" and not spaced and found and found[-1][0] == "word":
            found[-1] = ("word", found[-1][1] + plain, found[-1][2])
        else:
            found.append((kind, plain, spaced))
        spaced = False
    return found


def _stand(words: str, text: str) -> bool:
    """Whether words stand in a text as a person would look."""
    sought, there = _units(words), _units(text)
    for start in range(len(there) - len(sought) + 1):
        row = there[start : start + len(sought)]
        same = all(one[:2] == other[:2] for one, other in zip(sought, row, strict=True))
        gaps = all(
            sought[i][2] == row[i][2]
            for i in range(1, len(sought))
            if sought[i][0] == sought[i - 1][0] and sought[i][0] != "sign"
        )
        if same and gaps:
            return True
    return False


@given(texts=st.lists(TEXTS, min_size=1, max_size=6), words=st.lists(PIECES, min_size=1, max_size=4).map("".join))
@example(texts=["督查，通报", "督查通报", "督查\n通报", "督查 通报"], words="督查 通报")
@example(texts=["第5条", "第 ５ 条", "第15条", "第5"], words="第5条")
@example(texts=["（督查）", "督查)"], words="查)")
@example(texts=["PM2.5", "PM2.55", "ＰＭ２.５"], words="pm2.5")
def test_the_index_and_the_marks_find_what_a_person_finds(texts: list[str], words: str) -> None:
    expected = [number for number, text in enumerate(texts) if _stand(words, text)]
    asked = phrase(words)
    if asked is None:
        assert not words.strip()
        return
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("create virtual table words using fts5(text, content='', tokenize='ascii', prefix='1')")
        rows = [(number, tokens(text)) for number, text in enumerate(texts)]
        index.executemany("insert into words (rowid, text) values (?, ?)", rows)
        found = index.execute("select rowid from words where words match ? order by rowid", (asked,)).fetchall()
    assert [number for (number,) in found] == expected
    assert [number for number, text in enumerate(texts) if pattern(words).search(fold(text))] == expected


@given(st.text())
def test_folding_moves_no_character(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "groups", "without"),
    [
        ("督查 通报", (("督查",), ("通报",)), ()),
        ("督查、通报", (("督查",), ("通报",)), ()),
        ("督查　通报", (("督查",), ("通报",)), ()),
        ('"督查 通报"', (("督查 通报",),), ()),
        ("“督查 通报”", (("督查 通报",),), ()),
        ("《行政处罚法》罚款", (("行政处罚法",), ("罚款",)), ()),
        ("罚款 -没收", (("罚款",),), ("没收",)),
        ("罚款 －“没收 违法所得”", (("罚款",),), ("没收 违法所得",)),
        ("-没收", (), ("没收",)),
        ("GB-2000", (("GB-2000",),), ()),
        ("督查 OR 督办 通报", (("督查", "督办"), ("通报",)), ()),
        ("督查|督办", (("督查|督办",),), ()),
        ("督查 | 督办 OR 检查", (("督查", "督办", "检查"),), ()),
        ('""  ', (), ()),
    ],
)
def test_what_a_person_may_type(typed: str, groups: tuple[tuple[str, ...], ...], without: tuple[str, ...]) -> None:
    assert parse_query(typed) == Query(groups=groups, without=without)


@pytest.mark.parametrize("typed", ["OR 督查", "督查 OR", "督查 OR OR 督办", "督查 OR -督办", "督查 -督办 OR 通报"])
def test_or_wants_two_words(typed: str) -> None:
    with pytest.raises(InputError, match="OR stands between two words; write it like 督查 OR 督办"):
        parse_query(typed)


@pytest.mark.parametrize("typed", ['"督查', "督查》 通报", "“督查 通报"])
def test_an_open_quotation_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="has a quotation that is not closed"):
        parse_query(typed)


@given(st.text())
def test_nothing_that_is_typed_breaks(typed: str) -> None:
    try:
        query = parse_query(typed)
    except InputError:
        return
    assert all(phrase(word) for word in (*query.words, *query.without))


@pytest.mark.parametrize(
    ("value", "days"),
    [("P5D", 5), ("P5WD", 7), ("P1M", 30), ("P2W", 14), ("P1Y6M", 545), ("PT24H", 1), ("P0D", 0)],
)
def test_days_of_a_duration(value: str, days: float) -> None:
    assert days_of(value) == pytest.approx(days)


@pytest.mark.parametrize("value", ["--03-31", "2021-01-01", "immediate", "P", "PT", "R1/P1Y"])
def test_what_is_no_duration_has_no_days(value: str) -> None:
    assert days_of(value) is None


@pytest.mark.parametrize(
    ("words", "value", "days"),
    [
        ("any", None, None),
        ("期限", None, None),
        ("五个工作日", "P5WD", None),
        ("5个工作日内", "P5WD", None),
        ("p5wd", "P5WD", None),
        ("三十日", "P30D", None),
        ("≤10日", None, 10),
        ("<=10", None, 10),
        ("不超过五个工作日", None, 7),
    ],
)
def test_deadlines_are_understood(words: str, value: str | None, days: float | None) -> None:
    found = read_conditions(**NOTHING | {"deadline": words})
    assert (found.deadline, found.value, found.days) == (True, value, days)


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("obligation", Modality.OBLIGATION),
        ("义务", Modality.OBLIGATION),
        ("应当", Modality.OBLIGATION),
        ("不得", Modality.PROHIBITION),
        ("可以", Modality.PERMISSION),
    ],
)
def test_modalities_are_understood(words: str, modality: Modality) -> None:
    assert read_conditions(**NOTHING | {"modality": words}).modality is modality


@pytest.mark.parametrize(("words", "level"), [("county", Level.COUNTY), ("县级", Level.COUNTY), ("省", Level.PROVINCE)])
def test_levels_are_understood(words: str, level: Level) -> None:
    assert read_conditions(**NOTHING | {"level": words}).level is level


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"modality": "乱"},
            "乱: is no modality; write one of 义务、禁止、许可、界定, or a word that marks it: 应当、不得、可以",
        ),
        ({"deadline": "乱"}, "乱: is no deadline; write any, a measure such as 五个工作日 or P5WD, or ≤10日"),
        ({"deadline": "≤乱"}, "≤乱: is no deadline; write any, a measure such as 五个工作日 or P5WD, or ≤10日"),
        ({"level": "乱"}, "乱: is no level of government; write one of 国家、省级、市级、县级、乡级"),
        ({"in_force": "2020-13-01"}, "2020-13-01: is no day; write it as 2026-11-01"),
    ],
)
def test_what_is_not_understood_is_one_line(given: dict[str, str], message: str) -> None:
    with pytest.raises(InputError) as error:
        read_conditions(**NOTHING | given)
    assert str(error.value) == message


@given(text=TEXTS, words=st.lists(PIECES.filter(str.strip), min_size=1, max_size=3))
def test_a_snippet_marks_the_places_that_it_shows(text: str, words: list[str]) -> None:
    folded = fold(text)
    found = [[Span(start=m.start(), end=m.end()) for m in pattern(word).finditer(folded)] for word in words]
    shown = snippet(text, found)
    for mark in shown.marks:
        assert any(pattern(word).fullmatch(fold(mark.of(shown.text))) for word in words)
    assert bool(shown.marks) == any(found)


def test_a_snippet_shows_words_that_stand_far_apart() -> None:
    text = "开头说明。" + "甲" * 300 + "应当督查，" + "乙" * 300 + "并予通报。" + "丙" * 300
    where = [[Span(start=text.index(word), end=text.index(word) + 2)] for word in ("督查", "通报")]
    shown = snippet(text, where)
    assert [mark.of(shown.text) for mark in shown.marks] == ["督查", "通报"]
    assert shown.text.count("……") == 3
    assert len(shown.text) < 250
