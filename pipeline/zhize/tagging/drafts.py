"""Drafts of norms, and what is known while a sentence is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from zhize.tagging.bearers import Bearer
from zhize.tagging.scene import Group, Scene
from zhize.types import Marker, Modality, Span

if TYPE_CHECKING:
    from zhize.bodies import Own


class Draft(Struct, kw_only=True):
    """A norm whose end is not known yet; offsets are article offsets."""

    start: int  # where what belongs to it begins, its condition left out
    action: int
    end: int
    marker: Marker | None
    modality: Modality
    bearer: Bearer
    rule: str
    condition: Span | None = None
    cases: tuple[Span, ...] = ()  # items that spell the condition out
    exception: Span | None = None
    offender: Group | None = None  # of whom the sanctions of its sentence speak
    ideal: bool = False  # 指导思想是…: constitutive and soft


class Memory(Struct, kw_only=True):
    """What an article's earlier sentences leave to the next one."""

    default: str | None
    legislator: str | None = None
    senders: tuple[str, ...] = ()  # who turns to the one whose document it is
    topic: Bearer | None = None  # what the last sentence was about
    lead_in: Bearer | None = None  # whom the items of a list inherit
    last: Bearer | None = None  # who bore the last norm
    case: Span | None = None  # that its sentence stated
    meeting: Bearer | None = None  # of which the article speaks
    draft: Draft | None = None  # the last norm
    offender: Group | None = None  # of whom the case speaks, for the sanctions behind a semicolon too


def memory_of(own: Own | None) -> Memory:
    """Return what is known before the first sentence of an article: whose document it is."""
    if own is None:
        return Memory(default=None)
    return Memory(default=own.default, legislator=own.legislator, senders=own.senders)


class Reading(Struct, kw_only=True):
    """The state of reading one sentence; every clause changes it."""

    scene: Scene
    memory: Memory
    drafts: list[Draft] = []
    waiting: Span | None = None  # clauses that wait for their predicate
    case: Span | None = None  # holds for every later norm of the sentence
    fresh: bool = False  # the case has not met its norm yet
    exception: Span | None = None
    goes_on: bool = False  # the sentence follows a semicolon

    @property
    def last(self) -> Draft | None:
        """The draft that the next clause may go on with."""
        return self.drafts[-1] if self.drafts else None
