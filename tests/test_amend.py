"""An amending decision applied to a text: `tests/cases/amendments.md`, and what holds for every decision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pace import assert_linear

from zhize.amending import Amended, Operation, Status, amend, instructions_of, laws
from zhize.amending.quoting import statements_of
from zhize.amending.sequence import Slot, arrange, steady
from zhize.amending.words import LETTERS, AmendingEntry, Word, tokens_of
from zhize.comparison.equality import fold
from zhize.errors import InputError
from zhize.lexicon import load
from zhize.numerals import chinese
from zhize.structure import parse

if TYPE_CHECKING:
    from zhize.types import Regulation

CASES = Path(__file__).parent / "cases" / "amendments.md"
_PARTS = ("原文", "决定", "新文", "未改")
_INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An old text, a decision and what comes of it."""

    title: str
    line: int
    parts: dict[str, tuple[str, ...]]

    def text(self, part: str) -> str:
        """The lines of a part as a text."""
        return "".join(f"{line}\n" for line in self.parts.get(part, ()))


def cases() -> list[Case]:
    """Read the cases; one without old text, decision or new text is an error."""
    found: list[Case] = []
    part = ""
    blank: tuple[str, ...] = ()  # lines without words, which are of a text if it goes on
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            found.append(Case(title=line[3:], line=number, parts={}))
            part, blank = "", ()
        elif found and line in _PARTS:
            part, blank = line, ()
        elif line.startswith(_INDENT):
            assert part, f"{CASES.name}:{number}: a text of no part"
            found[-1].parts[part] = (*found[-1].parts.get(part, ()), *blank, line.removeprefix(_INDENT))
            blank = ()
        elif not line.strip():
            blank = (*blank, "")
        else:
            assert not found, f"{CASES.name}:{number}: {line}"
    for case in found:
        assert {*_PARTS[:3]} <= set(case.parts), f"{CASES.name}:{case.line}: a part is missing"
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.line} {case.title}")
def test_case(case: Case) -> None:
    amended = amend(case.text("原文"), case.text("决定"))
    assert amended.text == case.text("新文")
    assert failures(amended) == case.parts.get("未改", ())


def failures(amended: Amended) -> tuple[str, ...]:
    """What was not done, as the cases write it."""
    return tuple(
        f"{outcome.instruction.label} {outcome.instruction.place} {outcome.reason}"
        for outcome in amended.outcomes
        if outcome.status is Status.FAILED
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.line} {case.title}")
def test_every_instruction_stands_in_its_decision(case: Case) -> None:
    decision = case.text("决定")
    lines = decision.split("\n")
    for instruction in instructions_of(decision):
        words = instruction.span.of(decision)
        assert words
        assert (
            lines[instruction.line - 1].endswith(words.split("\n")[0])
            or words.split("\n")[0] in (lines[instruction.line - 1])
        )
        for quoted in (instruction.old_words, instruction.new_words, *instruction.texts):
            plain = quoted.replace("“", "‘").replace("”", "’")
            assert all(line in words or line in words.replace("“", "‘").replace("”", "’") for line in plain.split("\n"))


ENTRIES = load("amending", AmendingEntry)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.kind} {entry.text}")
def test_a_word_is_read_in_its_example(entry: AmendingEntry) -> None:
    statement = statements_of(entry.example)[0]
    read = [(token.letter, token.text) for token in tokens_of(statement.text)]
    if entry.kind is Word.SKIP:
        assert entry.text in entry.example
        assert not [text for letter, text in read if letter in "MDNAGSFBHELYOW" and text in entry.text]
    else:
        assert (LETTERS[entry.kind], entry.text) in read


READ = {
    Word.REPLACE: {Operation.REPLACE, Operation.REPLACE_WORDS, Operation.RENUMBER},
    Word.DELETE: {Operation.DELETE, Operation.DELETE_WORDS},
    Word.ADD: {Operation.ADD, Operation.INSERT_WORDS},
    Word.AS: {Operation.ADD},
    Word.WITHIN: {Operation.REPLACE_WORDS},
    Word.MERGE: {Operation.MERGE},
    Word.SPLIT: {Operation.SPLIT},
    Word.AFTER: {Operation.ADD, Operation.INSERT_WORDS},
    Word.BEFORE: {Operation.ADD, Operation.INSERT_WORDS},
    Word.START: {Operation.INSERT_WORDS},
    Word.END: {Operation.INSERT_WORDS},
    Word.EVERY: {Operation.REPLACE_WORDS},
    Word.EACH: {Operation.REPLACE_WORDS, Operation.RENUMBER},
    Word.ORDER: {Operation.REORDER},
    Word.SHIFT: {Operation.REORDER},
    Word.UNREAD: {Operation.UNKNOWN},
}


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.kind is not Word.SKIP], ids=lambda e: f"{e.kind} {e.text}")
def test_an_example_orders_what_its_word_says(entry: AmendingEntry) -> None:
    operations = {instruction.operation for instruction in instructions_of(entry.example)}
    assert operations & READ[entry.kind]
    assert entry.kind is Word.UNREAD or Operation.UNKNOWN not in operations


LAWS = """\
全国人民代表大会常务委员会关于修改《中华人民共和国甲法》等三部法律的决定
一、对《中华人民共和国甲法》作出修改
（一）将第三条中的“国土部门”修改为“自然资源部门”。
（二）删去第五条、第六条。
二、将《中华人民共和国审计法》第四条修改为：“甲。”
第五条改为第六条。
三、某省专利条例
1.删除第八条第二款中的“并处罚款”。
此外，对相关条文顺序作相应调整。
本决定自公布之日起施行。"""


def test_a_decision_on_several_laws_says_whose_each_instruction_is() -> None:
    found = [(each.label, each.operation.value, each.place, each.law) for each in instructions_of(LAWS)]
    assert found == [
        ("一、（一）", "replace_words", "第三条", "中华人民共和国甲法"),
        ("一、（二）", "delete", "第五条、第六条", "中华人民共和国甲法"),
        ("二、", "replace", "第四条", "中华人民共和国审计法"),
        ("二、", "renumber", "第五条", "中华人民共和国审计法"),
        ("三、1.", "delete_words", "第八条第二款", "某省专利条例"),
        ("", "reorder", "全文", None),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("刑法", "中华人民共和国刑法"),
        (
            "最高人民法院关于适用〈中华人民共和国公司法〉若干问题的规定（五）",
            "最高人民法院关于适用《公司法》若干问题的规定（五）",
        ),
        ("某县会议办法", "某县会议办法（试行）"),
        ("关于审理某某案件的解释", "最高人民法院关于审理某某案件的解释"),
    ],
)
def test_two_names_of_one_law(left: str, right: str) -> None:
    assert laws.same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("审计法", "国家审计法"),
        ("某县会议办法", "某县公文办法"),
        ("公司法若干问题的规定（五）", "公司法若干问题的规定（四）"),
        ("法", "刑法"),
    ],
)
def test_names_of_two_laws(left: str, right: str) -> None:
    assert not laws.same(left, right)


def test_a_decision_on_another_law_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        amend("某县会议办法\n第一条　甲。\n", "关于修改《某县公文办法》的决定\n删去第一条。\n")
    assert str(raised.value) == (
        "str: the decision amends 《某县公文办法》 and not 《某县会议办法》; give the text that it amends"
    )


def test_citations_of_renumbered_articles_are_named_and_left_alone() -> None:
    old = "第一条　甲。\n第二条　依照第三条办理。\n第三条　乙。\n第四条　依照第一条办理。\n"
    amended = amend(old, "删去第一条。条文顺序作相应调整。")
    assert amended.text == "第一条　依照第三条办理。\n第二条　乙。\n第三条　依照第一条办理。\n"
    assert amended.remarks[:2] == (
        "内部引用需核对：第一条中的“第三条”指向的原第三条现为第二条",
        "内部引用需核对：第三条中的“第一条”指向的原第一条已删去",
    )
    assert amended.numbers == (("2", "1"), ("3", "2"), ("4", "3"))


def test_what_the_decision_does_not_say_of_numbers_is_remarked() -> None:
    old = "第一条　甲。\n第二条　乙。\n第三条　丙。\n"
    assert "决定没有写明条文顺序作相应调整，删去的条保留空号：第二条" in amend(old, "删去第二条。").remarks
    shifted = amend(old, "增加一条，作为第二条：“丁。”")
    assert shifted.text == "第一条　甲。\n第二条　丁。\n第三条　乙。\n第四条　丙。\n"
    assert any("其后的条号已顺延" in remark for remark in shifted.remarks)


def test_an_article_added_between_two_chapters_is_remarked() -> None:
    old = "第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    amended = amend(old, "增加一条，作为第二条：“丙。”条文顺序作相应调整。")
    assert amended.text == "第一章　总则\n第一条　甲。\n第二条　丙。\n第二章　附则\n第三条　乙。\n"
    assert "新增的第二条在两章（节）之间，现列在前一章（节）末尾，请核对" in amended.remarks


@pytest.mark.parametrize("decision", ["", "\n", "关于表彰先进的决定\n决定表彰下列单位。\n", "本决定自公布之日起施行。"])
def test_a_decision_without_instructions_changes_nothing(seed: Path, decision: str) -> None:
    amended = amend(seed, decision)
    assert amended.text == seed.read_text(encoding="utf-8")
    assert (amended.outcomes, amended.remarks, amended.complete) == ((), (), True)


@pytest.fixture(scope="module")
def rules(seed: Path) -> Regulation:
    return parse(seed)


def test_deleting_an_article_leaves_the_others_alone(rules: Regulation) -> None:
    for number in range(1, len(rules.articles) + 1, 11):
        place = f"第{chinese(number)}条"
        amended = amend(rules, f"一、删去{place}。\n二、条文顺序作相应调整。\n")
        assert amended.complete
        kept = [article.text for article in rules.articles if article.number != number]
        after = parse(amended.text)
        assert [article.text for article in after.articles] == kept
        assert [article.number for article in after.articles] == list(range(1, len(kept) + 1))
        assert [article.label[-1] for article in after.articles] == ["、"] * len(kept)


@given(st.lists(st.integers(1, 93), unique=True, min_size=1, max_size=8), st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_untouched_articles_keep_every_character(rules: Regulation, touched: list[int], data: st.DataObject) -> None:
    ways = [
        data.draw(st.sampled_from(("将{}修改为：“甲。”", "在{}末尾增加“乙。”", "{}增加一款，作为第一款：“丙。”")))
        for _ in touched
    ]
    points = [way.format(f"第{chinese(number)}条") for way, number in zip(ways, touched, strict=True)]
    amended = amend(rules, "".join(f"{chinese(at)}、{point}\n" for at, point in enumerate(points, 1)))
    assert amended.complete
    source = rules.source.text if rules.source is not None else ""
    pieces = _untouched(rules, set(touched), source)
    at = 0
    for piece in pieces:
        at = amended.text.index(piece, at) + len(piece)


def _untouched(rules: Regulation, touched: set[int], source: str) -> list[str]:
    """The stretches of a text between its touched articles."""
    pieces, at = [], 0
    for article in rules.articles:
        if article.number in touched:
            pieces.append(source[at : article.source.start])
            at = article.source.end
    return [*pieces, source[at:]]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_unit_is_placed_once_or_refused(data: st.DataObject) -> None:
    size = data.draw(st.integers(0, 7))
    claims = st.one_of(st.just(0), st.integers(1, 9))
    olds = [Slot(f"old {n}", old=n, claim=data.draw(claims), gone=False) for n in range(1, size + 1)]
    adds = [Slot(f"new {n}", claim=data.draw(st.integers(1, 9))) for n in range(data.draw(st.integers(0, 3)))]
    order = arrange(olds, adds)
    placed = [unit for unit, _ in order.placed]
    numbers = [number for _, number in order.placed]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sorted((*placed, *order.refused)) == sorted(slot.unit for slot in (*olds, *adds))
    waiting = [slot.unit for slot in olds if not slot.claim]
    assert [unit for unit in placed if unit in waiting] == waiting
    assert all(
        number in {0, slot.claim}
        for slot in (*olds, *adds)
        for unit, number in order.placed
        if unit == slot.unit and slot.claim
    )


@given(st.lists(st.integers(0, 30), max_size=40, unique=True))
def test_what_kept_its_order_rises(ranks: list[int]) -> None:
    kept = [ranks[at] for at in sorted(steady(ranks))]
    assert kept == sorted(kept)
    assert len(kept) >= (len(ranks) + 9) // 10 or not ranks


PHRASES = [
    *(
        "第一条",
        "第二条",
        "第三条第二款",
        "第（二）项",
        "第二章",
        "章名",
        "引言",
        "名称",
        "附件",
        "该条",
        "第二句",
        "首部",
    ),
    *("“县长”", "“甲。”", "将", "删去", "增加", "一条", "一款", "一项", "作为", "修改为", "：", "改为", "合并", "分为"),
    *(
        "中的",
        "后",
        "末尾",
        "统一",
        "条文顺序",
        "作相应调整",
        "。",
        "；",
        "，",
        "一、",
        "（一）",
        "《某办法》",
        "、",
        "至",
    ),
    *("“", "”", "移至", "\n"),
]
OLD = """\
为规范会议，制定本办法。
第一章　总则
第一条　县长。甲。
乙：
（一）丙；
（二）丁。
第二章　附则
第二条　依照第一条。
"""


@given(st.lists(st.sampled_from(PHRASES), max_size=25).map("".join))
@settings(max_examples=200, deadline=None)
def test_no_decision_raises_and_what_fails_changes_nothing(decision: str) -> None:
    for instruction in instructions_of(decision):
        assert 0 <= instruction.span.start < instruction.span.end <= len(decision)
    amended = amend(OLD, decision)
    json.loads(amended.to_json())
    if not any(outcome.status is Status.APPLIED for outcome in amended.outcomes):
        assert amended.text == OLD


@pytest.mark.parametrize("unit", ["“甲\n", "一、将第二条中的“甲”修改为：\n“第二条\n"])
def test_reading_takes_linear_time(unit: str) -> None:
    assert_linear(instructions_of, unit)


def test_changing_many_articles_takes_linear_time() -> None:
    def work(text: str) -> None:
        articles = range(1, text.count("\n"))
        old = "".join(f"第{chinese(at)}条　甲事项。\n" for at in articles)
        amend(old, "".join(f"将第{chinese(at)}条中的“甲”修改为“乙”。\n" for at in articles))

    assert_linear(
        work, "甲事项由县政府办公室办理，有关部门应当配合，所需经费列入年度预算，具体办法由县政府另行制定。\n"
    )


def test_known_changes_are_read(shared: Path) -> None:
    path = next((shared / "laws/judicial").glob("*铁路运输人身损害*决定.txt"), None)
    if path is None:
        pytest.skip("the decision is not among the laws")
    found = instructions_of(path.read_text(encoding="utf-8"))
    assert Operation.UNKNOWN not in {instruction.operation for instruction in found}
    assert len(found) == 23


@pytest.mark.parametrize(
    ("old", "decision", "new"),
    [
        ("history/刑法(2020-12-26)", "national/刑法修正案（十二）(2023-12-29)", "national/刑法"),
        (
            "history/最高人民法院关于适用《公司法》若干问题的规定（五）(2019-04-28)",
            "judicial/最高人民法院关于修改《最高人民法院关于破产企业国有划拨土地使用权应否列入破产财产等问题的批复》等二十九件商事类司法解释的决定",
            "judicial/最高人民法院关于适用《公司法》若干问题的规定（五）(2020-12-29)",
        ),
    ],
    ids=["刑法", "公司法解释"],
)
def test_a_known_law_becomes_its_next_version(shared: Path, old: str, decision: str, new: str) -> None:
    paths = [shared / f"laws/{name}.txt" for name in (old, decision, new)]
    if not all(path.exists() for path in paths):
        pytest.skip("the law is not among the laws")
    amended = amend(paths[0], paths[1])
    assert amended.complete
    got, wanted = (
        {each.id: fold(each.text).text for each in parse(text).articles} for text in (amended.text, paths[2])
    )
    differing = {name for name in {*got, *wanted} if got.get(name) != wanted.get(name)}
    assert differing <= {"452"}  # a footnote of the page
