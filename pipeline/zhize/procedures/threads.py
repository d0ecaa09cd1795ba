"""Norms of one article that belong to one procedure, joined one after the other, each for a reason that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from zhize.procedures.flow import denies
from zhize.procedures.nouns import Join
from zhize.procedures.phrases import made_by, shared, thing_of, verbs_in
from zhize.procedures.steps import ASSENT
from zhize.procedures.words import Use, either, vocabulary
from zhize.types import BearerSource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from zhize.procedures.nouns import Stage
    from zhize.procedures.units import Unit

_BACK = 4  # threads of an article that may still grow
_SETTLED = "处理"  # what cases have in common that have no act in common
_GROUNDS = 20  # characters of the words that a reason shows
_FAR = 80  # characters after which nobody takes up a paper without naming its procedure


@dataclass(slots=True, kw_only=True)
class Thread:
    """A procedure that grows."""

    units: list[Unit]
    stages: list[Stage]
    names: frozenset[str]  # of the actors in its article
    thing: str  # what it is about
    choice: str = ""  # the act that its cases have in common: 签发
    after: dict[str, int] = field(default_factory=dict)  # stage id → how many stages were put behind it

    @property
    def last(self) -> Unit:
        """The unit that was joined last."""
        return self.units[-1]

    @property
    def people(self) -> set[str]:
        """Everybody who acts or is turned to; whom nobody named is not among them."""
        return {name for stage in self.stages for name in (*(() if stage.guessed else stage.actors), *stage.parties)}


def threads_of(units: Sequence[Unit], names: Collection[str]) -> list[Thread]:
    """Join the norms of an article.

    Args:
        units: its norms, in order.
        names: of the actors that it mentions.

    Returns:
        The threads in the order of their first norms; most of them are of one norm and no procedure.
    """
    threads: list[Thread] = []
    for unit in units:
        for thread in reversed(threads[-_BACK:]):
            if _joined(thread, unit):
                break
        else:
            if unit.stages:
                threads.append(opened(unit, frozenset(names)))
    return threads


def opened(unit: Unit, names: frozenset[str]) -> Thread:
    """Return a thread of one norm."""
    first = replace(unit.stages[0], join=Join.OPENS)
    thing = thing_of(unit.about, names) if unit.matter else ""
    return Thread(units=[unit], stages=[first, *unit.stages[1:]], names=names, thing=thing)


def _joined(thread: Thread, unit: Unit) -> bool:
    """Join a norm to a thread if there is a reason; the strongest decides."""
    if not unit.stages:
        return False
    if act := _choice(thread, unit):
        _open_choice(thread, act)
        _put(thread, _as_case(unit, _item_matter(thread, unit)), Join.CASE, act)
    elif unit.case and _condition(unit) == _condition(thread.last):
        _put(thread, unit, Join.CASE, _condition(unit))
    elif words := _matter(thread, unit):
        _put(thread, unit, Join.MATTER, words)
    elif found := _paper(thread, unit):
        _put(thread, unit, Join.PAPER, found[1], behind=found[0], ahead=_comes_before(unit, found[1]))
    elif words := _handed(thread, unit):
        _put(thread, unit, Join.HANDED, words, behind=_end(thread))
    elif _carried(thread, unit):
        _put(thread, unit, Join.CARRIED, "、".join(unit.norm.bearers), behind=_end(thread))
    elif _goes_on(thread, unit):
        _put(thread, unit, Join.SENTENCE, unit.norm.action.of(unit.text)[:_GROUNDS], behind=_end(thread))
    else:
        return False
    return True


# --- reasons ---------------------------------------------------------------------------------------------------------


def _matter(thread: Thread, unit: Unit) -> str:
    """Return the matter if the text names it again, or another one of the same thing that somebody hands on."""
    if not unit.matter or unit.paragraph - thread.last.paragraph > 1:
        return ""
    if any(unit.about == other.about for other in thread.units):
        return unit.about if unit.routed or thread.last.routed or _others(thread, unit) else ""
    thing = thing_of(unit.about, thread.names)
    if not thread.thing or thing in vocabulary(Use.GENERIC) or not _meets(thread, unit):
        return ""
    same = thing == thread.thing and _others(thread, unit)
    return thread.thing if same or (thread.thing in thing and unit.routed) else ""


def _others(thread: Thread, unit: Unit) -> bool:
    return bool({*unit.norm.bearers} - {*thread.last.norm.bearers})


def _meets(thread: Thread, unit: Unit) -> bool:
    """Whether somebody of the thread acts or is turned to."""
    return bool({name for stage in unit.stages for name in (*stage.actors, *stage.parties)} & thread.people)


def _paper(thread: Thread, unit: Unit) -> tuple[str, str] | None:
    """Return the last stage of whose outcome the norm speaks, and the words that say so."""
    said = unit.said()
    if not said or unit.sentence - thread.last.norm.action.end > _FAR or not thread.thing + thread.last.about:
        return None
    # A paragraph with a matter of its own takes up a paper with its first words: 文稿内容涉及…的, not 追加预算的请示.
    other = unit.matter is not None and unit.paragraph != thread.last.paragraph
    known = {thread.thing, *vocabulary(Use.GENERIC), *thread.names}
    fresh = (s for s in reversed(thread.stages) if unit.routed or set(unit.stages[0].actors) != set(s.actors))
    for stage in fresh:
        for words in made_by(stage.words):
            if words in said and words not in known and (not other or unit.about.startswith(words)):
                return stage.id, words
    return None


def _comes_before(unit: Unit, words: str) -> bool:
    """Whether a norm speaks of the time before an act: 上报县政府前，应当与县司法局沟通."""
    return any(said.endswith((f"{words}前", f"{words}之前")) for said in unit.said().split("\n"))


def _handed(thread: Thread, unit: Unit) -> str:
    """Return who takes over, if he is named, had a hand in it before, and something is handed on."""
    same = unit.paragraph == thread.last.paragraph and not unit.matter
    flows = unit.routed or (thread.last.routed and (unit.sentence == thread.last.sentence or unit.case is not None))
    named = unit.norm.bearer_source is BearerSource.EXPLICIT or unit.stages[0].relation in ASSENT
    if not (same and flows and named):
        return ""
    explicit = unit.norm.bearer_source is BearerSource.EXPLICIT
    hands = dict.fromkeys((*unit.stages[0].actors, *(unit.norm.bearers if explicit else ())))
    return "、".join(name for name in hands if any(kin(name, other) for other in thread.people))


def kin(one: str, other: str) -> bool:
    """Whether two names are one body or a body and who speaks for it: 主办部门, 主办部门主要负责人."""
    short, long = sorted((one, other), key=len)
    return one == other or (long.startswith(short) and _speaks().fullmatch(long[len(short) :]) is not None)


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(f"的?{either(Use.RANK)}?{either(Use.SPEAKER)}")


def _goes_on(thread: Thread, unit: Unit) -> bool:
    """Whether another clause of the sentence says what somebody else then does: 主办部门应当协商，协办部门要会签."""
    between = unit.text[thread.last.norm.action.end : unit.norm.action.start]
    first = any(other.routed for other in thread.units if other.sentence == unit.sentence)
    named = unit.norm.bearer_source is BearerSource.EXPLICIT and not unit.matter and not unit.case
    stops = "。\n" if thread.units[0].about else "。；\n"  # …的名单，由X提出，报Y审定；由Z印发
    return named and first and unit.number == thread.last.number + 1 and not set(between) & set(stops)


def _carried(thread: Thread, unit: Unit) -> bool:
    """Whether the sentence, or the one behind it, goes on with the same subject and something is handed on."""
    if unit.norm.bearer_source is not BearerSource.CARRIED or unit.paragraph != thread.last.paragraph or unit.matter:
        return False
    beside = unit.text.count("。", thread.last.norm.action.end, unit.norm.action.start) <= 1
    beside = beside and unit.number - thread.last.number <= 1
    same = unit.norm.bearers == thread.last.norm.bearers
    return beside and same and (unit.routed or (thread.last.routed and unit.sentence == thread.last.sentence))


# --- cases of one decision -------------------------------------------------------------------------------------------


def _choice(thread: Thread, unit: Unit) -> str:
    """Return the act that a norm has in common with the ones before it, in another case: …由县长签发；其他由…签发."""
    last = thread.last
    if unit.paragraph != last.paragraph or not _condition(last) or (last.item is None) != (unit.item is None):
        return ""
    if thread.choice and unit.item and unit.item == last.item and unit.case:
        return thread.choice
    if not _condition(unit) or _condition(unit) == _condition(last) or not _parallel(last, unit):
        return ""
    if denies(_condition(last), _condition(unit)):
        return thread.choice or next(iter(_ends(last.stages)), _SETTLED)
    acts = [thread.choice] if thread.choice else _ends(last.stages)
    return next((act for act in acts if any(act in stage.words for stage in unit.stages)), "")


def _condition(unit: Unit) -> str:
    return unit.case.of(unit.text) if unit.case else unit.about


def _parallel(last: Unit, unit: Unit) -> bool:
    """Whether two norms stand beside each other: items of a list, or clauses of a sentence."""
    return unit.item is not None or (
        unit.sentence == last.sentence and "；" in unit.text[last.norm.action.end : unit.norm.action.start]
    )


def _ends(stages: Iterable[Stage]) -> list[str]:
    """Return the verbs that acts end with: those that settle it."""
    return [verbs[-1] for stage in stages if (verbs := verbs_in(stage.words)) and stage.words.endswith(verbs[-1])]


def _open_choice(thread: Thread, act: str) -> None:
    if thread.choice:
        return
    thread.choice = act
    cased = {stage.id for stage in thread.last.stages}
    words = _condition(thread.last)
    thread.stages = [replace(stage, case=words) if stage.id in cased else stage for stage in thread.stages]


def _item_matter(thread: Thread, unit: Unit) -> str:
    """Return of what the item speaks in which a norm stands as a further case: 其他公文，由…；涉及面广的，由…."""
    same = (other.about for other in thread.units if unit.item and other.item == unit.item and other.matter)
    return next(same, "") if unit.case else ""


def _as_case(unit: Unit, matter: str) -> Unit:
    """Return a norm whose matter is the case in which it holds, behind that of its item."""
    words = "，".join(part for part in (matter, _condition(unit)) if part)
    return replace(unit, stages=tuple(replace(stage, case=words) for stage in unit.stages))


# --- places ----------------------------------------------------------------------------------------------------------


def _put(thread: Thread, unit: Unit, join: Join, grounds: str, *, behind: str = "", ahead: bool = False) -> None:
    """Add the stages of a norm.

    They stand behind the stage of which it speaks and what was put there before, or ``ahead`` of it, as the norm says,
    and at the end where it speaks of none.
    """
    thread.units.append(unit)
    fresh = [stage for stage in unit.stages if not any(_again(stage, other) for other in thread.stages)]
    if not fresh:
        return
    about = "" if fresh[0].case or any(unit.about == other.about for other in thread.units[:-1]) else unit.about
    new = [replace(fresh[0], join=join, grounds=grounds, about=about.replace("\n", "")), *fresh[1:]]
    if not behind:
        thread.stages += new
        return
    places = {stage.id: at for at, stage in enumerate(thread.stages)}
    at = places[behind]
    for anchor in list(_anchors(thread, behind, places)):
        thread.after[anchor] += len(new)
    if not ahead:
        at += 1 + thread.after.get(behind, 0)
        thread.after[behind] = thread.after.get(behind, 0) + len(new)
    thread.stages[at:at] = new


def _end(thread: Thread) -> str:
    """Return the id of the last stage of the norm that was joined last; "" where it added none."""
    ids = {stage.id for stage in thread.stages}
    return next((stage.id for stage in reversed(thread.last.stages) if stage.id in ids), "")


def _again(stage: Stage, other: Stage) -> bool:
    """Whether a stage was read from the words of another one: two norms that rest on the same consent."""
    return stage.article == other.article and stage.act.overlaps(other.act)


def _anchors(thread: Thread, behind: str, places: Mapping[str, int]) -> Iterator[str]:
    """Yield the stages behind which the stage at ``behind`` was put in its turn."""
    for anchor, count in thread.after.items():
        if anchor != behind and 0 < places[behind] - places[anchor] <= count:
            yield anchor


def shares(one: str, other: str, least: int) -> str:
    """Return the longest words that two texts have in common; "" if they are shorter than ``least``."""
    words = shared(one, other).strip("，、；。：的")
    return words if len(words) >= least else ""
