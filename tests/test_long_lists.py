"""An article with a thousand items: what follows its norms takes no more than its share of the time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from zhize.analysis import Analysis, analyze
from zhize.display import show
from zhize.procedures import procedures

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 250, 1000


def _listing(items: int) -> Analysis:
    names = ("教育", "财政", "民政", "司法", "公安")
    lines = (
        f"（{number}）县{names[number % 5]}局应当将第{number}号方案报县政府办公室审核，经县长同意后，报县委审批；\n"
        for number in range(1, items + 1)
    )
    return analyze("第一条 下列事项：\n" + "".join(lines))


@pytest.fixture(scope="module")
def listings() -> tuple[Analysis, Analysis]:
    return _listing(SHORT), _listing(LONG)


# Linear time would be 4, quadratic time 16 and cubic time 64; what lies between is noise: caches, other work. Stages
# are held against each other, each pair with one comparison.
@pytest.mark.parametrize(
    ("work", "most"),
    [(procedures, 28), (lambda analysis: show(analysis, "1")._repr_html_(), 11)],
    ids=["procedures", "show"],
)
def test_time_grows_with_the_list(
    work: Callable[[Analysis], object], most: int, listings: tuple[Analysis, Analysis]
) -> None:
    short, long = (min(_seconds(work, analysis) for _ in range(2)) for analysis in listings)
    assert long < most * max(short, 0.005)


def _seconds(work: Callable[[Analysis], object], analysis: Analysis) -> float:
    began = time.process_time()
    work(analysis)
    return time.process_time() - began


def test_a_long_list_is_one_procedure_of_all_its_items(listings: tuple[Analysis, Analysis]) -> None:
    [procedure] = procedures(listings[0])
    assert {stage.norm for stage in procedure.stages} == {norm.id for norm in listings[0].norms}
    assert len(procedure.stages) == 3 * SHORT
