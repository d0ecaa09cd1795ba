"""The rules of the grammar that read words: replaced, put in, taken out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Instruction, Operation, Side
from zhize.amending.phrases import CONNECTED, resolved

if TYPE_CHECKING:
    from zhize.amending.nouns import Target
    from zhize.amending.phrases import Phrase

SENTENCE: Final = "句"
"""The unit of a count that stands for words and not for a place: 增写一句."""
_BESIDE: Final = re.compile(r"\s*[，,、和及与]\s*(?:原)?")
_WHOLE: Final = tuple("。；！？")


def replace_words(phrase: Phrase) -> list[Instruction] | None:
    """(place) (中的) “…” (、place 中的 “…”) (统一) 修改为 “…”."""
    new = phrase.texts("new")
    groups = _worded(phrase, *phrase.match.span("old"))
    if groups is None:
        return None
    old = [(place, words) for place, several in groups for words in several]
    paired = phrase.has("Y") and len(old) == len(new)
    after = new if paired else ("\n".join(new),) * len(old)
    return [
        Instruction(
            operation=Operation.REPLACE_WORDS,
            old=place,
            old_words=words,
            new_words=come,
            every=phrase.has("L") or len(place) > 1,
            rule="replace_words",
        )
        for (place, words), come in zip(old, after, strict=True)
    ]


def delete_words(phrase: Phrase) -> list[Instruction] | None:
    """删去 (place) (中的) “…” (和 place 中的 “…”) | place 中的 “…” 删去."""
    groups = _worded(phrase, *phrase.match.span(), apart=True)
    return [
        Instruction(
            operation=Operation.DELETE_WORDS,
            old=place,
            old_words=words,
            every=phrase.has("L") or len(place) > 1,
            rule="delete_words",
        )
        for place, several in groups or ()
        for words in several
    ]


def _worded(
    phrase: Phrase, start: int, end: int, *, apart: bool = False
) -> list[tuple[tuple[Target, ...], list[str]]] | None:
    """Return the words that are quoted of each place, in order.

    Args:
        phrase: what was taken.
        start: the first token.
        end: the token behind the last one.
        apart: whether another clause (，) may name another place; else None is returned for one that does.
    """
    groups: list[tuple[tuple[Target, ...], list[str]]] = []
    fresh, places, behind = True, False, 0
    for token in phrase.tokens[start:end]:
        if token.letter == "P":
            before = phrase.context.base
            here = resolved(token, before)
            gap = phrase.text[behind : token.start]
            if groups and not fresh and not apart and not CONNECTED.search(gap):
                return None
            phrase.context.base = (*before, *here) if places and _BESIDE.fullmatch(gap) else here
            fresh, places, behind = True, True, token.end
        elif token.letter == "Q":
            words = phrase.quotations[token.quotation]
            if fresh:
                groups.append((phrase.context.base, [words]))
            elif CONNECTED.search(phrase.text[behind : token.start]):
                groups[-1][1].append(words)
            else:
                groups[-1][1][-1] += "\n" + words
            fresh, places, behind = False, False, token.end
    return groups


def insert_words(phrase: Phrase) -> list[Instruction] | None:
    """(place) (中的) “…” 后|前 增加 (一句) “…”."""
    place = phrase.place("place")
    side = Side.BEFORE if phrase.has("B") else Side.AFTER
    words = phrase.quoted("new")
    return [
        Instruction(
            operation=Operation.INSERT_WORDS,
            old=place,
            old_words=before,
            new_words=words,
            side=side,
            every=phrase.has("L") or len(place) > 1,
            rule="insert_words",
        )
        for before in phrase.words("old")
    ]


def insert_at_edge(phrase: Phrase) -> list[Instruction] | None:
    """Place (开头|末尾) 增加 (一句|规定) “…”."""
    counts = phrase.of("c")
    if counts and counts[0].text != SENTENCE:
        return None
    place = phrase.place("place")
    if not place:
        return None
    side = Side.START if phrase.has("H") else Side.END
    words = phrase.quoted("new")
    verb = phrase.tokens[phrase.match.end() - len(phrase.texts("new")) - 1]
    says = "规定" in phrase.text[verb.end : phrase.of("new")[0].start] or words.endswith(_WHOLE)
    if not (phrase.has("H") or phrase.has("E") or counts or says):
        return None  # 第三条中增加“甲”: where in it, nobody says
    return [Instruction(operation=Operation.INSERT_WORDS, old=place, new_words=words, side=side, rule="insert_at_edge")]
