"""The colours of the lines: told apart on paper, on a dark screen, and by eyes that lack a colour."""

from __future__ import annotations

import math
import re
from importlib.resources import files
from itertools import combinations

import pytest

from zhize.export.graphs.shapes import HUES, STROKES

# Machado, Oliveira and Fernandes 2009, severity 1: what eyes without one kind of cone see.
EYES = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
WHITE, BAND, DARK = "#ffffff", "#f2f4f7", "#1d2228"
Colour = tuple[float, float, float]


def _linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _seen(colour: str, eyes: str) -> Colour:
    """Return a colour as such eyes see it, in CIELAB."""
    linear = _linear(colour)
    mixed = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in EYES[eyes])
    red, green, blue = (min(1, max(0, part)) for part in mixed)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _contrast(one: str, other: str) -> float:
    lights = sorted(sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), _linear(c), strict=True)) for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _dark_hues() -> dict[str, str]:
    """Return the colours that the style sheet gives the hues on a dark screen."""
    sheet = files("zhize").joinpath("export/templates/graph.css").read_text(encoding="utf-8")
    return dict(re.findall(r"svg\.duties \.(\w+) \{ stroke: (#\w{6}); \} :root", sheet))


PALETTES = {"light": dict(HUES), "dark": _dark_hues()}


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", PALETTES)
def test_any_two_hues_differ_for_any_eyes(palette: str, eyes: str) -> None:
    assert PALETTES[palette].keys() == HUES.keys()
    near = {
        (one, other): math.dist(_seen(PALETTES[palette][one], eyes), _seen(PALETTES[palette][other], eyes))
        for one, other in combinations(HUES, 2)
    }
    assert min(near.values()) > 15, min(near, key=near.__getitem__)


@pytest.mark.parametrize(("palette", "grounds"), [("light", (WHITE, BAND)), ("dark", (DARK,))])
def test_every_line_stands_out_from_its_ground(palette: str, grounds: tuple[str, ...]) -> None:
    faint = [
        (hue, ground)
        for hue, colour in PALETTES[palette].items()
        for ground in grounds
        if _contrast(colour, ground) < 3
    ]
    assert faint == []


def test_relations_of_one_hue_differ_in_their_dashes() -> None:
    assert len(set(STROKES.values())) == len(STROKES)
    assert {hue for hue, _ in STROKES.values()} == set(HUES)
