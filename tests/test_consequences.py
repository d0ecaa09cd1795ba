"""Legal consequences, case by case: `cases/consequences.md` is written to be read and added to by a jurist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pace import assert_linear

import zhize
from zhize.structure import parse
from zhize.tagging.breaches import failure
from zhize.tagging.consequences import linked
from zhize.types import Source

if TYPE_CHECKING:
    from zhize.types import Norm

CASES = Path(__file__).parent / "cases" / "consequences.md"
NONE = "—"


@dataclass(frozen=True)
class Case:
    place: str
    text: str
    rows: tuple[tuple[str, str], ...]


def _read(path: Path) -> list[Case]:
    """A case is a heading, a text and a table; a heading without both is an error of the file."""
    cases = []
    for chunk in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")]
        text = "\n".join(line for line in lines if line and not line.startswith("|"))
        assert text, f"{path.name}: {title}: no text"
        assert rows[:1] == [("后果", "追究")], f"{path.name}: {title}: no table"
        assert rows[2:], f"{path.name}: {title}: no row"
        assert all(len(row) == 2 for row in rows), f"{path.name}: {title}: a row has too many or few cells"
        cases.append(Case(f"{path.name}:{title}", text, tuple((row[0], row[1]) for row in rows[2:])))
    return cases


def _linked(text: str) -> tuple[zhize.Analysis, tuple[Norm, ...]]:
    analysis = zhize.analyze(text, learned=False)
    bare = [replace(norm, sanctions=()) for norm in analysis.norms]
    return analysis, linked(bare, analysis.regulation.articles, analysis.references)


@pytest.mark.parametrize("case", _read(CASES), ids=lambda case: case.place)
def test_consequences(case: Case) -> None:
    analysis, norms = _linked(case.text)
    acts = {norm.id: norm.action.of(analysis.text_of(norm)) for norm in norms}
    expected = dict(case.rows)
    assert expected.keys() <= set(acts.values())
    found = {
        acts[norm.id]: "；".join(acts[each] for each in norm.sanctions) or NONE
        for norm in norms
        if norm.sanctions or acts[norm.id] in expected
    }
    assert found == expected


@pytest.mark.parametrize(
    ("part", "failing"),
    [
        ("逾期不改正的", "逾期不改正的"),
        ("当事人拒不履行的", "拒不履行的"),
        ("建设单位未安装装置", "未安装装置"),
        ("大气污染物达不到标准的", "达不到标准的"),
        ("对未报送的单位", "未报送的单位"),
        ("对不整洁的摊位", None),
        ("未取得许可证的单位批准用地的", None),
        ("毁坏不动产的", None),
        ("未成年人", None),
        ("没有违法所得的", None),
        ("不予批准的", None),
    ],
)
def test_what_was_not_done(part: str, failing: str | None) -> None:
    at = failure(part)
    assert (None if at is None else part[at:]) == failing


def test_the_evidence_says_why() -> None:
    analysis, norms = _linked(
        "第一条　排水户应当安装监测装置。\n第二条　违反第一条规定的，由县水务局责令限期改正；逾期不改正的，罚款。"
    )
    text = analysis.regulation.articles[1].text
    clues = [clue for norm in norms for clue in norm.evidence if clue.field == "sanctions"]
    assert [(clue.rule, text[clue.start : clue.end]) for clue in clues] == [
        ("cited", "违反第一条规定的"),
        ("order", "逾期不改正的"),
    ]


def test_linking_twice_changes_nothing() -> None:
    analysis, norms = _linked("第一条　排水户应当安装监测装置。\n第二条　违反第一条规定的，由县水务局责令改正。")
    again = linked(norms, analysis.regulation.articles, analysis.references)
    assert [(norm.sanctions, norm.evidence) for norm in again] == [(norm.sanctions, norm.evidence) for norm in norms]


def test_nothing_is_linked_in_nothing() -> None:
    assert linked((), parse(Source(text="", name="-", encoding="str")).articles, ()) == ()


def test_a_place_of_too_many_duties_says_nothing() -> None:
    duties = "\n".join(f"第{number}科应当报送第{number}号材料。" for number in range(60))
    _, norms = _linked(f"第一条　{duties}\n第二条　违反第一条规定的，由县政府责令改正。")
    assert len(norms) > 60
    assert not any(norm.sanctions for norm in norms)


def test_the_seed(seed: Path) -> None:
    """第五十二条, 第七十四条: silence is consent; who keeps no rules of leave broke the duty to ask for it."""
    analysis = zhize.analyze(seed)
    norms = linked(analysis.norms, analysis.regulation.articles, analysis.references)
    text = {norm.id: norm.action.of(analysis.text_of(norm)) for norm in norms}
    found = {text[norm.id]: [text[each] for each in norm.sanctions] for norm in norms if norm.sanctions}
    assert found == {
        "视为无不同意见": ["回复"],
        "责成写出书面检查或予以通报批评": ["按规定提前3天履行请假报批手续"],
    }


def test_links_lead_to_other_norms_that_come_without_links_of_their_own_or_order(shared: Path) -> None:
    """Whatever a law says: an id is one of the document, never the norm's own, and order and number of norms stay."""
    files = sorted((shared / "laws" / "national").glob("*.txt"))[:50]
    assert files
    links = 0
    for file in files:
        analysis = zhize.analyze(file, learned=False)
        norms = linked(analysis.norms, analysis.regulation.articles, analysis.references)
        ids = [norm.id for norm in norms]
        assert ids == [norm.id for norm in analysis.norms]
        for norm in norms:
            assert norm.id not in norm.sanctions
            assert set(norm.sanctions) <= set(ids)
            assert len(set(norm.sanctions)) == len(norm.sanctions)
            links += len(norm.sanctions)
    assert links > 100


def test_time_grows_with_the_text() -> None:
    """One article whose sanctions look back on many duties; only the linking is timed, the best of three."""
    analyzed = cache(lambda text: zhize.analyze(f"第一条　{text}", learned=False))

    def link(text: str) -> tuple[Norm, ...]:
        analysis = analyzed(text)
        return linked(analysis.norms, analysis.regulation.articles, analysis.references)

    assert_linear(
        link, "单位应当报送材料。未报送材料的，由县政府责令改正；逾期不改正的，罚款。违反前款规定的，给予警告。\n"
    )
    assert_linear(link, "单位应当报送材料，有下列行为之一的，责令改正：（一）违反本条规定的；")
