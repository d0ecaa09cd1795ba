"""The nouns of procedures: stages in their order, decisions among cases, and why they are held together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from zhize.showing import Shown

if TYPE_CHECKING:
    from zhize.types import ActorType, Relation, Span


class Join(StrEnum):
    """Why a stage stands with the ones before it."""

    OPENS = "opens"  # it is the first
    NORM = "norm"  # the steps of one norm
    MATTER = "matter"  # the same matter: 拟提交常务会议研究的议题，由…；由…
    PAPER = "paper"  # the text says it of what an earlier stage made or did: 代拟文稿 … 报送的代拟文稿
    HANDED = "handed"  # who acts had a hand in the stages before
    SENTENCE = "sentence"  # the sentence goes on with what another one does
    CARRIED = "carried"  # the sentence goes on with the same subject
    CASE = "case"  # a case of the same decision: 其他公文，由…签发


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage of a procedure (环节): who does what, when and in which case; offsets are article offsets."""

    id: str  # "43.2/1": the first step of norm 43.2
    norm: str  # id of the norm that it was read from
    article: str  # id of its article
    place: str  # 第四十三条第一款
    actors: tuple[str, ...]  # canonical names; () where the text names nobody
    kind: ActorType | None  # of the first actor; None where the text mentions none of that name
    by: tuple[str, ...]  # who turns to those who review or approve, where the norm begins with that and names him
    guessed: bool  # nobody is named there, and who acts is what the text as a whole lets one expect
    act: Span
    words: str  # the words of the act
    about: str  # what it is done with, where that is not the matter of the procedure: 会议议题材料; else ""
    relation: Relation | None  # how it is handed on; None where the actors act by themselves
    parties: tuple[str, ...]  # canonical names of the other bodies; those who review or approve act themselves
    times: tuple[str, ...]  # words: 会前5个工作日, 规范性文件实施后
    case: str  # words of the case in which it is taken; "" where it is always
    exception: str  # words
    join: Join
    grounds: str  # the words that the join rests on; "" for the first
    also: tuple[str, ...] = ()  # places that say the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is done in one case (情形)."""

    words: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Cases beside each other: one of them holds, or each that holds is followed."""

    exclusive: bool
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A procedure that goes on where this one ends, in another article (后续程序)."""

    procedure: str  # its id
    title: str
    grounds: str  # the words that both speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Shown):
    """A procedure (程序): who does what in which order."""

    id: str  # that of its first norm: "43.1"
    title: str  # 会议议题申报
    matter: str  # words of what it is about: 拟提交县政府常务会议、县长办公会议研究的议题; "" where the text has none
    articles: tuple[str, ...]  # ids, in the order of the text
    place: str  # 第四十三条第一款, 第五十二条、第五十四条
    flow: tuple[Stage | Decision, ...]
    following: tuple[Next, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage, those of cases included, in order."""
        found: list[Stage] = []
        for part in self.flow:
            found += [part] if isinstance(part, Stage) else [stage for case in part.cases for stage in case.stages]
        return tuple(found)
