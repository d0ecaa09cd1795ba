"""The page's own words in two languages: ``words.toml``, and the names of `zhize.labels` with their English."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from zhize import labels
from zhize.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "words.toml"
# Of each family of names in the file, the Chinese ones.
_CHINESE: Mapping[str, Mapping[str, str]] = {
    "modality": labels.MODALITY,
    "force": labels.FORCE,
    "source": labels.BEARER_SOURCE,
    "doubt": labels.DOUBT,
    "level": labels.LEVEL,
    "actor": labels.ACTOR_TYPE,
    "time": labels.TIME_TYPE,
    "pair": labels.PAIR_TYPE,
    "relation": labels.RELATION,
    "phrase": {key: phrase.format("{names}") for key, phrase in labels.RELATION_PHRASE.items()},
}


class Word(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the page; ``{name}`` stands for a value that is filled in."""

    zh: str
    en: str


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    words: dict[str, Word]
    names: dict[str, dict[str, str]]  # family → value → English; the Chinese stands in `zhize.labels`


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that the page says with words that are not in the file: 第四十三条第二款, Art. 43(2)."""

    zh: str
    en: str


@cache
def words() -> Mapping[str, Word]:
    """Return all words of the page by their key, such as ``overview`` and ``modality.obligation``.

    Raises:
        LexiconError: the file breaks its schema, or lacks or does not know a name of a family.
    """
    try:
        document = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
        read = msgspec.convert(document, _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(str(error), where=_FILE, remedy="see zhize.export.pages.words") from error
    found = dict(read.words)
    for family in sorted({*_CHINESE, *read.names}):
        chinese, english = _CHINESE.get(family, {}), read.names.get(family, {})
        if set(chinese) != set(english):
            odd = "、".join(sorted(set(chinese) ^ set(english)))
            raise LexiconError(
                f"names.{family} differs from zhize.labels in {odd}", where=_FILE, remedy="name each once"
            )
        found |= {f"{family}.{key}": Word(zh=chinese[key], en=english[key]) for key in chinese}
    return found


def say(key: str, **values: object) -> Said:
    """Return the words of a key in both languages; a value that is `Said` is filled in by language."""
    word = words()[key]
    return Said(
        zh=word.zh.format(**{name: value.zh if isinstance(value, Said) else value for name, value in values.items()}),
        en=word.en.format(**{name: value.en if isinstance(value, Said) else value for name, value in values.items()}),
    )
