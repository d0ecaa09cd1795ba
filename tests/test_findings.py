"""What a lawyer asks of two texts, case by case: `cases/findings.md` is to be read and added to by a jurist."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import zhize
from zhize import contract, labels
from zhize.comparison import ChangeKind, FindingKind, PairType, Side, StanceKind, compare
from zhize.comparison.mapping import Home
from zhize.comparison.overlap import repeated, runs_of, verbatim
from zhize.comparison.reviewheads import ReviewHead, ReviewHeadEntry, heads_of
from zhize.comparison.statements import Statements
from zhize.lexicon import load
from zhize.numerals import chinese
from zhize.values import Role

if TYPE_CHECKING:
    from zhize.comparison import Comparison, Finding
    from zhize.types import Norm

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "findings.md"
CITY, PROVINCE = (ROOT / f"corpora/examples/synthetic-{n}.txt" for n in ("qingshi-city-2022", "yunling-province-2021"))
NONE = "—"
COLUMNS = ("发现", "上级", "本级", "变化", "要点")
HEADS = load("reviewheads", ReviewHeadEntry)


# --- case by case ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    title: str
    upper: str
    lower: str
    rows: tuple[tuple[str, ...], ...]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _text(lines: str) -> str:
    """Return a text of a title and an article a line."""
    title, *articles = lines.strip().split("\n")
    return "\n".join([title, *(f"第{chinese(number)}条　{text}" for number, text in enumerate(articles, 1))])


def read_cases(text: str) -> list[Case]:
    """A case is a heading, two texts and a table; one that would assert nothing is an error of the file."""
    cases = []
    for chunk in text.split("\n## ")[1:]:
        title, *lines = chunk.strip().split("\n")
        table = [_cells(line) for line in lines if line.startswith("|")]
        upper, mark, lower = "\n".join(line for line in lines if line and line[0] != "|").partition("\n对照\n")
        assert mark, f"{title}: no line 对照"
        assert upper.count("\n"), f"{title}: no upper article"
        assert lower.count("\n"), f"{title}: no lower article"
        assert table[:1] == [COLUMNS], f"{title}: the columns are {'、'.join(COLUMNS)}"
        rows = [] if table[2:] == [("无",)] else table[2:]
        assert len(table) > 2, f"{title}: no row; where nothing is found, write 无"
        assert all(len(row) == len(COLUMNS) for row in rows), f"{title}: a row has too many or few cells"
        cases.append(Case(title, _text(upper), _text(lower), tuple(rows)))
    return cases


def _row(finding: Finding, comparison: Comparison) -> tuple[str, ...]:
    texts = comparison.left.regulation, comparison.right.regulation
    upper, lower = texts if comparison.stance.basis is Side.LEFT else texts[::-1]
    articles = {article.id: article.text for article in (lower if finding.basis is None else upper).articles}
    others = {article.id: article.text for article in lower.articles}

    def act(norm: Norm | None, held: dict[str, str]) -> str:
        return NONE if norm is None else norm.action.of(held[norm.article])

    along = "".join(f"＋{act(norm, articles)}" for norm in finding.along)
    basis, judged = act(finding.basis, articles), act(finding.judged, others)
    change = finding.change
    if change and comparison.stance.basis is Side.RIGHT:
        change = change.mirrored()
    return (
        finding.kind,
        basis + along if finding.basis and not finding.judged else basis,
        judged + along if finding.judged and not finding.basis else judged,
        f"{change.left or NONE}→{change.right or NONE}" if change else NONE,
        "、".join(finding.heads) or NONE,
    )


EVERY = read_cases(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.title)
def test_findings(case: Case) -> None:
    comparison = compare(case.upper, case.lower)
    assert [_row(finding, comparison) for finding in comparison.findings] == list(case.rows)


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.title)
def test_which_text_is_named_first_makes_no_difference(case: Case) -> None:
    forth, back = compare(case.upper, case.lower), compare(case.lower, case.upper)
    if forth.stance.kind is not StanceKind.LEVELS:
        pytest.skip("of two undated texts the first one is the older")
    assert back.stance == forth.stance.mirrored()
    # The order is that of the pairs, which is that of the left text.
    assert sorted(_row(one, back) for one in back.findings) == sorted(_row(one, forth) for one in forth.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n## 题\n甲县规则\n甲。\n| 发现 |", "no line 对照"),
        ("\n## 题\n甲县规则\n对照\n乙县规则\n乙。", "no upper article"),
        ("\n## 题\n甲县规则\n甲。\n对照\n乙县规则\n乙。\n| 发现 |", "the columns are"),
        ("\n## 题\n甲县规则\n甲。\n对照\n乙县规则\n乙。\n| 发现 | 上级 | 本级 | 变化 | 要点 |\n| - |", "no row"),
    ],
)
def test_a_case_that_asserts_nothing_is_refused(text: str, said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        read_cases(text)


# --- laws of nature --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ROOT / "corpora/sishui-2022.txt", CITY, PROVINCE], ids=lambda path: path.stem)
def test_a_text_held_against_itself_has_none(path: Path) -> None:
    assert compare(path, path).findings == ()


def _told(finding: Finding) -> tuple[object, ...]:
    norms = (finding.basis, finding.judged, *finding.along)
    change = finding.change and {finding.change.left, finding.change.right}
    said = frozenset(change) if change else None
    return (finding.kind, *norms, said, finding.covered, finding.nearest, finding.heads)


@pytest.mark.parametrize("upper", [CITY, PROVINCE], ids=lambda path: path.stem)
def test_levels_have_the_same_findings_from_either_side(upper: Path, seed: Path) -> None:
    forth, back = compare(upper, seed), compare(seed, upper)
    assert (forth.stance.basis, back.stance.basis) == (Side.LEFT, Side.RIGHT)
    assert Counter(map(_told, forth.findings)) == Counter(map(_told, back.findings))
    assert forth.findings


def test_a_law_has_the_same_findings_from_either_side(shared: Path) -> None:
    names = "山东省大气污染防治条例*.txt", "济宁市大气污染防治条例*.txt"
    province, city = (next((shared / "laws").rglob(name)) for name in names)
    forth, back = compare(province, city), compare(city, province)
    assert Counter(map(_told, forth.findings)) == Counter(map(_told, back.findings))
    assert {FindingKind.LACKING, FindingKind.WITHOUT_BASIS} <= {finding.kind for finding in forth.findings}


# --- what a finding knows --------------------------------------------------------------------------------------------


def test_a_change_of_force_knows_whose_act_it_is() -> None:
    case = next(case for case in EVERY if case.title.startswith("由倡导改为必须"))
    [change] = [one for pair in compare(case.upper, case.lower).pairs for one in pair.changes if one.left_norm]
    assert (change.kind, change.left_span, change.left_norm, change.right_norm) == (
        ChangeKind.FORCE,
        None,
        "1.1",
        "1.1",
    )
    assert (change.mirrored().left_norm, change.mirrored().right_norm) == ("1.1", "1.1")
    assert change.to_dict()["left_norm"] == "1.1"


def test_a_norm_that_came_is_known_on_its_side_only() -> None:
    old = "县政府办公室应当公开办理结果。"
    [pair] = compare(_text(f"甲县规则\n{old}"), _text(f"甲县规则\n{old}主办部门应当归档全部材料。")).pairs
    [added] = [change for change in pair.changes if change.kind is ChangeKind.NORM_ADDED]
    assert (added.left_norm, added.right_norm) == (None, "1.2")


def test_an_article_without_counterpart_is_one_finding(seed: Path) -> None:
    comparison = compare(CITY, seed)
    alone = {pair.right[0] for pair in comparison.pairs if pair.type is PairType.ADDED}
    found = [one for one in comparison.findings if one.judged and one.judged.article in alone and not one.basis]
    assert len(found) == len({one.judged.article for one in found if one.judged})
    assert sum(1 + len(one.along) for one in found) > 1.5 * len(found) > 60
    assert all(norm.article == one.judged.article for one in found if one.judged for norm in one.along)


def test_findings_fit_the_contract(seed: Path) -> None:
    document = compare(CITY, seed).to_dict()
    jsonschema.validate(document, contract.schema(contract.COMPARISON))
    assert any(finding["along"] for finding in document["findings"])


def test_only_a_lower_text_is_asked_what_it_creates() -> None:
    articles = "用水单位应当安装计量设施。", "逾期不改正的，由县水务局处五百元罚款。"
    old, new = (_text("\n".join(("泗水县节约用水办法", *articles[:count]))) for count in (1, 2))
    [finding] = compare(old, new).findings
    assert (finding.kind, finding.heads) == (FindingKind.WITHOUT_BASIS, ())


def test_what_binds_the_upper_level_alone_is_not_lacking() -> None:
    articles = "用水单位应当安装计量设施。", "单位和个人应当节约用水。"
    lower = _text("\n".join(("泗水县节约用水办法", *articles)))
    for bearer, count in (("市人民政府", 0), ("县级以上人民政府", 1)):
        upper = _text("\n".join(("示例市节约用水条例", *articles, f"{bearer}应当每年公布再生水价格。")))
        assert [one.kind for one in compare(upper, lower).findings] == [FindingKind.LACKING] * count


# --- review heads ----------------------------------------------------------------------------------------------------


def _heads(text: str, *, public: bool) -> set[ReviewHead]:
    analysis = zhize.analyze(_text(f"泗水县管理办法\n{text}"))
    side = Statements(analysis, Home())
    return {head for one in side.norms(side.articles) for head in heads_of(one, public=public)}


@pytest.mark.parametrize("entry", HEADS, ids=lambda entry: f"{entry.text} {entry.kind}")
def test_a_word_says_what_its_example_creates(entry: ReviewHeadEntry) -> None:
    assert entry.kind in _heads(entry.example, public=True), entry.example


@pytest.mark.parametrize(
    ("entry", "longer"), [(entry, longer) for entry in HEADS for longer in entry.not_], ids=lambda each: str(each)[:24]
)
def test_a_longer_word_creates_nothing(entry: ReviewHeadEntry, longer: str) -> None:
    assert entry.text in longer
    assert entry.kind not in _heads(f"县水务局应当公布{longer}情况。", public=entry.public) - {ReviewHead.RIGHTS}


@pytest.mark.parametrize(
    ("text", "public", "heads"),
    [
        ("单位不得收取费用。", True, {"rights"}),
        ("县政府应当将规划报市政府批准。", False, set()),
        ("未取得许可证的，单位不得开工。", True, {"licence", "rights"}),
        ("单位可以申请复核。", True, set()),
    ],
)
def test_a_head_depends_on_who_is_bound_and_how(text: str, public: bool, heads: set[str]) -> None:  # noqa: FBT001
    assert _heads(text, public=public) == heads


def test_every_head_has_a_name() -> None:
    assert set(labels.REVIEW_HEAD) == set(ReviewHead)


# --- the role map ----------------------------------------------------------------------------------------------------


def test_the_role_of_a_line_is_the_same_from_either_side(seed: Path) -> None:
    forth, back = compare(CITY, seed).correspondences, compare(seed, CITY).correspondences
    assert [(one.neutral, one.role, one.left, one.right) for one in forth] == [
        (one.neutral, one.role, one.right, one.left) for one in back
    ]
    assert {one.role for one in forth if one.functional} == {Role.SECRETARY_GENERAL}


def test_a_name_that_only_says_how_it_stands_is_no_partner() -> None:
    upper = _text("示例省节约用水条例\n设区的市人民政府应当公开用水计划。")
    lower = _text("示例市节约用水条例\n市人民政府应当督促下级人民政府公开用水计划。")
    assert all("下级人民政府" not in (*one.left, *one.right) for one in compare(upper, lower).correspondences)


# --- word for word ---------------------------------------------------------------------------------------------------

SHARED = "议定事项形成纪要并印发有关部门执行"


def test_what_is_repeated_is_a_share_of_the_judged_text() -> None:
    upper, lower = _text(f"示例市规则\n市政府{SHARED}。"), _text(f"泗水县规则\n县政府{SHARED}。县政府领导走访群众。")
    forth = repeated(compare(upper, lower))
    assert forth == repeated(compare(lower, upper))
    assert 0.5 < forth < 1
    assert repeated(compare(upper, upper)) == 1.0


def test_eight_characters_are_no_chance_and_seven_are() -> None:
    assert verbatim(runs_of(SHARED[:8]), runs_of(SHARED)) == 1.0
    assert verbatim(runs_of(SHARED[:7]), runs_of(SHARED)) == 0.0
    assert verbatim(runs_of("甲乙丙丁" + SHARED[:8]), runs_of(SHARED)) == round(8 / 12, 4)
