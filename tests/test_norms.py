"""Norms, case by case: `cases/norms.md` is written to be read and added to by a jurist."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import zhize
from zhize.labels import DOUBT

if TYPE_CHECKING:
    from zhize.types import Norm

CASES = Path(__file__).parent / "cases" / "norms.md"
NONE = "—"


@dataclass(frozen=True)
class Case:
    place: str
    title: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def read_cases(path: Path) -> list[Case]:
    """A case is a heading, a text and a table; a heading without both is an error of the file."""
    cases = []
    for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        table = [line for line in lines if line.startswith("|")]
        text = "\n".join(line for line in lines if line and not line.startswith("|"))
        assert text, f"{path.name}: {title}: no text"
        assert len(table) >= 2, f"{path.name}: {title}: no table"
        columns = _cells(table[0])
        rows = tuple(_cells(line) for line in table[2:])
        assert all(len(row) == len(columns) for row in rows), f"{path.name}: {title}: a row has too many or few cells"
        assert set(columns) <= set(SHOW), f"{path.name}: {title}: unknown column"
        cases.append(Case(f"{path.name}:{title}", title, text, columns, rows))
    return cases


def _text(article: str, span: zhize.Span | None) -> str:
    return NONE if span is None else span.of(article).replace("\n", "⏎")


SHOW = {
    "主体": lambda norm, _: "、".join(norm.bearers) or NONE,
    "主体来源": lambda norm, _: norm.bearer_source.value,
    "标记": lambda norm, text: _text(text, norm.marker),
    "行为": lambda norm, text: _text(text, norm.action),
    "模态": lambda norm, _: norm.modality.value,
    "刚性": lambda norm, _: norm.force.value,
    "相对方": lambda norm, _: "；".join(f"{c.relation.value} {c.name}" for c in norm.counterparts) or NONE,
    "条件": lambda norm, text: _text(text, norm.condition),
    "例外": lambda norm, text: _text(text, norm.exception),
    "时间": lambda norm, text: "；".join(span.of(text) for span in norm.time) or NONE,
    "步骤": lambda norm, text: "；".join(f"{'、'.join(s.actors)}：{s.act.of(text)}" for s in norm.steps) or NONE,
    "存疑": lambda norm, _: "；".join(DOUBT[doubt] for doubt in norm.doubts) or NONE,
}


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: case.place)
def test_norms(case: Case) -> None:
    analysis = zhize.analyze(f"第一条　{case.text}")
    text = analysis.regulation.articles[0].text
    found = [tuple(SHOW[column](norm, text) for column in case.columns) for norm in analysis.norms]
    assert found == list(case.rows)


@pytest.fixture(scope="module")
def analysis(seed: Path) -> zhize.Analysis:
    return zhize.analyze(seed)


def test_every_norm_stands_in_its_article(analysis: zhize.Analysis) -> None:
    for norm in analysis.norms:
        length = len(analysis.text_of(norm))
        spans = [norm.action, norm.marker, norm.condition, norm.exception, *norm.time]
        assert all(0 <= span.start < span.end <= length for span in spans if span is not None), norm


def test_every_norm_says_why(analysis: zhize.Analysis) -> None:
    assert analysis.norms
    for norm in analysis.norms:
        assert {"modality", "bearers"} <= {clue.field for clue in norm.evidence}, norm
        assert norm.bearers, norm


def test_ids_are_unique_and_ordered(analysis: zhize.Analysis) -> None:
    assert max(Counter(norm.id for norm in analysis.norms).values()) == 1
    places = [(int(norm.article), norm.action.start) for norm in analysis.norms]
    assert places == sorted(places)


def test_every_article_but_the_first_has_a_norm(analysis: zhize.Analysis) -> None:
    """第一条 says why the rules exist (根据…制定本规则); each of the other 92 binds somebody or defines something."""
    with_norms = {norm.article for norm in analysis.norms}
    assert {article.id for article in analysis.regulation.articles} - with_norms == {"1"}


def test_nobody_bears_a_norm_when_nobody_is_known() -> None:
    norms: tuple[Norm, ...] = zhize.analyze("第一条　应当及时办理。").norms
    assert [norm.bearers for norm in norms] == [()]


def test_who_turns_to_the_government_is_not_the_government() -> None:
    """The classes of bodies that the rules name together send; 县政府 itself cannot 报县政府."""
    text = (
        "泗水县人民政府工作规则\n第一条　各镇（街道）、县政府各部门要执行本规则，并接受县政府监督。\n"
        "第二条　各镇（街道）、县政府各部门应当按时报送材料。\n第三条　不得越级行文。\n第四条　重大事项须报县政府同意。"
    )
    norms = {norm.article: norm for norm in zhize.analyze(text).norms}
    assert norms["3"].bearers == ("县政府",)
    assert norms["4"].bearers == ("各镇（街道）", "县政府各部门")
    assert [(party.name, party.relation.value) for party in norms["4"].counterparts] == [("县政府", "approved_by")]
    assert norms["4"].doubts


SENDERS = "泗水县人民政府工作规则\n" + "".join(
    f"第{number}条　{said}\n"
    for number, said in enumerate(
        (
            "各镇（街道）、县政府各部门要执行本规则，并接受县政府监督。",
            "各镇（街道）、县政府各部门应当按时报送材料。",
            "报送县政府的请示性公文，要一事一报。",
            "公文一律送县政府办公室统一办理，不得直接报送县政府领导同志个人。",
            "凡属县政府部门职责范围内的事项，应直接将公文报送县政府有关部门，不得报县政府。",
            "使用县政府印章，须经县长或副县长同意。",
            "县政府发布的公文，应当及时公开。",
            "重大事项须经市长同意。",
        ),
        1,
    )
)


@pytest.fixture(scope="module")
def sent() -> zhize.Analysis:
    return zhize.analyze(SENDERS)


@pytest.mark.parametrize("article", ["3", "4", "5", "6"])
def test_who_hands_in_is_bound_by_what_is_handed_in(sent: zhize.Analysis, article: str) -> None:
    """By papers for 县政府, for its office and its heads, by the consent of its heads; by one case as a whole."""
    found = [norm for norm in sent.norms if norm.article == article]
    assert found
    assert {norm.bearers for norm in found} == {("各镇（街道）", "县政府各部门")}
    assert {norm.bearer_source for norm in found} == {zhize.BearerSource.DEFAULT}


@pytest.mark.parametrize("article", ["7", "8"])
def test_what_the_government_hands_out_or_up_binds_the_government(sent: zhize.Analysis, article: str) -> None:
    assert {norm.bearers for norm in sent.norms if norm.article == article} == {("县政府",)}


def test_a_default_that_goes_on_behind_a_semicolon_is_still_a_default() -> None:
    text = "泗水县人民政府工作规则\n第一条　凡已有规定的，不再制发文件；没有新内容的，不再重复发文。"
    assert [norm.bearer_source for norm in zhize.analyze(text).norms] == [zhize.BearerSource.DEFAULT] * 2


def test_what_is_overdue_is_the_duty_with_the_limit(analysis: zhize.Analysis) -> None:
    """第五十二条: 一般应在3个工作日内回复；…应主动沟通并商定回复时限及方式，逾期不回复视为无不同意见."""
    acts = {norm.id: norm.action.of(analysis.text_of(norm)) for norm in analysis.norms}
    answered = {acts[norm.id]: [acts[duty] for duty in norm.sanctions] for norm in analysis.norms if norm.sanctions}
    assert answered["视为无不同意见"] == ["回复"]


def test_evidence_names_the_rule_and_the_words_of_every_field() -> None:
    [norm] = zhize.analyze("第一条　涉及规划的，县水利局应当在3日内报县政府批准，涉密事项除外。").norms
    assert {clue.field for clue in norm.evidence} == {
        *("modality", "bearers", "action", "condition", "exception", "counterparts", "time")
    }


def test_items_that_spell_a_condition_out_are_kept_beside_it() -> None:
    text = "第一条　有下列情形之一的，应当停工：\n（一）未经批准开工的；\n（二）影响行洪的。"
    analysis = zhize.analyze(text)
    [norm] = analysis.norms
    assert [case.of(analysis.text_of(norm)) for case in norm.cases] == ["（一）未经批准开工的；", "（二）影响行洪的。"]
