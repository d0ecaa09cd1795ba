"""Sentences → silver words: what the model is trained on.

The teacher takes the best path through jieba's dictionary, without jieba's hidden Markov model. Before that the
dictionary is brought to the style of the gold: compounds go, so that the path runs through their parts, and words of
government offices come in. Numbers, dates and signs are cut by the rules of `zhize.segmentation`, as they are at work.
"""

from __future__ import annotations

import logging
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import jieba
import msgspec

from zhize.segmentation import plain_words, wholes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RECIPE = Path(__file__).with_name("recipe.toml")

# How often a word stands in jieba's counts to be a half of a compound. 德才 (15) and 见义 (0) stand in sayings only,
# so 德才兼备 stays whole; 大气 (1,927) and 污染 (2,692) stand alone, so 大气污染 parts. Its tags call both idioms.
_COMMON: Final = 60
_COMPOUND: Final = 4  # characters
_ADDED: Final = 500  # the count of a word that comes in
_NUMBERED = re.compile(
    r"第?[〇零一二三四五六七八九十百千万亿两]+[^〇零一二三四五六七八九十百千万亿两].*"
)  # 六|项, 第五|章
_IDIOM = "i"
_COUNTING = frozenset({"m", "t", "mq"})  # jieba's tags of these; 一般 and 十分 have others
_LED = re.compile(r"[各本该每需经按未要跨省市县区镇乡](..+)")  # 各|部门, 县|公安局
_OF = re.compile(r".+的..+")  # 党|的|领导
_DOCTRINE = "主义"


class Swap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of laws and those of working rules for them."""

    law: str
    """A regular expression."""
    office: str
    """What takes its place; ``{level}`` stands for a level."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of ``recipe.toml``."""

    schema: Literal[1]
    provenance: Annotated[str, msgspec.Meta(min_length=1)]
    whole: tuple[str, ...]
    """Compounds and others that stay whole although their parts are words: 人民法院."""
    parted: tuple[str, ...]
    """Entries of jieba's dictionary that are several words: 之日起."""
    phrases: tuple[str, ...]
    """Where the best path goes wrong, with the words apart: 及 其他 for 及其 他."""
    levels: tuple[str, ...]
    """Of governments; a level that stands twice is drawn twice as often."""
    swaps: tuple[Swap, ...]
    """What is exchanged in laws, one after the other."""


def read_recipe(path: Path = RECIPE) -> Recipe:
    """Return the words that the recipe asks for."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Recipe)


def teacher(words: Iterable[str], recipe: Recipe) -> Callable[[str], list[str]]:
    """Return what cuts a piece of text into words.

    Args:
        words: those that are whole wherever they stand.
        recipe: what is changed in jieba's dictionary.
    """
    words = tuple(words)
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for word in _several(_counts(tokenizer), recipe):
        tokenizer.del_word(word)
    for word in {*words, *recipe.whole}:
        tokenizer.add_word(word, max(_ADDED, tokenizer.FREQ.get(word, 0)))
    phrases = {phrase.replace(" ", ""): phrase.split() for phrase in recipe.phrases}
    plain = plain_words([*words, *phrases])

    def cut(piece: str) -> list[str]:
        found: list[str] = []
        last = 0
        for start, end in [*wholes(piece, plain), (len(piece), len(piece))]:
            found += tokenizer.cut(piece[last:start], HMM=False)
            found += phrases.get(piece[start:end], [piece[start:end]] if start < end else [])
            last = end
        return found

    return cut


def _counts(tokenizer: jieba.Tokenizer) -> dict[str, tuple[int, str]]:
    """Return the count and the tag of each word of jieba's dictionary."""
    with tokenizer.get_dict_file() as file:
        rows = (line.decode("utf-8").split() for line in file)
        return {word: (int(count), tag) for word, count, tag in rows}


def _several(counts: Mapping[str, tuple[int, str]], recipe: Recipe) -> list[str]:
    """Return the entries of the dictionary that are several words."""
    common = {word for word, (count, _) in counts.items() if count >= _COMMON and len(word) > 1}
    kept = frozenset(recipe.whole)
    parted = frozenset(recipe.parted)
    return [
        word
        for word, (_, tag) in counts.items()
        if word not in kept and (word in parted or _is_several(word, tag, common))
    ]


def _is_several(word: str, tag: str, common: set[str]) -> bool:
    if tag in _COUNTING and _NUMBERED.fullmatch(word):
        return True
    if (led := _LED.fullmatch(word)) and led[1] in common:
        return True
    return len(word) >= _COMPOUND and not word.endswith(_DOCTRINE) and (_is_phrase(word, tag) or _parts(word, common))


def _is_phrase(word: str, tag: str) -> bool:
    return bool(_OF.fullmatch(word)) and tag != _IDIOM


def _parts(word: str, common: set[str]) -> bool:
    """Whether a word is made of common words of two characters or more, perhaps with one of a single character last."""
    if not word:
        return True
    return any(word[:end] in common and (_parts(word[end:], common) or _is_last(word, end)) for end in (2, 3))


def _is_last(word: str, end: int) -> bool:
    return end + 1 == len(word) and len(word) > _COMPOUND
