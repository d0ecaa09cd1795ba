"""A Chinese font for matplotlib, and words that it can write."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties, fontManager

from zhize.export.graphs.fonts import FontError, chinese_font
from zhize.export.markup import legal

_LATIN: Final = "DejaVu Sans"  # comes with matplotlib, for the signs that a Chinese font may lack
_SAMPLE: Final = "职责义务县审计局"  # simplified; a Japanese font lacks some of them
_BOX: Final = "□"
_REMEDY: Final = "install one of them (Debian and Ubuntu: fonts-noto-cjk)"


def use_chinese() -> str:
    """Let every plot of this session write Chinese, those of pandas and of your own too.

    Returns:
        The family that was found: ``Noto Sans CJK SC``.

    Raises:
        FontError: the machine has no font for Chinese.
    """
    mpl.rcParams.update(style())
    return families()[0]


def style() -> dict[Any, Any]:
    """Return the settings of matplotlib under which Chinese words are written as they are."""
    # No word of a text is a formula, whatever signs stand in it; and some Chinese fonts have no U+2212.
    return {"font.family": list(families()), "text.parse_math": False, "axes.unicode_minus": False}


def families() -> tuple[str, str]:
    """Return the families that write Chinese and everything else, in the order in which they are asked for a glyph.

    Raises:
        FontError: the machine has no font for Chinese.
    """
    return _chinese_family(), _LATIN


def words(text: str, most: int = 18) -> str:
    """Return words of a text as one line for a label: cut where it gets long, with boxes for what no font has."""
    line = " ".join(legal(text).replace("\ufffd", _BOX).split())
    line = line if len(line) <= most else f"{line[: most - 1]}…"
    return "".join(sign if ord(sign) in _glyphs() else _BOX for sign in line)


@cache
def _chinese_family() -> str:
    try:
        font = chinese_font()
    except FontError as error:
        # Its file has a name that nobody thought of, or lies where only matplotlib looks.
        if (family := _any_that_writes(_SAMPLE)) is None:
            raise FontError(error.what, where="plot", remedy=_REMEDY) from error
        return family
    known = len(fontManager.ttflist)
    for file in font.files:
        fontManager.addfont(file)
    # Of a collection matplotlib reads all faces, or, before 3.11, the first one, which is named after another country
    # and has the same glyphs.
    names = [entry.name for entry in fontManager.ttflist[known:]]
    return font.family if font.family in names else names[0]


def _any_that_writes(sample: str) -> str | None:
    """Return the first family, by name, that has all these characters; None without."""
    wanted = {ord(sign) for sign in sample}
    for name, file in sorted({(entry.name, entry.fname) for entry in fontManager.ttflist}):
        if wanted <= font_manager.get_font(file).get_charmap().keys():
            return name
    return None


@cache
def _glyphs() -> frozenset[int]:
    """Return every character that one of the families has."""
    files = [font_manager.findfont(FontProperties(family=[family])) for family in families()]
    return frozenset(code for file in files for code in font_manager.get_font(file).get_charmap())
