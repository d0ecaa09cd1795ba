"""Plots: what they count, that every word of theirs has its glyphs, and what they say where there is nothing."""

from __future__ import annotations

import doctest
from io import BytesIO
from typing import TYPE_CHECKING

import matplotlib as mpl
import pytest
from documents import document, empty
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.text import Text

import zhize
from zhize import corpus, labels, plots, tables
from zhize.export.graphs.fonts import FontError, chinese_font
from zhize.plots import fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from matplotlib.axes import Axes

    from zhize.analysis import Analysis

    Plot = Callable[..., Axes]

OF_ONE = (
    plots.duties_by_body,
    plots.modalities,
    plots.forces,
    plots.confidences,
    plots.deadlines,
    plots.times,
    plots.ties,
)
OF_TWO = (plots.similarity, plots.pair_types, plots.changes)
NAMED = pytest.mark.parametrize("plot", [*OF_ONE], ids=lambda plot: plot.__name__)
COMPARED = pytest.mark.parametrize("plot", [*OF_TWO], ids=lambda plot: plot.__name__)
LONG = "某某县历史文化名城名镇名村保护管理工作领导小组办公室"
ODD = f"第一条　{LONG}应当在1个月内向x^2$_办公室$报告\U0001f600。\n第二条　县长\ue000及时报告，在5个工作日内。"


@pytest.fixture(autouse=True)
def _needs_a_font() -> Iterator[None]:
    try:
        chinese_font()
    except FontError as problem:
        pytest.skip(str(problem))
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def pair() -> tuple[Analysis, Analysis]:
    names = ("synthetic-yunling-province-2021", "synthetic-qingshi-city-2022")
    one, other = (zhize.analyze(corpus.read_text(name)) for name in names)
    return one, other


@pytest.fixture(scope="module")
def sishui(seed: Path) -> Analysis:
    return zhize.analyze(seed)


def _written(ax: Axes) -> list[str]:
    """Return every word of a plot, after it was drawn: a character without a glyph is a warning, and here an error."""
    ax.figure.savefig(BytesIO(), format="png")
    return [text.get_text() for text in ax.findobj(Text) if text.get_text()]


def _widths(ax: Axes) -> list[list[float]]:
    """Return the lengths of the bars, a list a part."""
    return [[bar.get_width() for bar in bars] for bars in ax.containers]


# --- what is counted -------------------------------------------------------------------------------------------------


def test_bodies_are_counted_by_modality() -> None:
    ax = plots.duties_by_body(document())
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["县政府办公室", "主办部门", "县政府", "县长"]
    found = dict(zip(ax.get_legend_handles_labels()[1], _widths(ax), strict=True))
    assert found["义务"] == [1, 1, 1, 1]
    assert found["禁止"] == [1, 0, 0, 0]
    assert "《某县人民政府工作规则》" in _written(ax)


def test_the_example_of_the_room_is_true() -> None:
    assert doctest.testmod(plots) == doctest.TestResults(failed=0, attempted=4)


def test_what_is_left_out_is_said(sishui: Analysis) -> None:
    matrix = zhize.matrix(sishui)
    numbers = matrix.explode("bearers").bearers.value_counts()
    said = plots.duties_by_body(matrix, most=5).get_xlabel()
    assert f"另有{len(numbers) - 5}个主体，各{numbers.iloc[5]}条以下" in said


def test_chapters_stand_in_the_order_of_the_text(sishui: Analysis) -> None:
    ax = plots.modalities(sishui)
    chapters = list(dict.fromkeys(each.chapter.title for each in sishui.regulation.articles if each.chapter))
    assert [label.get_text() for label in ax.get_yticklabels()] == chapters
    assert sum(map(sum, _widths(ax))) == len(sishui.norms)


def test_shares_of_hard_and_soft_fill_their_bars(sishui: Analysis) -> None:
    hard, soft = _widths(plots.forces(sishui))
    assert [one + other for one, other in zip(hard, soft, strict=True)] == pytest.approx([1.0] * len(hard))


def test_texts_may_be_the_rows(pair: tuple[Analysis, Analysis]) -> None:
    ax = plots.forces(zhize.matrix(*pair), by="title")
    assert [label.get_text() for label in ax.get_yticklabels()] == [each.regulation.title for each in pair]
    assert "2件文件" in _written(ax)


def test_deadlines_stand_by_their_length_with_words_and_place(sishui: Analysis) -> None:
    ax = plots.deadlines(sishui)
    said = [label.get_text() for label in ax.get_yticklabels()]
    assert "会前5个工作日　第四十三条第一款" in said
    assert said[-1] == "不得超过一周　第五十二条第二款"
    lengths = [float(marks.get_offsets()[0][0]) for marks in ax.collections]
    assert lengths == [3, 3, 3, 5, 7]


def test_many_deadlines_are_rows_of_equal_ones(pair: tuple[Analysis, Analysis]) -> None:
    ax = plots.deadlines(tables.times(*pair), most=6)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert len(rows) == 6
    assert all(row.endswith("处") for row in rows)
    assert "种时限" in ax.get_xlabel()


def test_times_without_a_measure_are_named(sishui: Analysis) -> None:
    ax = plots.times(sishui)
    assert [label.get_text() for label in ax.get_yticklabels()][:3] == ["期限", "频次", "概括：及时"]


def test_ties_are_numbers_of_duties(sishui: Analysis) -> None:
    graph = zhize.duty_graph(sishui)
    said = _written(plots.ties(graph, most=200))
    assert sum(int(word) for word in said if word.isdecimal()) == graph.number_of_edges()


def test_confidences_part_at_the_threshold(sishui: Analysis) -> None:
    low = sum(norm.confidence < 0.7 for norm in sishui.norms)
    ax = plots.confidences(sishui)
    doubtful, sure = ax.containers
    assert sum(bar.get_height() for bar in doubtful) == low
    assert sum(bar.get_height() for bar in sure) == len(sishui.norms) - low
    assert f"低于0.7：{low}条 " in _written(ax)


def test_pairs_are_counted_by_type(pair: tuple[Analysis, Analysis]) -> None:
    comparison = zhize.compare(*pair)
    types = plots.pair_types(comparison)
    assert sum(map(sum, _widths(types))) == len(comparison.pairs)
    assert [label.get_text() for label in types.get_yticklabels()] == ["随级调整", "修改", "拆分", "新增", "删除"]
    marks = sum(len(each.get_offsets()) for each in plots.similarity(comparison).collections)
    assert marks == sum(max(len(each.left), 1) * max(len(each.right), 1) for each in comparison.pairs)
    changes = _widths(plots.changes(comparison))
    assert sum(map(sum, changes)) == sum(len(each.changes) for each in comparison.pairs)


def test_kin_are_shown_two_by_two(pair: tuple[Analysis, Analysis]) -> None:
    family = zhize.compare_all([*pair, document()])
    said = _written(plots.kinships(family))
    assert said.count("—") == 3
    assert said.count(f"{family.kinship(0, 1).likeness:.2f}") == 2


def test_the_picture_of_the_graph_is_as_large_as_its_dots(sishui: Analysis) -> None:
    figure = plots.duty_picture(sishui, scale=0.5)
    pixels = figure.axes[0].images[0].get_array()
    assert pixels is not None
    assert pixels.shape[:2] == tuple(reversed(figure.canvas.get_width_height()))


# --- any text, any machine -------------------------------------------------------------------------------------------


@NAMED
@pytest.mark.parametrize("text", ["", "通知正文。", ODD, "县长召集会议。"])
def test_any_text_is_drawn(plot: Plot, text: str) -> None:
    assert _written(plot(zhize.analyze(text)))


@NAMED
def test_where_there_is_nothing_a_line_says_so(plot: Plot) -> None:
    assert any(word.startswith("没有") for word in _written(plot(empty())))


@COMPARED
def test_a_text_against_itself_is_drawn(plot: Plot) -> None:
    alone = zhize.analyze(ODD)
    assert _written(plot(zhize.compare(alone, alone)))


@NAMED
def test_the_axes_may_be_the_callers_own(plot: Plot) -> None:
    _, ax = plt.subplots()
    assert plot(document(), ax=ax) is ax
    assert _written(ax)


def test_settings_are_left_as_they_were() -> None:
    before = dict(mpl.rcParams)
    plots.duties_by_body(document())
    assert dict(mpl.rcParams) == before


def test_after_use_chinese_ones_own_plots_write_it_too() -> None:
    with mpl.rc_context():
        assert plots.use_chinese() == mpl.rcParams["font.family"][0]
        _, ax = plt.subplots()
        ax.set(title="职责", xlabel="−1 x^2$")
        assert "职责" in _written(ax)


def test_the_same_plot_is_the_same_picture(sishui: Analysis) -> None:
    def drawn() -> bytes:
        buffer = BytesIO()
        plots.duties_by_body(sishui).figure.savefig(buffer, format="png")
        return buffer.getvalue()

    assert drawn() == drawn()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("县政府", "县政府"),
        ("县政府\n办公室", "县政府 办公室"),
        ("会" * 30, "会" * 17 + "…"),
        ("\ud800县\x00", "□县□"),
        ("县\U00010384", "县□"),
    ],
)
def test_words_are_one_line_that_a_font_can_write(text: str, label: str) -> None:
    assert fonts.words(text) == label


# --- fonts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def _no_known_file(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has none of the files that are looked for."""

    def none() -> None:
        raise FontError("no Chinese font is installed (looked for X)", where="PNG", remedy="write the .svg")

    monkeypatch.setattr(fonts, "chinese_font", none)
    fonts._chinese_family.cache_clear()  # noqa: SLF001
    yield
    fonts._chinese_family.cache_clear()  # noqa: SLF001


@pytest.mark.usefixtures("_no_known_file")
def test_a_font_of_any_name_will_do_that_has_the_characters() -> None:
    family = fonts.families()[0]
    file = font_manager.findfont(font_manager.FontProperties(family=[family]))
    assert {ord(sign) for sign in "职责义务"} <= font_manager.get_font(file).get_charmap().keys()


@pytest.mark.usefixtures("_no_known_file")
def test_without_a_font_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.fontManager, "ttflist", [])
    with pytest.raises(FontError) as caught:
        plots.duties_by_body(document())
    assert str(caught.value) == (
        "plot: no Chinese font is installed (looked for X); install one of them (Debian and Ubuntu: fonts-noto-cjk)"
    )
    assert plt.get_fignums() == []


def test_every_value_has_a_colour() -> None:
    modality = plots.norms.MODALITY_COLOUR
    assert set(modality) == set(labels.MODALITY)
