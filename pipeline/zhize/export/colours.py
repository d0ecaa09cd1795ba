"""Colours that mean the same wherever something is drawn on a ground that is not ours: notebooks and plots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.types import Modality

if TYPE_CHECKING:
    from collections.abc import Mapping

BLUE, RED, GREEN, GREY = "#3f7fb8", "#c4513f", "#3d9160", "#82878f"
"""Each has a contrast of 3 : 1 or more on white and on black."""

MODALITY: Final[Mapping[str, str]] = {
    Modality.OBLIGATION: BLUE,
    Modality.PROHIBITION: RED,
    Modality.PERMISSION: GREEN,
    Modality.CONSTITUTIVE: GREY,
}
