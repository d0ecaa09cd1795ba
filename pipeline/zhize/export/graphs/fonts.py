"""A Chinese font of this machine, by the names of the files that systems and offices have."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from zhize.errors import LocatedError

# The best to read on a screen come first, upright before light; a file may stand in any folder of fonts. Bold comes
# beside it where a family has it as a file of its own.
_FAMILIES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Noto Sans CJK SC", ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")),
    ("Noto Sans CJK SC", ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf")),
    ("Noto Sans SC", ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")),
    ("Noto Sans SC", ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")),
    ("Noto Sans SC", ("NotoSansSC[wght].ttf",)),
    ("Noto Sans CJK SC", ("NotoSansCJK-VF.otf.ttc",)),
    ("Source Han Sans SC", ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf")),
    ("Source Han Sans SC", ("SourceHanSans.ttc",)),
    ("Source Han Sans CN", ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf")),
    ("Microsoft YaHei", ("msyh.ttc", "msyhbd.ttc")),
    ("Microsoft YaHei", ("msyh.ttf", "msyhbd.ttf")),
    ("PingFang SC", ("PingFang.ttc",)),
    ("Hiragino Sans GB", ("Hiragino Sans GB.ttc",)),
    ("Heiti SC", ("STHeiti Medium.ttc",)),
    ("HarmonyOS Sans SC", ("HarmonyOS_Sans_SC_Regular.ttf", "HarmonyOS_Sans_SC_Bold.ttf")),
    ("WenQuanYi Micro Hei", ("wqy-microhei.ttc",)),
    ("WenQuanYi Zen Hei", ("wqy-zenhei.ttc",)),
    ("Droid Sans Fallback", ("DroidSansFallbackFull.ttf",)),
    ("Droid Sans Fallback", ("DroidSansFallback.ttf",)),
    ("SimHei", ("simhei.ttf",)),
    ("DengXian", ("Deng.ttf", "Dengb.ttf")),
    ("Noto Serif CJK SC", ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")),
    ("Songti SC", ("Songti.ttc",)),
    ("SimSun", ("simsun.ttc",)),
)
_REMEDY = "install one of them (Debian and Ubuntu: fonts-noto-cjk), or write the .svg, which needs none"


class FontError(LocatedError):
    """The machine has no font for Chinese words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font that can write Chinese."""

    family: str  # as a style names it
    files: tuple[Path, ...]  # upright, and bold where the family has a file for it


def chinese_font() -> Font:
    """Return the first font for Chinese that this machine has.

    Raises:
        FontError: it has none; the line says which were looked for.
    """
    return find_font(folders())


@cache
def find_font(places: tuple[Path, ...]) -> Font:
    """Return the first font for Chinese in some folders or below them; see `chinese_font`.

    Raises:
        FontError: there is none.
    """
    # In order, so that of two files of one name the same is taken each time; Windows and macOS know no upper case.
    found: dict[str, Path] = {}
    for place in places:
        for folder, below, files in os.walk(place):
            below.sort()
            for name in sorted(files):
                found.setdefault(name.casefold(), Path(folder, name))
    for family, names in _FAMILIES:
        if names[0].casefold() in found:
            return Font(family=family, files=tuple(found[name] for name in map(str.casefold, names) if name in found))
    looked_for = ", ".join(dict.fromkeys(family for family, _ in _FAMILIES))
    raise FontError(f"no Chinese font is installed (looked for {looked_for})", where="PNG", remedy=_REMEDY)


def folders() -> tuple[Path, ...]:
    """Return where this system keeps its fonts, a user's own ones first."""
    home = Path.home()
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"), "Microsoft", "Windows", "Fonts")
        return own, Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
    if sys.platform == "darwin":
        named = ("/Library/Fonts", "/System/Library/Fonts", "/System/Library/AssetsV2")
        return home / "Library" / "Fonts", *map(Path, named)
    own = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"), "fonts")
    return own, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")
