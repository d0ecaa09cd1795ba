"""Titles held against one another: what stays from version to version, and what several have in common."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import msgspec

from zhize.errors import LexiconError
from zhize.reuse.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FILE: Final = "titles.toml"
_REMARK: Final = re.compile(r"[(\[〔【]([^()\[\]〔〕【】]*)[)\]〕】]")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_DIGITS: Final = "0123456789"  # half of a year, and no name
_LEAST: Final = 3  # characters that name a group
_MOST_OF: Final = 0.6  # of the titles have what names their group


class _Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    nation: tuple[str, ...]
    remarks: tuple[str, ...]
    series: tuple[str, ...]
    provisional: tuple[str, ...]
    issuers: tuple[str, ...]
    minor: tuple[str, ...]
    kinds: tuple[str, ...]
    empty: tuple[str, ...]
    short: dict[str, str]


@cache
def _words() -> _Words:
    try:
        return msgspec.convert(tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8")), _Words)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LexiconError(str(error), where=f"reuse/{_FILE}", remedy="see _Words in titles.py") from error


def lasting(title: str) -> str:
    """Return what of a title stays from version to version: no nation, no remark of the version, no punctuation.

    中华人民共和国某法（2019修正） and 某法 become one; 若干规定（一） and （二） stay two.
    """
    plain = unicodedata.normalize("NFKC", title)
    bare = _REMARK.sub(lambda found: "" if _tells_version(found[1]) else found[0], plain)
    plain = plain if bare.strip().endswith(_words().series) else bare
    return folded(_without(plain, (*_words().nation, *_words().provisional))) or folded(title)


def subject(title: str) -> str:
    """Return what a title is about: `lasting`, without issuer, small words and what kind of regulation it is.

    最高人民法院关于审理某案件若干问题的解释 and 关于审理某案件的规定 become one.
    """
    words = _words()
    plain = lasting(title)
    for short, long in words.short.items():
        plain = plain.replace(short, long)
    plain = _without(plain, words.minor)
    for kind in words.kinds:
        plain = plain.removesuffix(kind)
    return unissued(plain, None)


def unissued(title: str, place: str | None) -> str:
    """Return a folded title without the issuers or the place that it begins with."""
    before = ""
    while before != title:
        before = title
        for word in (*_words().issuers, *([place] if place else [])):
            title = title.removeprefix(word)
    return title


def _tells_version(remark: str) -> bool:
    return bool(_YEAR.search(remark)) or any(word in remark for word in _words().remarks)


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def in_common(titles: Sequence[str]) -> str:
    """Return the longest run of characters that most titles have; "" where they have none that says something.

    One of the titles begins with it, so that it does not begin in the middle of a word.

    Args:
        titles: folded, without issuer and place.
    """
    counts = Counter(run for title in titles for run in _runs(title))
    enough = max(2, _MOST_OF * len(titles))
    begun = {title[:end] for title in titles for end in range(_LEAST, len(title) + 1)}
    found = [run for run, count in counts.items() if count >= enough and run in begun and _says_something(run)]
    return min(found, key=lambda run: (-len(run), -counts[run], run), default="").rstrip(_DIGITS)


def _runs(title: str) -> set[str]:
    return {title[a:b] for a in range(len(title)) for b in range(a + _LEAST, len(title) + 1)}


def _says_something(run: str) -> bool:
    return len(_without(run, sorted(_words().empty, key=len, reverse=True))) > 1
