"""Numbers and places: what is printed is read back, and what nobody would print is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhize.numerals import Locator, chinese, int_of

LARGEST = 99_999_999


@pytest.mark.parametrize("thousand", range(10))
def test_every_number_to_9999_is_printed_and_read(thousand: int) -> None:
    numbers = range(thousand * 1000, thousand * 1000 + 1000)
    printed = [chinese(number) for number in numbers]
    assert [int_of(text) for text in printed] == list(numbers)
    assert len(set(printed)) == 1000


@given(st.integers(0, LARGEST))
def test_larger_numbers_are_printed_and_read(number: int) -> None:
    assert int_of(chinese(number)) == number
    assert int_of(str(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (43, "四十三"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (120, "一百二十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (1260, "一千二百六十"),
        (10_000, "一万"),
        (10_001, "一万零一"),
        (10_200, "一万零二百"),
        (12_000, "一万二千"),
        (100_000, "十万"),
        (100_010, "十万零一十"),
        (2_005_000, "二百万五千"),
        (LARGEST, "九千九百九十九万九千九百九十九"),
    ],
)
def test_a_number_is_printed_as_statutes_print_it(number: int, text: str) -> None:
    assert chinese(number) == text
    assert int_of(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("007", 7),
        ("〇", 0),
        ("○", 0),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("二零二二", 2022),
        ("零五", 5),
        ("两百", 200),
        ("两千零二", 2002),
        ("廿四", 24),
        ("卅", 30),
        ("一百〇三", 103),
        ("一百十", 110),
        ("一百十二", 112),
        ("一千零十", 1010),
        ("一十", 10),
        ("一十二", 12),
    ],
)
def test_other_ways_of_writing_are_read(text: str, number: int) -> None:
    assert int_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "一 二", "一\n", "甲", "一百甲", "-1", "1.5", "1e3", "٣", "²"),
        *("十百", "百", "万", "一二百", "一百二", "一百零十", "百一", "千零一", "一百百", "一十百", "二十十"),
        *(
            "一零百",
            "一百零零一",
            "一百一零",
            "零一百",
            "一千一",
            "一亿",
            "100000000",
            "123456789",
            "一二三四五六七八九",
        ),
        *("一万万", "一万二", "第一", "一二三万"),
    ],
)
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a numeral") as raised:
        int_of(text)
    assert str(raised.value) == f"{text!r} is not a numeral"


@given(st.text("零〇一二三四五六七八九十百千万两廿卅", max_size=9))
def test_a_numeral_that_is_read_has_one_meaning(text: str) -> None:
    try:
        number = int_of(text)
    except ValueError:
        return
    assert 0 <= number <= LARGEST
    assert int_of(chinese(number)) == number


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_that_has_no_numeral_here_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="is not between") as raised:
        chinese(number)
    assert str(raised.value) == f"{number} is not between 0 and 99999999"


PLACES = [
    ("第一百二十条之一第二款第三项", Locator(article=120, suffix=1, paragraph=2, item=3)),
    ("第四十三条", Locator(article=43)),
    ("第十条之二", Locator(article=10, suffix=2)),
    ("第二款", Locator(paragraph=2)),
    ("第三条第一项", Locator(article=3, item=1)),
    ("第五项第二目", Locator(item=5, point=2)),
    ("第一条第一款第一项第一目", Locator(article=1, paragraph=1, item=1, point=1)),
]


@pytest.mark.parametrize(("text", "place"), PLACES, ids=[text for text, _ in PLACES])
def test_a_place_is_read_and_printed(text: str, place: Locator) -> None:
    assert Locator.parse(text) == place
    assert str(place) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("第一百二十条之一第二款第（三）项", "第一百二十条之一第二款第三项"),
        ("第3条", "第三条"),
        ("第１２条第三款", "第十二条第三款"),
        ("第 四十三 条", "第四十三条"),
        ("第四十三条 第二款", "第四十三条第二款"),
        (" 第(一)项 ", "第一项"),
        ("第十条之 二", "第十条之二"),
    ],
)
def test_other_ways_of_writing_a_place_are_read(text: str, printed: str) -> None:
    assert str(Locator.parse(text)) == printed


@pytest.mark.parametrize(
    "text",
    ["", "  ", "第一", "条", "第一条第一章", "第二款第一条", "第四十三条的规定", "第条", "第一条和第二条", "前款"],
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a place") as raised:
        Locator.parse(text)
    assert str(raised.value) == f"{text!r} is not a place such as 第四十三条第二款第（三）项"


def test_a_place_with_a_bad_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a numeral") as raised:
        Locator.parse("第一百二条")
    assert str(raised.value) == "'一百二' is not a numeral"


LEVELS = st.integers(1, 2000)


@given(
    st.builds(
        Locator,
        article=LEVELS,
        suffix=st.integers(0, 20),
        paragraph=st.integers(0, 60),
        item=st.integers(0, 60),
        point=st.integers(0, 20),
    )
)
def test_a_place_that_is_printed_reads_back(place: Locator) -> None:
    assert Locator.parse(str(place)) == place


def test_places_sort_as_they_stand_in_a_text() -> None:
    order = ["第二条", "第十条", "第十条第一款第二项", "第十条第二款", "第十条之一", "第十条之一第一款", "第十一条"]
    shuffled = [Locator.parse(order[at]) for at in (4, 0, 6, 2, 5, 1, 3)]
    assert [str(place) for place in sorted(shuffled)] == order
