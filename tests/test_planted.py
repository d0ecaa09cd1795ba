"""`benchmarks/planting.py` plants what it says, and `benchmarks/planted.py` counts right."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

import zhize
from zhize.comparison import ChangeKind, PairType, compare

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

FOLDER = Path(__file__).parents[1] / "benchmarks"
WAYS = tomllib.loads((FOLDER / "planted.toml").read_text(encoding="utf-8"))["way"]
DONORS = ("船舶进港应当提前报告，并按照指定的泊位停靠。", "养犬人携犬出户，应当用牵引绳牵领犬只并避让行人。")


def _loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look their module up, and planted.py imports planting.py
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def planting() -> ModuleType:
    return _loaded("planting")


@pytest.fixture(scope="module")
def planted(planting: ModuleType) -> ModuleType:
    assert planting.ways().way
    return _loaded("planted")


class First(random.Random):
    """Chooses the first of anything."""

    def choice(self, seq: Sequence[Any]) -> Any:  # type: ignore[override]  # noqa: ANN401
        return seq[0]


# --- the ways --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(WAYS)), ids=lambda n: f"{n}-{WAYS[n]['kind']}-{WAYS[n]['put'][:8]}")
def test_a_way_does_to_its_example_what_it_says(planting: ModuleType, number: int) -> None:
    way = planting.ways().way[number]
    edit = planting.planted(way.example, way, ["县司法局"], First())
    assert edit is not None
    assert (edit.before, edit.after) == (way.example, way.becomes)
    assert way.kind in way.named_by


def test_every_kind_has_several_ways() -> None:
    kinds = [way["kind"] for way in WAYS]
    assert set(kinds) == {*ChangeKind} - {ChangeKind.FORCE} | {"format"}
    assert min(map(kinds.count, kinds)) >= 3


def test_an_unknown_word_in_the_file_is_refused(planting: ModuleType) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({**WAYS[0], "colour": "red"}, planting.Way)


@pytest.mark.parametrize(
    "text",
    [
        "执行“应当公开”的要求。",
        "依照《应当公开事项目录》办理。",
        "应当公开而未公开的，予以通报。",
        "县财政局核定应当缴纳的费用。",
        "县财政局核定费用。",
    ],
)
def test_what_is_no_duty_of_the_text_is_left_alone(planting: ModuleType, text: str) -> None:
    way = next(way for way in planting.ways().way if way.find.startswith("应当") and way.put == "可以")
    assert planting.planted(text, way, [], First()) is None


def test_a_body_is_put_in_from_another_article_only(planting: ModuleType) -> None:
    way = next(way for way in planting.ways().way if way.kind == "bearer" and way.put == "{other}")
    assert planting.planted("县财政局应当公开。", way, ["县财政局"], First()) is None


def test_bodies_are_read_off_the_characters(planting: ModuleType) -> None:
    assert planting.bodies("县财政局应当公开。纪要由县长签发，由县司法局负责审查。对违法行为应当制止。") == (
        "县司法局",
        "县财政局",
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("各部门应当按照各自的职责分工及时办理有关事项。\n办理结果应当在规定期限内向社会公开并备查。", 2),
        ("各部门应当按照各自的职责分工及时办理有关事项。办理结果应当在规定期限内向社会公开并备查。", 2),
        ("各部门应当办理。公开。", 1),
        ("各部门应当办理下列事项：\n（一）登记、编号，逐项核对。\n（二）归档，并按照规定移交县档案馆长期保存。", 1),
    ],
)
def test_an_article_is_divided_where_a_sentence_ends(planting: ModuleType, text: str, parts: int) -> None:
    found = planting.halves(text)
    assert len(found) == parts
    assert "".join(found) == text.replace("\n", "" if parts > 1 else "\n")


# --- a plan ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["", "泗水县"])
def plan(planting: ModuleType, seed: Path, request: pytest.FixtureRequest) -> Any:  # noqa: ANN401
    lift = planting.LIFTS.get(request.param, "")
    return planting.plan(zhize.parse(seed), DONORS, random.Random(7), lift), lift  # noqa: S311


def _articles(text: str) -> list[str]:
    return [article.text for article in zhize.parse(text).articles]


def test_what_is_known_of_a_plan_is_so(planting: ModuleType, plan: Any) -> None:  # noqa: ANN401
    planned, lift = plan
    left, right = _articles(planned.left), _articles(planned.right)
    for known in planned.known:
        ours = [planting.lifted(left[number - 1], lift) for number in known.left]
        theirs = [right[number - 1] for number in known.right]
        if known.edit is not None:
            assert theirs == [planting.lifted(known.edit.after, lift)], known
            assert known.edit.before == left[known.left[0] - 1]
        elif known.type is PairType.ADDED:
            assert ours == []
            assert theirs[0] in {planting.lifted(donor, lift) for donor in DONORS}
        elif known.type is PairType.DELETED:
            assert theirs == []
            assert not set(ours) & set(right)
        else:
            assert "".join(ours).replace("\n", "") == "".join(theirs).replace("\n", ""), known


def test_a_plan_holds_everything_that_can_happen(plan: Any) -> None:  # noqa: ANN401
    known = plan[0].known
    assert {each.type for each in known} >= {*PairType} - {PairType.ADAPTED}
    assert {"norm_added", "wording", "format"} <= {each.edit.way.kind for each in known if each.edit}


def test_the_same_number_plants_the_same(planting: ModuleType, seed: Path) -> None:
    text = zhize.parse(seed)
    one, other = (planting.plan(text, DONORS, random.Random(3)) for _ in range(2))  # noqa: S311
    assert one == other
    assert one != planting.plan(text, DONORS, random.Random(4))  # noqa: S311


def test_an_edit_of_format_changes_nothing(plan: Any) -> None:  # noqa: ANN401
    for known in plan[0].known:
        if known.edit is not None and known.edit.way.kind == "format":
            [pair] = compare(f"第一条　{known.edit.before}", f"第一条　{known.edit.after}").pairs
            assert pair.type is PairType.IDENTICAL


# --- the count -------------------------------------------------------------------------------------------------------

LEFT = "第一条　县财政局应当公开。\n第二条　印章由专人保管，不得带出办公场所。\n第三条　文件归档。\n"


def _known(planting: ModuleType, number: int, way: int | None = None) -> Any:  # noqa: ANN401
    edit = None if way is None else planting.Edit(way=planting.ways().way[way], before="甲", after="乙")
    kind = PairType.IDENTICAL if edit is None else PairType.MODIFIED
    return planting.Known(left=(number,), right=(number,), type=kind, edit=edit)


def test_named_missed_and_spurious_changes_are_counted(planting: ModuleType, planted: ModuleType) -> None:
    bearer = next(n for n, way in enumerate(WAYS) if way["kind"] == "bearer")
    total = planted.Tally()
    right = LEFT.replace("应当公开", "可以公开").replace("不得", "可以")
    known = (_known(planting, 1, 0), _known(planting, 2), _known(planting, 3, bearer))
    total.add(known, compare(LEFT, right), "示例")
    rows = {name: row for name, *row in planted.rows(total)}
    assert rows["modality"] == [1, 1, 0]
    assert rows["bearer"] == [1, 0, 0]
    assert rows[planting.UNCHANGED] == [1, None, 1]
    assert rows["all changes"] == [2, 1, 0]
    assert (total.types[True], total.types[False]) == (1, 2)


def test_links_and_leftovers_are_counted(planting: ModuleType, planted: ModuleType) -> None:
    total = planted.Tally()
    known = (_known(planting, 1), planting.Known(left=(2,), right=(), type=PairType.DELETED))
    total.add(known, compare(LEFT, "第一条　县财政局应当公开。\n第二条　文件归档。\n"), "示例")
    assert total.links == {"found": 1, "known": 1, "both": 1}
    assert total.alone == {"found": 1, "known": 1, "both": 1}


def test_a_counterpart_may_name_a_bearer(planting: ModuleType) -> None:
    by_kind = {way.kind: way for way in planting.ways().way}
    assert by_kind["bearer"].named_by == {"bearer", "counterpart"}
    assert "bearer" not in by_kind["counterpart"].named_by


def test_the_command_prints_the_table_of_the_shipped_texts(tmp_path: Path) -> None:
    command = [sys.executable, str(FOLDER / "planted.py"), "--shared", str(tmp_path / "none"), "--misses", "--spurious"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split("|")[1:-1] for line in done.stdout.splitlines() if line.startswith("| ")]
    rows = {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}
    planted, named = (int(cell) for cell in rows["all changes"][:2])
    assert planted > 100
    assert named / planted >= 0.96, done.stdout
    assert rows["unchanged"][3] == rows["format"][3] == "0", done.stdout
    assert "no laws here" in done.stderr


def test_changes_planted_in_laws_are_named(shared: Path) -> None:
    """Another sample than the one that was read; nothing is named where nothing changed."""
    if not (shared / "laws").is_dir():
        pytest.skip("measured on ../shared/laws (real laws), which is not here")
    command = [sys.executable, str(FOLDER / "planted.py"), "--shared", str(shared), "--sample", "2", "--spurious"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split("|")[1:-1] for line in done.stdout.splitlines() if line.startswith("| ")]
    rows = {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in lines}
    assert float(rows["all changes"][2]) >= 0.98
    assert rows["unchanged"][3] == rows["format"][3] == "0", done.stdout
    assert int(rows["wording"][3]) <= 0.03 * int(rows["wording"][0])
