"""OFD: the text of each way of setting it comes back, what is none of it stays away, and what is broken is one line."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import ofd as build
import pytest
from ofd import HABITS, LEADING, LEFT, SIZE, TOP, by_character, by_line, by_word, page, parts, text_object, typeset

import zhize
from zhize.readers.pdf_lines import PageLine, joined
from zhize.readers.zipped import Parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAVE = "open it in WPS or another OFD program and save it again"
OCR = "read it with character recognition (OCR), or get it as docx or text"
ARTICLES = [
    "某县会议规则",
    "第一条　县政府要自觉接受和维护县委的全面领导，对县委决策部署要坚定不移抓学习、抓贯彻、抓执行、抓落实。" * 2,
    "第二条　会议讨论下列事项：",
    "（一）重大决策；",
    "（二）持续深化“1+2345”工作体系，“十四五”规划纲要2022年度的执行情况。",
    "第三条　本规则自2022年4月20日起施行。",
]
SENTENCE = "县政府工作的准则是，执政为民，依法行政，实事求是。"
WATERMARK = 'CTM="0.866 -0.5 0.5 0.866 0 0"'


def _text(*pages: str) -> str:
    return zhize.read(build.ofd(*pages)).text


def _lines(*objects: str) -> list[str]:
    return _text("".join(objects)).split("\n")


def _facts(data: bytes) -> list[tuple[str, str, str]]:
    return [(fact.name, fact.label, fact.value) for fact in zhize.read(data).facts]


def _message(data: bytes) -> str:
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(data)
    return str(caught.value)


@pytest.fixture(scope="module")
def regulation(seed: Path) -> list[str]:
    """The articles of the first regulation, which fill a dozen pages."""
    lines = [line.rstrip() for line in seed.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines[lines.index("第一章  总  则") - 1 :] if line]


@pytest.mark.parametrize("habit", HABITS)
def test_the_text_comes_back_however_it_was_set(habit: Callable[..., str], regulation: list[str]) -> None:
    pages = typeset(regulation, habit)
    source = zhize.read(build.ofd(*pages))
    assert source.text.split("\n") == regulation
    assert source.encoding == "ofd"
    assert len(pages) > 10


def test_an_ofd_and_its_text_give_the_same_tree(regulation: list[str]) -> None:
    from_pages = zhize.parse(zhize.read(build.ofd(*typeset(regulation))))
    from_text = zhize.parse(zhize.Source(text="\n".join(regulation), name="-", encoding="str"))
    assert (from_pages.articles, from_pages.metadata) == (from_text.articles, from_text.metadata)
    assert len(from_pages.articles) > 50


def test_a_line_leads_back_to_the_page_that_it_begins_on(regulation: list[str]) -> None:
    pages = typeset(regulation)
    source = zhize.read(build.ofd(*pages))
    places = [source.origin(source.text.index(words)) for words in (regulation[0], regulation[-1])]
    assert [(place.unit, place.number) for place in places if place] == [("page", 1), ("page", len(pages))]


# --- where characters stand ------------------------------------------------------------------------------------------


def test_characters_of_one_line_are_put_in_order_from_left_to_right() -> None:
    words = [by_line(SENTENCE[at : at + 5], 20 + at * SIZE, 50) for at in range(0, len(SENTENCE), 5)]
    assert _lines(*reversed(words)) == [SENTENCE]


def test_lines_are_put_in_order_from_the_top() -> None:
    lines = [by_line(f"（{number}）{SENTENCE}", LEFT, TOP + at * LEADING) for at, number in enumerate("一二三")]
    assert _lines(*reversed(lines)) == [f"（{number}）{SENTENCE}" for number in "一二三"]


def test_justified_text_gets_no_blanks() -> None:
    wide = f'X="0" Y="5" DeltaX="g {len(SENTENCE) - 1} {SIZE * 1.6}"'
    assert _lines(text_object(SENTENCE, 10, 50, wide)) == [SENTENCE]
    apart = [by_line(character, 20 + at * SIZE * 3, 80) for at, character in enumerate("关于印发规则的通知")]
    assert _lines(*apart) == ["关于印发规则的通知"]


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.0, "第一章总则职责"), (0.5, "第一章总则职责"), (1.0, "第一章 总则职责"), (9.0, "第一章 总则职责")],
)
def test_a_wide_gap_between_chinese_characters_is_a_blank(gap: float, words: str) -> None:
    assert _lines(by_line("第一章", 60, 50), by_line("总则职责", 60 + (3 + gap) * SIZE, 50)) == [words]


@pytest.mark.parametrize(("gap", "words"), [(0.0, "SmartOffice系统2022年"), (0.5, "Smart Office系统2022年")])
def test_a_gap_between_latin_words_is_a_blank(gap: float, words: str) -> None:
    objects = by_word("Smart", 60, 50), by_word("Office系统2022年", 60 + (2.5 + gap) * SIZE, 50)
    assert _lines(*objects) == [words]


def test_numbers_in_the_cells_of_a_row_stay_apart() -> None:
    assert _lines(by_line("1", 60, 50), by_line("3", 90, 50), by_line("会议讨论决定事项", 120, 50)) == [
        "1 3 会议讨论决定事项"
    ]


def test_words_that_were_filled_in_stand_in_their_gap() -> None:
    blank = f'X="0" Y="{SIZE}" DeltaX="{SIZE} {SIZE * 4} {SIZE}"'
    filled = text_object("县长负责", 60, 50, blank), by_line("张三", 60 + 2.5 * SIZE, 50 + SIZE)
    assert _lines(*filled) == ["县长张三负责"]


def test_bold_that_is_drawn_twice_is_there_once() -> None:
    assert _lines(by_line(SENTENCE, 20, 50), by_line(SENTENCE, 20.2, 50), by_character("会议", 30, 90) * 2) == [
        *(SENTENCE, "会议")
    ]


def test_characters_that_all_stand_in_one_place_keep_the_order_of_the_file() -> None:
    words = "人人有责，会议讨论《规划》《预算》。"
    assert _lines(*(by_line(character, 60, 50) for character in words)) == [words]
    assert _lines(*(by_line(words[at : at + 2], 60, 50) for at in range(0, len(words), 2))) == [words]


def test_an_index_stays_in_its_line_and_small_lines_beside_a_large_word_stay_lines() -> None:
    index = by_line("面积为10m", 60, 50), by_line("2", 60 + 4.6 * SIZE, 48, 3.0), by_line("以上。", 60 + 5 * SIZE, 50)
    assert _lines(*index) == ["面积为10m2以上。"]
    issuers = by_line("青石市人民政府", 30, 80), by_line("青石市财政局", 30, 92), by_line("文件", 100, 90, 16.0)
    assert _lines(*issuers) == ["青石市人民政府", "青石市财政局 文件"]


def test_a_text_code_of_several_lines_is_broken_where_it_turns_back() -> None:
    ways = f'X="0" Y="5" DeltaX="g 4 {SIZE} {-4 * SIZE} g 4 {SIZE}" DeltaY="g 4 0 {LEADING} g 4 0"'
    assert _lines(text_object("会议讨论：（一）规划", 60, 50, ways)) == ["会议讨论：", "（一）规划"]


def test_a_second_text_code_takes_the_height_of_the_first() -> None:
    second = f'<o:TextCode X="{3 * SIZE}">讨论。</o:TextCode></o:TextObject>'
    words = text_object("会议应", 60, 50, f'X="0" Y="5" DeltaX="g 2 {SIZE}"').replace("</o:TextObject>", second)
    assert _lines(words) == ["会议应讨论。"]


def test_ligatures_stand_at_their_glyph() -> None:
    group = '<o:CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><o:Glyphs>7</o:Glyphs></o:CGTransform>'
    words = text_object("Office", 60, 50, 'X="0" Y="5" DeltaX="3.6 3 2.5 2.5"', inside=group)
    follows = by_line("系统", 60 + 3.6 + 3 + 2.5 * 3, 50 + 5)
    assert _lines(words, follows) == ["Office系统"]


def test_radicals_of_a_font_are_characters_and_lines_of_the_xml_are_none() -> None:
    words = by_line("⻔⼀登记", 60, 50).replace("⻔⼀登记", "\n      ⻔⼀登记\n    ")
    assert _lines(words) == ["门一登记"]


def test_objects_in_blocks_and_drawings_are_text() -> None:
    drawing = '<o:CompositeGraphicUnit ID="7"><o:Content><o:PageBlock>{}</o:PageBlock></o:Content>{}'
    drawing = drawing.format(by_line("会议讨论重大事项。", 20, 20), "</o:CompositeGraphicUnit>")
    objects = f"<o:PageBlock><o:PageBlock>{by_line(SENTENCE, LEFT, 50)}</o:PageBlock></o:PageBlock>"
    objects += '<o:CompositeObject ResourceID="7" Boundary="10 80 60 20" CTM="0.9 0 0 0.9 0 0"/>'
    # What cuts an object out is no text.
    objects += f"<o:PathObject><o:Clips><o:Clip>{by_line('剪裁', 20, 150)}</o:Clip></o:Clips></o:PathObject>"
    assert zhize.read(build.ofd(objects, drawings=drawing)).text.split("\n") == [SENTENCE, "会议讨论重大事项。"]


@pytest.mark.parametrize("namespace", ['xmlns:o="http://www.ofdspec.org"', 'xmlns:o="x"'])
def test_older_namespaces_and_paths_are_read(namespace: str) -> None:
    files = parts([by_line(SENTENCE, LEFT, 50)])
    files = {name: text.replace(f'xmlns:o="{build.NAMESPACE}"', namespace) for name, text in files.items()}
    files["Doc_0\\Pages\\Page_0\\Content.xml"] = files.pop("Doc_0/Pages/Page_0/Content.xml")
    files["OFD.xml"] = files["OFD.xml"].replace(">Doc_0/", "> ./Doc_0/x/../")
    assert zhize.read(build.packed(files)).text == SENTENCE


def test_elements_without_a_namespace_are_read() -> None:
    files = {name: text.replace("o:", "") for name, text in parts([by_line(SENTENCE, LEFT, 50)]).items()}
    assert zhize.read(build.packed(files)).text == SENTENCE


@pytest.mark.parametrize("location", ["/Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_places_from_the_root_are_found(location: str) -> None:
    files = parts([by_line(SENTENCE, LEFT, 50)])
    document = files["Doc_0/Document.xml"].replace("Pages/Page_0/Content.xml", location)
    assert zhize.read(build.packed(files | {"Doc_0/Document.xml": document})).text == SENTENCE


def test_the_documents_of_one_file_follow_each_other() -> None:
    files = parts([by_line(SENTENCE, LEFT, 50)])
    files |= {
        name.replace("Doc_0", "Doc_1"): text for name, text in parts([by_line("附件", LEFT, 50)]).items() if "/" in name
    }
    files["Doc_1/Document.xml"] = files["Doc_1/Document.xml"].replace("/Doc_0", "/Doc_1")
    body = "<o:DocBody><o:DocRoot>/Doc_1/Document.xml</o:DocRoot></o:DocBody></o:OFD>"
    source = zhize.read(build.packed(files | {"OFD.xml": files["OFD.xml"].replace("</o:OFD>", body)}))
    assert source.text.split("\n") == [SENTENCE, "附件"]
    assert [(origin.unit, origin.number) for origin in source.origins] == [("page", 1), ("page", 2)]


def test_of_several_versions_the_current_one_is_read() -> None:
    files = parts([by_line(SENTENCE, LEFT, 50), by_line("新的会议规则", LEFT, 50)])
    files["Doc_0/New.xml"] = files["Doc_0/Document.xml"].replace(
        '<o:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/>', ""
    )
    files["Doc_0/V.xml"] = "<DocVersion><DocRoot>/Doc_0/New.xml</DocRoot></DocVersion>"
    versions = (
        '<o:Versions><o:Version ID="1" BaseLoc="Doc_0/X.xml"/><o:Version ID="2" Current="true" BaseLoc="Doc_0/V.xml"/>'
    )
    files["OFD.xml"] = files["OFD.xml"].replace("</o:DocBody>", f"{versions}</o:Versions></o:DocBody>")
    assert zhize.read(build.packed(files)).text == "新的会议规则"


def test_a_number_that_the_width_broke_is_whole_again() -> None:
    first = f"{SENTENCE}规划自20"
    assert _lines(by_line(first, LEFT, 60), by_line("22年起施行。", LEFT, 60 + LEADING)) == [f"{first}22年起施行。"]


def test_lines_far_apart_are_paragraphs_even_where_a_page_has_only_two() -> None:
    assert _lines(by_line(SENTENCE, LEFT, 60), by_line(SENTENCE, LEFT, 60 + LEADING)) == [SENTENCE * 2]
    assert _lines(by_line(SENTENCE, LEFT, 60), by_line(SENTENCE, LEFT, 90)) == [SENTENCE, SENTENCE]


# --- what is none of the text ----------------------------------------------------------------------------------------


def test_running_heads_and_page_numbers_are_left_out(regulation: list[str]) -> None:
    pages = [
        objects + by_line("青石市人民政府公报", 70, 20) + by_line(f"— {number} —", 95, 285)
        for number, objects in enumerate(typeset(regulation), 1)
    ]
    assert _text(*pages).split("\n") == regulation


def test_a_template_under_several_pages_is_left_out_and_said(regulation: list[str]) -> None:
    pages = [page(objects, templates=["5"]) for objects in typeset(regulation)]
    data = build.ofd(*pages, templates={"5": by_line("青石市人民政府公报", 70, 100)})
    assert zhize.read(data).text.split("\n") == regulation
    assert _facts(data) == [("file_left_out", "template", "青石市人民政府公报")]


def test_a_template_under_one_page_is_text_and_may_have_one_of_its_own() -> None:
    head = page(by_line("青石市人民政府文件", 70, 40), templates=["6"])
    data = build.ofd(
        page(by_line(SENTENCE, LEFT, 90), templates=["5"]), by_line("（一）规划；", LEFT, 90),
        templates={"5": head, "6": page(by_line("青政发〔2022〕9号", 80, 60), templates=["5"])},
    )  # fmt: skip
    assert zhize.read(data).text.split("\n") == ["青石市人民政府文件", "青政发〔2022〕9号", SENTENCE, "（一）规划；"]


@pytest.mark.parametrize("pages", [1, 2, 4])
def test_a_watermark_at_an_angle_is_left_out_and_said(pages: int) -> None:
    mark = text_object("内部资料", 20, 100, 'X="0" Y="5"', more=WATERMARK, size=9.0)
    data = build.ofd(*[by_line(f"（{number}）{SENTENCE}", LEFT, 60) + mark * 3 for number in "一二三四"[:pages]])
    assert zhize.read(data).text.split("\n") == [f"（{number}）{SENTENCE}" for number in "一二三四"[:pages]]
    assert _facts(data) == [("file_left_out", "watermark", "内部资料")]


def test_a_faint_watermark_across_the_lines_is_left_out() -> None:
    mark = text_object("内部资料", 60, 56, 'X="0" Y="5"', more='Alpha="76"', size=9.0)
    assert _text(*[by_line(f"（{number}）{SENTENCE}", LEFT, 60) + mark for number in "一二"]).split("\n") == [
        f"（{number}）{SENTENCE}" for number in "一二"
    ]


def test_words_at_an_angle_on_one_page_of_many_are_kept_at_the_end() -> None:
    mark = text_object("参见附件", 20, 100, 'X="0" Y="5"', more=WATERMARK)
    pages = [by_line(f"（{number}）{SENTENCE}", LEFT, 60) for number in "一二三"]
    source = zhize.read(build.ofd(pages[0], pages[1] + mark, pages[2]))
    assert source.text.split("\n") == [*(f"（{number}）{SENTENCE}" for number in "一二三"), "参见附件"]
    assert source.origins[-1].number == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('CTM="0 1 -1 0 0 0"', f'X="0" Y="0" DeltaX="g 9 {SIZE}"'),
        ("", f'X="0" Y="0" DeltaY="g 9 {SIZE}"'),
        ('ReadDirection="90"', 'X="0" Y="0"'),
        ('CTM="0 -1 1 0 0 0"', 'X="0" Y="0"'),
    ],
    ids=["turned right", "downward", "direction", "turned left"],
)
def test_a_line_across_the_others_stands_behind_them(more: str, code: str) -> None:
    side = text_object("下载次数统计", 15, 150, code, more=more)
    assert _lines(side, by_line(SENTENCE, LEFT, 60), by_line("会议讨论。", LEFT, 160)) == [
        *(SENTENCE, "会议讨论。", "下载次数统计")
    ]


@pytest.mark.parametrize(
    ("matrix", "x", "y"),
    [("0 1 -1 0 0 0", 180.0, 30.0), ("0 -1 1 0 0 0", 30.0, 270.0), ("-1 0 0 -1 0 0", 190.0, 270.0)],
    ids=["right", "left", "over"],
)
def test_a_page_that_is_turned_is_read_as_it_is_held(matrix: str, x: float, y: float) -> None:
    _, _, c, d, _, _ = (float(number) for number in matrix.split())
    lines = [f"（{number}）{SENTENCE}" for number in "一二三"]
    objects = [
        text_object(words, x + at * LEADING * c, y + at * LEADING * d, 'X="0" Y="0"', more=f'CTM="{matrix}"')
        for at, words in enumerate(lines)
    ]
    assert _lines(*reversed(objects)) == lines


def test_words_outside_of_the_page_are_left_out_unless_its_box_is_wrong() -> None:
    data = build.ofd(by_line(SENTENCE, LEFT, 60) + by_line("会议", 400, 60) + by_line("讨论", 60, -90))
    assert zhize.read(data).text == SENTENCE
    assert _facts(data) == [("file_left_out", "outside the page", "会议 讨论")]
    assert _lines(by_line(SENTENCE, LEFT, 60), by_line("（一）规划。", LEFT, 320)) == [SENTENCE, "（一）规划。"]
    assert zhize.read(build.ofd(page(by_line(SENTENCE, LEFT, 60), box="0 0 9 9"))).text == SENTENCE
    assert zhize.read(build.ofd(page(by_line(SENTENCE, LEFT, 60), box="0 0 nan -5"))).text == SENTENCE


def test_hidden_words_are_left_out_unless_they_are_what_was_recognized_in_a_picture() -> None:
    hidden = text_object("会议讨论", LEFT, 80, 'X="0" Y="5"', more='Visible="false"')
    data = build.ofd(by_line(SENTENCE, LEFT, 60) + hidden)
    assert zhize.read(data).text == SENTENCE
    assert _facts(data) == [("file_left_out", "hidden", "会议讨论")]
    picture = '<o:ImageObject ResourceID="3" Boundary="0 0 210 297"/>'
    layer = text_object(SENTENCE, LEFT, 60, 'X="0" Y="5"', more='Alpha="0"')
    assert _lines(picture, layer) == [SENTENCE]


def test_what_a_file_says_of_its_document_is_among_the_facts() -> None:
    info = (
        "<o:Title>会议规则</o:Title><o:Author> 县政府办公室 </o:Author><o:CreationDate>2022-04-20</o:CreationDate>"
        "<o:Subject/><o:Keywords><o:Keyword>会议</o:Keyword><o:Keyword/></o:Keywords><o:Creator>WPS</o:Creator>"
        '<o:CustomDatas><o:CustomData Name="发文字号">青政发〔2022〕9号</o:CustomData></o:CustomDatas>'
    )
    assert _facts(build.ofd(by_line(SENTENCE, LEFT, 60), info=info)) == [
        ("file_title", "Title", "会议规则"),
        ("file_author", "Author", "县政府办公室"),
        ("file_created", "CreationDate", "2022-04-20"),
        ("file_keyword", "Keyword", "会议"),
        ("file_program", "Creator", "WPS"),
        ("", "发文字号", "青政发〔2022〕9号"),
    ]


# --- files that are broken -------------------------------------------------------------------------------------------

FILES = parts([page(by_line(SENTENCE, LEFT, 60), templates=["5"])], templates={"5": by_line("会议", 20, 90)})
DOCUMENT, CONTENT = "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"


def _without(name: str) -> bytes:
    return build.packed({other: text for other, text in FILES.items() if other != name} | {"OFD.xml.bak": "<a/>"})


def _with(*changes: str) -> bytes:
    """Return the file with changes: a part, words in it, others for them, and so on."""
    files = dict(FILES)
    for name, old, new in zip(changes[::3], changes[1::3], changes[2::3], strict=True):
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    return build.packed(files)


def _composite(name: str) -> str:
    return f'<o:CompositeObject ResourceID="{name}" Boundary="0 0 10 10"/>'


def _drawing(name: str, objects: str) -> str:
    return f'<o:CompositeGraphicUnit ID="{name}"><o:Content>{objects}</o:Content></o:CompositeGraphicUnit>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (_without("OFD.xml"), "OFD.xml"),
        (_without("Doc_0/Document.xml"), "Doc_0/Document.xml"),
        (_without(CONTENT), "Pages/Page_0/Content.xml"),
        (_without("Doc_0/Tpls/5.xml"), "Tpls/5.xml"),
        (_with("OFD.xml", "DocBody", "Body"), "the name of a document"),
        (_with("OFD.xml", "DocRoot", "Root"), "the name of a part"),
        (_with(DOCUMENT, "Pages>", "Leaves>"), "the list of pages"),
        (_with(DOCUMENT, ' BaseLoc="Pages', ' Loc="Pages'), "the name of a part"),
        (_with(DOCUMENT, 'TemplatePage ID="5"', "TemplatePage"), "template 5"),
        (_with(DOCUMENT, "Pages/Page_0", "../../etc"), "../../etc/Content.xml"),
        (_with(DOCUMENT, "Pages/Page_0", "/etc/pass&#10;wd"), "/etc/pass\ufffdwd/Content.xml"),
        (_with(DOCUMENT, "DocumentRes.xml", "x", CONTENT, "<o:Layer>", f"<o:Layer>{_composite('8')}"), "x"),
        (build.ofd(_composite("8")), "composite object 8"),
    ],
)
def test_a_missing_part_is_one_line(data: bytes, what: str) -> None:
    assert _message(data) == f"-: is not a whole OFD document ({what} is missing); {SAVE}"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (build.packed(FILES)[:900], "is damaged (File is not a zip file)"),
        (
            _with(CONTENT, "</o:Page>", ""),
            f"is damaged in {CONTENT} (no element found: line 1, column {len(FILES[CONTENT]) - 9})",
        ),
        (_with(CONTENT, "<o:Page ", "<!DOCTYPE a><o:Page "), f"has a document type declaration in {CONTENT}"),
        (_with(DOCUMENT, "Pages/Page_0", "x" * 999), f"is not a whole OFD document ({'x' * 171}"),
        (build.ofd("<o:PageBlock>" * 50 + "</o:PageBlock>" * 50), "has more than 40 objects in one another"),
    ],
    ids=["cut", "no xml", "declared", "a long name", "deep"],
)
def test_a_broken_document_is_one_line(data: bytes, what: str) -> None:
    assert _message(data) == f"-: {what}; {SAVE}"


@pytest.mark.parametrize("name", ["Encryptions.xml", "Doc_0/encryptions.xml"])
def test_an_encrypted_document_is_one_line(name: str) -> None:
    data = build.packed(FILES | {name: "<Encryptions/>", "Doc_0/Document.xml": b"\x93\x12\x00"})
    assert _message(data) == "-: is encrypted; save it without a password"


def test_an_encrypted_part_is_one_line() -> None:
    data = bytearray(build.packed(FILES))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert _message(bytes(data)) == "-: is encrypted; save it without a password"


def test_a_scan_is_one_line() -> None:
    picture = '<o:ImageObject ResourceID="3" Boundary="0 0 210 297"/>'
    message = f"-: is an OFD of pictures, without text (a scan); {OCR}"
    assert _message(build.ofd(picture, picture + by_line("第2页", 90, 280))) == message
    assert _message(build.ofd("<o:PathObject/>")) == message


def test_a_page_without_anything_is_one_line() -> None:
    assert _message(build.ofd("")) == "-: holds no text; if its pages are pictures, use a text version"


def test_codes_that_only_a_font_knows_are_one_line() -> None:
    message = f"-: has text in codes that only its own fonts know; {OCR}"
    assert _message(build.ofd(by_line("\ue11e\ue236\ue28a\ue0c0浏览\ueb06会议", 60, 50))) == message
    assert _lines(by_line(f"{SENTENCE}\ue11e", 30, 50)) == [f"{SENTENCE}\ue11e"]


@pytest.mark.parametrize(
    "code",
    [
        'X="nan" Y="inf" DeltaX="1e400 -inf nan g nan nan g" DeltaY="g"',
        'X="0" Y="0" DeltaX="g 100000000 1" DeltaY="g 99999999999999999999 0"',
        f'X="0" Y="0" DeltaX="{"1 " * 200_000}"',
        'X="1_0" Y="９" DeltaX="g -3 1 x"',
        "",
    ],
    ids=["no numbers", "repeated", "long", "signs", "nothing"],
)
@pytest.mark.parametrize(
    "more",
    ["", 'CTM="0 0 0 0 0 0"', 'CTM="1 0 0 0 0 0"', 'CTM="1e6 0 1e6 -1e6 1e6 1e6"', 'HScale="0" Alpha="x" Size="-0"'],
    ids=["", "nowhere", "flat", "large", "odd"],
)
def test_numbers_that_are_none_lose_no_character(code: str, more: str) -> None:
    words = text_object("甲乙丙丁戊己庚辛", 60, 50, code, more=more.replace("Size", "No"))
    characters = "".join(_text(words + '<o:TextObject CTM="1 2" Boundary="x"/>').split())
    assert sorted(characters) == sorted("甲乙丙丁戊己庚辛")


def test_drawings_and_templates_that_hold_themselves_end() -> None:
    data = build.ofd(
        page(_composite("1") + by_line(SENTENCE, LEFT, 60), templates=["5"]),
        templates={"5": page("", templates=["6"]), "6": page("", templates=["5", "6"])},
        drawings=_drawing("1", _composite("2")) + _drawing("2", _composite("1")),
    )
    assert zhize.read(data).text == SENTENCE


def test_drawings_that_multiply_are_refused_in_time() -> None:
    drawings = _drawing("1", _composite("2") * 30) + _drawing("2", _composite("3") * 100)
    began = time.process_time()
    message = _message(build.ofd(_composite("1"), drawings=drawings + _drawing("3", "<o:PathObject/>" * 5000)))
    assert message == f"-: holds more objects than a document has; {SAVE}"
    assert time.process_time() - began < 30  # ten times what it takes


def test_many_lines_in_a_margin_and_long_page_numbers_take_no_time() -> None:
    lines = [
        PageLine(text=f"1{' ' * 40}x", page=1, left=0, right=9, bottom=9000 + at, top=9001 + at, height=100)
        for at in range(20_000)
    ]
    long = PageLine(text=f"1{' ' * 100_000}x", page=2, left=0, right=9, bottom=1, top=2, height=100)
    began = time.process_time()
    assert len(list(joined([*lines, long]))) > 0
    assert time.process_time() - began < 10


def test_pages_without_end_are_refused() -> None:
    listed = '<o:Page BaseLoc="Pages/Page_0/Content.xml"/>'
    assert _message(_with(DOCUMENT, "</o:Pages>", f"{listed * 10_000}</o:Pages>")) == (
        f"-: has more than 10000 pages; {SAVE}"
    )


def test_damaged_bytes_never_crash() -> None:
    data = build.ofd(*typeset(ARTICLES, build.by_glyph), info="<o:Title>规则</o:Title>")
    chance = random.Random(0)  # noqa: S311  # no secret
    for _ in range(200):
        damaged = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(zhize.InputError):
            zhize.parse(zhize.read(bytes(damaged)))


def test_damaged_numbers_and_names_never_crash() -> None:
    files = parts(typeset(ARTICLES, build.by_matrix))
    odd = ("nan", "-1e9", "g", "g 9 9", "0", "", "999999", "false", "../x", "0 0 0 0 0 0", "90", "会议")
    chance = random.Random(0)  # noqa: S311  # no secret
    for _ in range(200):
        name = chance.choice(sorted(files))
        pieces = files[name].split('"')
        for _ in range(4):
            pieces[chance.randrange(len(pieces) // 2) * 2 + 1] = chance.choice(odd)
        with suppress(zhize.InputError):
            zhize.parse(zhize.read(build.packed(files | {name: '"'.join(pieces)})))


@pytest.mark.parametrize("habit", [by_line, by_character])
def test_a_hundred_pages_are_read_within_three_seconds(habit: Callable[..., str], regulation: list[str]) -> None:
    pages = typeset(regulation * 9, habit)[:100]
    data = build.ofd(*pages)
    began = time.process_time()
    source = zhize.read(data)
    assert time.process_time() - began < 3
    assert source.origins[-1].number == len(pages) == 100


# --- the package -----------------------------------------------------------------------------------------------------

DECLARED = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def _root(data: str | bytes) -> str:
    root = Parts(build.packed({"a.xml": data}), where="-").xml("a.xml")
    assert root is not None
    return f"{root.tag} {root.text}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_declaration_is_found_in_every_encoding_that_is_read(encoding: str) -> None:
    plain = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>甲<!-- <!DOCTYPE --></a>'
    assert _root(plain.encode(encoding)) == "a 甲"
    with pytest.raises(zhize.InputError, match=r"^-: has a document type declaration in a\.xml; open it"):
        _root(DECLARED.format(encoding.removesuffix("-sig")).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp037", "utf-7", "utf-32"])
def test_other_encodings_hide_no_declaration(encoding: str) -> None:
    with pytest.raises(zhize.InputError, match=r"^-: (has a document type declaration|is damaged) in a\.xml"):
        _root(DECLARED.format(encoding).encode(encoding))


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        ("<a>" * 300 + "</a>" * 300, "has more than 256 elements in one another in a.xml"),
        (f"<r>{'<a/>' * 1_000_001}</r>", "holds more or longer marks than a document in a.xml"),
        ("<a>" + "\n" * 5_000_000 + "</a>", "holds more or longer marks than a document in a.xml"),
        (f'<a b="{"x" * 2**20}"/>', "holds more or longer marks than a document in a.xml"),
        (b"\xff\xfe\x00", "is damaged in a.xml (unclosed token: line 1, column 1); "),
    ],
    ids=["deep", "many", "pieces", "long", "cut"],
)  # fmt: skip
def test_xml_larger_than_a_document_is_refused(xml: str | bytes, what: str) -> None:
    with pytest.raises(zhize.InputError) as caught:
        _root(xml)
    assert str(caught.value).startswith(f"-: {what}")


def test_a_package_has_a_limit_for_all_its_parts() -> None:
    large = Parts(build.packed(dict.fromkeys("abcde", b" " * (60 * 2**20))), where="-")
    assert [len(large.read(name) or b"") >> 20 for name in "abcd"] == [60] * 4
    with pytest.raises(zhize.InputError, match=r"^-: holds more than 256 MB; "):
        large.read("e")


def test_a_part_that_is_there_twice_is_refused_when_it_is_read() -> None:
    held = Parts(build.packed({"a/b.xml": "<a/>", "a\\b.xml": "<b/>", "c.xml": "<c/>"}), where="-")
    assert held.names == ("a/b.xml", "c.xml")
    assert held.read("c.xml") == b"<c/>"
    with pytest.raises(zhize.InputError, match=r"^-: holds a/b\.xml twice; "):
        held.read("a/b.xml")


def test_compression_that_asks_for_memory_is_refused() -> None:
    data = bytearray(build.packed({"a.xml": "<a/>"}))
    data[data.index(b"PK\x01\x02") + 10] = 14
    with pytest.raises(zhize.InputError, match=r"^-: is damaged in a\.xml \(compression method 14\); "):
        Parts(bytes(data), where="-").read("a.xml")
