"""The grammar of amending decisions: an ordered table of rules over the letters of a statement's words.

将第三条中的“甲”修改为“乙” has the letters PIQMQ (see `zhize.amending.words`). Each rule takes the letters where it
stands or declines; a place that no rule takes is what the following words speak of; a verb that no rule takes was not
understood. The docstring of a rule is its line of grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Instruction, Operation, Side, Target, Unit
from zhize.amending.phrases import BELOW_ARTICLE, Phrase, container, resolved
from zhize.amending.places import places_at
from zhize.amending.word_rules import SENTENCE, delete_words, insert_at_edge, insert_words, replace_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zhize.amending.phrases import Context
    from zhize.amending.words import Token

_VERBS: Final = frozenset("MDNGSX")
_Q: Final = r"Q(?:Q(?![LYI]*[MFB]))*"  # quotations that the next words do not need
_QS: Final = r"(?:Q(?![LYI]*[MFB]))"
_MOST: Final = 40  # quotations in a row
# No two parts of a pattern may begin alike, or reading a long row of quotations would take for ever.
_WORDED: Final = rf"[LY]?P{{0,9}}[ILE]{{0,3}}Q{{1,{_MOST}}}"
_ALSO: Final = rf"[LY]?P{{1,9}}[ILE]{{0,3}}Q{{1,{_MOST}}}"


@dataclass(frozen=True, slots=True)
class Read:
    """An instruction and the tokens it was read from."""

    instruction: Instruction
    first: int  # index of a token
    last: int


def _order(phrase: Phrase) -> list[Instruction] | None:
    """条文顺序作相应调整 | 第四款以后依次顺延."""
    start = phrase.tokens[phrase.match.start()].start
    before = re.split(r"[，。；：]", phrase.text[max(0, start - 8) : start])[-1]
    below = re.search(r"[款项目]", before) is not None and "条" not in before
    base = phrase.place("place")[-1:]
    inside = base and (below or (phrase.of("place") and base[0].unit in BELOW_ARTICLE))
    return [Instruction(operation=Operation.REORDER, old=base if inside else (), rule="order")]


def _renumber_quoted(phrase: Phrase) -> list[Instruction] | None:
    """“第八条”调整为“第七条”: behind no place."""
    before = phrase.tokens[phrase.match.start() - 1].letter if phrase.match.start() else ""
    sides = [(words, places_at(words, 0)) for words in (phrase.quoted("old"), phrase.quoted("new"))]
    if before in {"P", "I"}:
        return None
    targets = []
    for words, places in sides:
        if places is None or places.end != len(words):
            return None
        targets.append(places.targets)
    if len(targets[0]) != len(targets[1]):
        return None
    return [Instruction(operation=Operation.RENUMBER, old=targets[0], new=targets[1], rule="renumber_quoted")]


def _merge(phrase: Phrase) -> list[Instruction] | None:
    """Places 合并 (为一条) (作为 place) (修改为 “…”) | place 并入 place (修改为 “…”)."""
    old = phrase.places("old")
    new = phrase.new()
    if phrase.of("verb")[0].text == "并入":
        old, new = tuple(sorted({*old, *phrase.places("new")})), ()
    if not old:
        return None
    _remember(phrase, old[:1], new)
    return [
        Instruction(operation=Operation.MERGE, old=old, new=new, texts=phrase.texts("q"), rule="merge"),
    ]


def _split(phrase: Phrase) -> list[Instruction] | None:
    """Place 分为|改为 (两条) (作为 places) (修改为 “…”)."""
    old = phrase.place("old")
    if not old:
        return None
    new = phrase.new()
    if old[-1].unit in BELOW_ARTICLE:
        return [Instruction(operation=Operation.REPLACE, old=old, texts=phrase.texts("q"), rule="split")]
    return [Instruction(operation=Operation.SPLIT, old=old, new=new, texts=phrase.texts("q"), rule="split")]


def _add(phrase: Phrase) -> list[Instruction] | None:
    """(place) (中|后|前) 增加 一条|一款|一项|一章 (作为 place) (“…”) | 增加 place (“…”)."""
    named = phrase.of("place")
    place = phrase.place("place")
    new = phrase.new()
    counts = phrase.of("c")
    unit = counts[0].text if counts else ""
    if unit == SENTENCE or not (new or unit):
        return None
    kind = new[0].unit if new else _ADDED.get(unit)
    if kind is None:
        return None
    if kind not in BELOW_ARTICLE and not named:
        place = place if kind is Unit.ARTICLE and place and place[-1].unit is Unit.CHAPTER else ()
    if kind is Unit.ARTICLE and place and place[-1].unit is Unit.CHAPTER:
        new = tuple(replace(each, chapter=place[-1].heading) for each in new)
    if not new and not place:
        return None
    behind = next((letter for letter in phrase.match["side"] if letter in "FB"), "")
    if not behind:
        place = tuple(dict.fromkeys(container(each, kind) for each in place))
    side = {"F": Side.AFTER, "B": Side.BEFORE}.get(behind, Side.END if "E" in phrase.match["side"] else None)
    return [
        Instruction(
            operation=Operation.ADD,
            old=place,
            new=new or (Target(unit=kind),),
            texts=phrase.texts("q"),
            side=side,
            rule="add",
        )
    ]


_ADDED: Final = {
    "条": Unit.ARTICLE,
    "款": Unit.PARAGRAPH,
    "自然段": Unit.PARAGRAPH,
    "段": Unit.PARAGRAPH,
    "项": Unit.ITEM,
    "目": Unit.POINT,
    "章": Unit.CHAPTER,
    "节": Unit.SECTION,
    "编": Unit.PART,
}


def _renumber(phrase: Phrase) -> list[Instruction] | None:
    """Place 改为|作为 place (修改为 “…”)."""
    old = phrase.place("old")
    new = phrase.new()
    if not old:
        return None
    texts = phrase.texts("q")
    if len(old) != len(new):
        return None
    _remember(phrase, old, new)
    if texts:
        return [Instruction(operation=Operation.REPLACE, old=old, new=new, texts=texts, rule="renumber")]
    found, at = [], 0
    for run in _runs(old):
        after = new[at : at + len(run)]
        found.append(Instruction(operation=Operation.RENUMBER, old=tuple(run), new=after, rule="renumber"))
        at += len(run)
    return found


def _replace(phrase: Phrase) -> list[Instruction] | None:
    """Place 修改为 “…”; the text may stand in the lines below."""
    place = phrase.place("old")
    if not place:
        return None
    return [Instruction(operation=Operation.REPLACE, old=place, texts=phrase.texts("q"), rule="replace")]


def _delete(phrase: Phrase) -> list[Instruction] | None:
    """删去 places | places 删去."""
    groups = [index for index in range(*phrase.match.span("old")) if phrase.tokens[index].letter == "P"]
    found: list[Target] = []
    for index in groups:
        within = index + 1 < len(phrase.tokens) and phrase.tokens[index + 1].letter == "I"
        phrase.context.base = resolved(phrase.tokens[index], phrase.context.base)
        found += () if within and index != groups[-1] else phrase.context.base
    runs = _runs(found)
    return [Instruction(operation=Operation.DELETE, old=tuple(run), rule="delete") for run in runs] or None


def _runs(targets: Sequence[Target]) -> list[list[Target]]:
    """Return places in runs of one kind, those below an article by what holds them: each run is one list of units."""
    runs: list[list[Target]] = []
    for target in targets:
        if runs and _holder(runs[-1][-1]) == _holder(target):
            runs[-1].append(target)
        else:
            runs.append([target])
    return runs


def _holder(target: Target) -> tuple[Unit, str, int, int]:
    if target.unit not in BELOW_ARTICLE:
        return target.unit, "", 0, 0
    locator = target.locator
    paragraph = locator.paragraph if target.unit is not Unit.PARAGRAPH else 0
    return target.unit, target.article, paragraph, locator.item if target.unit is Unit.POINT else 0


def _explained(_phrase: Phrase) -> list[Instruction] | None:
    """第三章“国家机构”中 …: the quotation only says again what the place is."""
    _phrase.place("place")
    return []


def _remember(phrase: Phrase, old: Sequence[Target], new: Sequence[Target]) -> None:
    for before, after in zip(old, new, strict=False):
        if before.unit is Unit.ARTICLE and after.unit is Unit.ARTICLE:
            phrase.context.moved[before.article] = after


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    read: Callable[[Phrase], list[Instruction] | None]


RULES: Final = tuple(
    _Rule(re.compile(pattern), read)
    for pattern, read in (
        (r"(?P<place>)O[FYLAIP]{0,4}W|(?P<o>)W[FI]?O", _order),
        (r"(?P<place>P)[FYI]{0,3}O?W", _order),
        (r"(?P<place>P)Q[I](?=[PN])", _explained),
        (r"(?P<old>Q)M(?P<new>Q)", _renumber_quoted),
        (rf"(?P<old>{_WORDED}(?:{_ALSO}){{0,19}})[LYI]{{0,3}}M(?P<new>{_Q})", replace_words),
        (rf"(?P<old>[LY]?P?[ILE]{{0,3}}Q{{1,{_MOST}}})[LYI]{{0,3}}M(?P<new>{_Q})", replace_words),
        (rf"[LY]?(?P<place>P?)[ILE]{{0,3}}(?P<old>Q{{1,{_MOST}}})[FB]N(?:C|I)?(?P<new>{_Q})", insert_words),
        (rf"D(?:P?[IEHL]{{0,3}}Q(?!Q{{0,{_MOST}}}[LYI]{{0,3}}[MFB]))+", delete_words),
        (rf"[LY]?P?[ILE]{{0,3}}Q{{1,{_MOST}}}L?D(?!P?[IE]*Q)", delete_words),
        (rf"(?P<place>P?)(?P<side>[IFBE]{{0,2}})N(?P<c>C?)(?P<q>{_QS}+)[YA]{{1,2}}(?P<new>P)", _add),
        (rf"(?P<place>P)I?[HE]I?N(?P<c>C?)(?P<new>{_Q})", insert_at_edge),
        (rf"(?P<place>P)I?N(?P<c>C?)(?P<new>{_Q})", insert_at_edge),
        (rf"(?P<old>P{{1,9}})[YI]?(?P<verb>G)C?(?:[AM]{{0,2}}(?P<new>P))?(?:[AM]{{0,2}}(?P<q>{_QS}+))?", _merge),
        (rf"(?P<old>P)[YI]?(?:SC?|MC)(?:[YAM]{{0,2}}(?P<new>P))?(?:[YAM]{{0,2}}(?P<q>{_QS}+))?", _split),
        (rf"(?P<place>P?)(?P<side>[IFBE]{{0,2}})N(?P<c>C)(?:[YA]{{0,2}}(?P<new>P)(?![MA]))?(?P<q>{_QS}*)", _add),
        (rf"(?P<place>)(?P<side>)N(?P<c>)(?P<new>P)(?P<q>{_QS}*)", _add),
        (rf"(?P<old>P)[LYI]{{0,2}}[MA]Y?(?P<new>P)(?:[MA]?(?P<q>{_QS}+))?", _renumber),
        (r"(?P<old>P?)[LYI]{0,2}M(?P<q>[QU](?:Q(?![LYI]*[MFB]))*)", _replace),
        (r"(?P<old>P)[LYI]{0,2}M(?P<q>)", _replace),
        (r"D[LI]?(?P<old>P(?:I?P)*)", _delete),
        (r"(?P<old>P)L?D", _delete),
    )
)


def read_statement(
    text: str, tokens: Sequence[Token], quotations: Sequence[str], context: Context
) -> tuple[list[Read], list[int]]:
    """Return the instructions of a statement, and the indexes of the verbs that no rule took.

    Args:
        text: the statement, each quotation one character.
        tokens: its words.
        quotations: what is quoted in it, in order.
        context: what the statements before have named; it is kept up to date.
    """
    letters = "".join(token.letter for token in tokens)
    found: list[Read] = []
    lost: list[int] = []
    at = 0
    while at < len(letters):
        taken = _first(letters, at, tokens, quotations, text, context)
        if taken is None:
            if letters[at] in _VERBS or _is_orphan(tokens, at):
                lost.append(at)
            if letters[at] == "P":
                context.base = resolved(tokens[at], context.base)
            at += 1
            continue
        end, instructions = taken
        found += (Read(instruction, at, end - 1) for instruction in instructions)
        at = end
    return found, lost


def _is_orphan(tokens: Sequence[Token], at: int) -> bool:
    """Whether a place says something that nothing took: another article follows at once, or 作为 stands before it."""
    here, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if here.letter == "A":
        return after is not None and after.letter == "P"
    if here.letter != "P" or after is None or after.letter != "P" or not here.targets or not after.targets:
        return False
    return bool(here.targets[-1].article) and bool(after.targets[0].article)


def _first(
    letters: str, at: int, tokens: Sequence[Token], quotations: Sequence[str], text: str, context: Context
) -> tuple[int, list[Instruction]] | None:
    for rule in RULES:
        match = rule.pattern.match(letters, at)
        if match is None:
            continue
        trial = context.copy()
        instructions = rule.read(Phrase(match, tokens, quotations, text, trial))
        if instructions is not None:
            context.base, context.moved = trial.base, trial.moved
            return match.end(), instructions
    return None
