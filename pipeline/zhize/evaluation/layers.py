"""What is scored (层): the layers of an evaluation, in the order in which tables show them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from zhize import labels

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(StrEnum):
    """A part of a gold; one that a gold does not hold is not scored."""

    STRUCTURE = "structure"
    ACTORS = "actors"
    TIMES = "times"
    NORMS = "norms"


class Layer(StrEnum):
    """A layer, named as in the READMEs; first what is found, then what is said of what was found."""

    STRUCTURE = "structure"  # the text of an article, blanks aside
    ACTOR = "actor"  # the extent of a mention
    ACTOR_TYPE = "actor+type"  # its extent and type
    TIME = "time"  # the extent of an expression
    NORM = "norm"  # a norm of the gold and one of the result that share most of their words
    COUNTERPART = "counterpart"  # (article, name, relation)
    EDGE = "edge"  # (article, bearer, name, relation)
    NORM_TIME = "norm time"  # the extent of a time that binds a norm
    TIME_TYPE = "time type"  # of the times of the same extent, these five
    TIME_VALUE = "time value"
    DIRECTION = "direction"  # of deadlines
    ANCHOR = "anchor"  # the same, without 之日
    BOUND = "bound"  # the same
    MODALITY = "modality"  # of the pairs of norms, these five
    FORCE = "force"
    MARKER = "marker"
    BEARER = "bearer"  # the set of names; a default that no article names is left out
    CONDITION = "condition"  # both without, or the two share a character

    @property
    def part(self) -> Part:
        """The part of a gold that it is scored on."""
        return _PARTS[self]

    @property
    def is_rate(self) -> bool:
        """Whether it is a share of what was found (准确率), not a count of what was to be found."""
        return self in RATES

    @property
    def is_listed(self) -> bool:
        """Whether its differences are listed one by one; those of `ACTOR` stand among those of `ACTOR_TYPE`."""
        return self is not Layer.ACTOR

    @property
    def keeps_right(self) -> bool:
        """Whether a baseline lists what was right; where it does not, that is all that was not wrong."""
        return self.is_listed and not self.is_rate and self is not Layer.STRUCTURE

    @property
    def by_name(self) -> bool:
        """Whether its items are names in an article, which have no one extent."""
        return self in {Layer.COUNTERPART, Layer.EDGE}


_PARTS: Final = {
    Layer.STRUCTURE: Part.STRUCTURE,
    **dict.fromkeys((Layer.ACTOR, Layer.ACTOR_TYPE), Part.ACTORS),
    **dict.fromkeys((Layer.TIME, Layer.TIME_TYPE, Layer.TIME_VALUE), Part.TIMES),
    **dict.fromkeys((Layer.DIRECTION, Layer.ANCHOR, Layer.BOUND), Part.TIMES),
    **dict.fromkeys((Layer.NORM, Layer.COUNTERPART, Layer.EDGE, Layer.NORM_TIME), Part.NORMS),
    **dict.fromkeys((Layer.MODALITY, Layer.FORCE, Layer.MARKER, Layer.BEARER, Layer.CONDITION), Part.NORMS),
}

RATES: Final = frozenset(list(Layer)[list(Layer).index(Layer.TIME_TYPE) :])
"""The layers that say how often what is said of a find is right."""

LAYER: Final[Mapping[Layer, str]] = {
    Layer.STRUCTURE: "条文",
    Layer.ACTOR: "主体",
    Layer.ACTOR_TYPE: "主体及类型",
    Layer.TIME: "时间",
    Layer.NORM: "规范",
    Layer.COUNTERPART: "相对方",
    Layer.EDGE: "职责关系",
    Layer.NORM_TIME: "规范的时间",
    Layer.TIME_TYPE: "时间类型",
    Layer.TIME_VALUE: "时间数值",
    Layer.DIRECTION: "方向",
    Layer.ANCHOR: "起算事由",
    Layer.BOUND: "界限",
    Layer.MODALITY: "模态",
    Layer.FORCE: "刚性",
    Layer.MARKER: "标记词",
    Layer.BEARER: "责任主体",
    Layer.CONDITION: "条件",
}
"""Chinese names of the layers."""

TYPE: Final[Mapping[str, str]] = {**labels.ACTOR_TYPE, **labels.TIME_TYPE, **labels.MODALITY, **labels.RELATION}
"""Chinese names of the types within layers."""
