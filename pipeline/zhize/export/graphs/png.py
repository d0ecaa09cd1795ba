"""A picture for programs that take no SVG: PNG, with the words in a Chinese font of the machine."""

from __future__ import annotations

import math
import re
from typing import Final

import resvg_py

from zhize.export.graphs.fonts import chinese_font

_MOST_PIXELS: Final = 60_000_000  # 240 MB while it is drawn; the program would be ended where memory does not suffice
_ROOT: Final = re.compile(r"<svg\b[^>]*>")
_LENGTH: Final = r'\s{}="([0-9.]+)(?:px)?"'
_VIEW: Final = re.compile(r'\sviewBox="\S+ \S+ ([0-9.]+) ([0-9.]+)"')


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """Return an SVG picture as PNG.

    Args:
        svg: the picture, as `zhize.export.graphs.picture.to_svg` and its neighbours write it.
        scale: pixels for each unit of the picture; 2 is sharp in a document and on a fine screen. A picture that
            would have more than 60 million pixels gets a smaller scale.

    Returns:
        A PNG; on the same machine the same picture gives the same bytes.

    Raises:
        FontError: the machine has no font for Chinese, and the words would be left out.
        ValueError: the text is no SVG with a size, or the scale is not above 0.
    """
    if not 0 < scale < float("inf"):
        raise ValueError(f"scale {scale}: must be above 0")
    width, height = _size(svg)
    font = chinese_font()
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=min(scale, math.sqrt(_MOST_PIXELS / (width * height))),
            # Only the font that was found: others would make the picture differ from run to run and take a second.
            skip_system_fonts=True,
            font_files=[str(file) for file in font.files],
            font_family=font.family,
            sans_serif_family=font.family,
            serif_family=font.family,
            monospace_family=font.family,
        )
    )


def _size(svg: str) -> tuple[float, float]:
    """Return width and height of a picture, which its first element says."""
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError("not an SVG: no element <svg>")
    width, height = (re.search(_LENGTH.format(name), root[0]) for name in ("width", "height"))
    if width and height:
        found = float(width[1]), float(height[1])
    elif view := _VIEW.search(root[0]):
        found = float(view[1]), float(view[2])
    else:
        raise ValueError("an SVG without width and height or viewBox")
    if min(found) <= 0:
        raise ValueError("an SVG without extent")
    return found
