"""Pictures as PNG: the right size, the same each time, with Chinese words in them, and never too big for the memory."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from documents import document

from zhize.errors import ZhizeError
from zhize.export.graphs import fonts, png
from zhize.export.graphs.fonts import FontError, chinese_font, find_font
from zhize.export.graphs.picture import to_svg
from zhize.export.graphs.png import to_png
from zhize.graph import duty_graph

if TYPE_CHECKING:
    from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def _needs_a_font() -> None:
    try:
        chinese_font()
    except FontError as problem:
        pytest.skip(str(problem))


def _svg(body: str, *, size: str = 'width="120" height="40"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">{body}</svg>'


def _extent(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.usefixtures("_needs_a_font")
def test_the_graph_is_a_png_of_twice_its_size_and_always_the_same() -> None:
    svg = to_svg(duty_graph(document()))
    data = to_png(svg)
    assert data.startswith(SIGNATURE)
    width, height = png._size(svg)  # noqa: SLF001
    assert _extent(data) == (pytest.approx(2 * width, abs=1), pytest.approx(2 * height, abs=1))
    assert to_png(svg) == data


@pytest.mark.usefixtures("_needs_a_font")
def test_chinese_words_are_drawn_and_not_boxes() -> None:
    drawn = {
        word: to_png(_svg(f'<text x="9" y="30" font-size="24">{word}</text>')) for word in ("县政府", "县司法", "")
    }
    assert len(set(drawn.values())) == 3


@pytest.mark.usefixtures("_needs_a_font")
@pytest.mark.parametrize("size", ['width="120" height="40"', 'viewBox="0 0 120 40"', 'width="120px" height="40px"'])
def test_a_size_is_read_however_it_is_said(size: str) -> None:
    assert _extent(to_png(_svg("", size=size), scale=1.5)) == (180, 60)


@pytest.mark.usefixtures("_needs_a_font")
def test_a_picture_that_is_too_big_gets_a_smaller_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "_MOST_PIXELS", 10_000)
    width, height = _extent(to_png(_svg('<rect width="9" height="9"/>', size='width="4000" height="1000"')))
    assert (width, height) == (200, 50)


@pytest.mark.parametrize("svg", ["", "报告", "<svg>", _svg("", size=""), _svg("", size='width="0" height="9"')])
def test_what_is_no_picture_is_refused(svg: str) -> None:
    with pytest.raises(ValueError, match="SVG"):
        to_png(svg)


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf")])
def test_a_scale_is_above_nothing(scale: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        to_png(_svg(""), scale=scale)


def test_without_a_font_one_line_says_which_were_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "DejaVuSans.ttf").touch()
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path, tmp_path / "absent"))
    with pytest.raises(ZhizeError) as caught:
        to_png(_svg(""))
    line = str(caught.value)
    assert line.startswith("PNG: no Chinese font is installed (looked for Noto Sans CJK SC, Noto Sans SC, ")
    assert line.endswith(
        "SimSun); install one of them (Debian and Ubuntu: fonts-noto-cjk), or write the .svg, which needs none"
    )
    assert "\n" not in line


def test_a_font_is_known_by_its_file_wherever_it_lies(tmp_path: Path) -> None:
    deep = tmp_path / "truetype" / "office"
    deep.mkdir(parents=True)
    for name in ("simsun.ttc", "MSYH.TTC", "msyhbd.ttc"):
        (deep / name).touch()
    font = find_font((tmp_path,))
    assert (font.family, font.files) == ("Microsoft YaHei", (deep / "MSYH.TTC", deep / "msyhbd.ttc"))


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_every_system_has_folders_for_fonts(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setenv("WINDIR", "/windows")
    named = [str(folder) for folder in fonts.folders()]
    expected = {"linux": "/usr/share/fonts", "win32": "/windows/Fonts", "darwin": "/System/Library/Fonts"}
    assert expected[platform] in named
