"""The texts of a gold's articles: where they stand, cut out of the laws that they are from, and checked.

A gold says what is marked; the words come from one of three places:

- ``NAME-articles.toml``, a manifest: file, label, length and SHA-256 of each article, and no text. The articles are cut
  out of their laws without the parser, so that what the parser makes of them can be scored.
- ``NAME.articles.json``: the texts themselves.
- ``NAME.txt``, as the parser reads it; the structure is then not scored.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from zhize.errors import InputError
from zhize.numerals import Locator
from zhize.structure import parse

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.types import Source

MANIFEST = "-articles.toml"
"""How the name of a manifest ends, behind that of its gold."""
BESIDE = ".articles.json"
"""How the name of a file with the texts of a gold ends."""

_MOST = 99_999_999  # the largest number of an article that can be written in Chinese here
_BELOW = r"^(?!/)(?!(?:.*/)?\.\.(?:/|$))[^\x00-\x1f\\]+$"  # a path that leads nowhere else
_NUMERAL = "零〇一二三四五六七八九十百千"
# What begins an article, by the form of its label, and what ends one without beginning another.
_BY_ARTICLE = re.compile(rf"^(第[{_NUMERAL}]+条(?:之[{_NUMERAL}]+)?)\s+")
_BY_NUMBER = re.compile(rf"^([{_NUMERAL}]+、)\s*")
_HEADING = re.compile(rf"^第[{_NUMERAL}]+[编章节]\s|^附\s*则$|^附\s*件")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article of a gold before anything is marked in it."""

    id: str
    text: str
    label: str = ""  # 第四十三条; "" where nobody says
    origin: str = ""  # the file of its law; "" where all are from one


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an article stands, and what tells that it is the one that was annotated."""

    id: str
    path: Annotated[str, msgspec.Meta(pattern=_BELOW)]  # of its law, below the folder of texts
    label: str  # 第三十四条, 三十四、
    length: Annotated[int, msgspec.Meta(ge=1)]  # characters
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]  # of the text in UTF-8


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file ``NAME-articles.toml``."""

    schema: Literal[1]
    texts: str | None = None  # the folder of texts, from the manifest; None where the user says it
    blind: bool = False  # single differences are not listed: the articles show what to expect, nobody tunes on them
    article: Annotated[tuple[Place, ...], msgspec.Meta(min_length=1)]


class _Beside(msgspec.Struct, frozen=True):
    """An article of ``NAME.articles.json``; what else is said of it is for people."""

    article: Annotated[int, msgspec.Meta(ge=0, le=_MOST)] | str
    text: str


def read_manifest(path: Path) -> Manifest:
    """Return a manifest.

    Raises:
        InputError: it cannot be read or breaks its schema.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise InputError(what, where=str(path), remedy="check the file and its permissions") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        remedy = "see Manifest in zhize.evaluation.articles for what it holds"
        raise InputError(f"breaks its schema ({error})", where=str(path), remedy=remedy) from error


def cut_out(manifest: Manifest, folder: Path) -> tuple[Text, ...]:
    """Return the articles of a manifest.

    Args:
        manifest: what was annotated.
        folder: the folder of texts.

    Raises:
        InputError: a law is not there, or an article of it is not the one that was annotated.
    """
    laws = {path: _law(path) for path in dict.fromkeys(folder / place.path for place in manifest.article)}
    texts = []
    for place in manifest.article:
        path = folder / place.path
        text = cut(laws[path], place.label)
        if (len(text), hashlib.sha256(text.encode()).hexdigest()) != (place.length, place.sha256):
            what = f"its {place.label} is not the text that was annotated as {place.id}"
            raise InputError(what, where=str(path), remedy="use the edition of the text that the gold was made with")
        origin = path.stem if len(laws) > 1 else ""
        texts.append(Text(id=place.id, text=text, label=place.label, origin=origin))
    return tuple(texts)


def cut(law: str, label: str) -> str:
    """Return the text of the first article with a label, without it: its lines, stripped and joined; "" for none."""
    head_of = _BY_NUMBER if label.endswith("、") else _BY_ARTICLE
    lines: list[str] = []
    inside = False
    for line in filter(None, map(str.strip, law.splitlines())):
        head = head_of.match(line)
        if inside and (head or _HEADING.match(line)):
            break
        inside = inside or bool(head and head[1] == label)
        if inside:
            lines.append(line[head.end() :] if head else line)
    return "\n".join(lines)


def beside(path: Path) -> tuple[Text, ...]:
    """Return the articles of a file ``NAME.articles.json``.

    Raises:
        InputError: it cannot be read or is no list of articles.
    """
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Annotated[list[_Beside], msgspec.Meta(min_length=1)])
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise InputError(what, where=str(path), remedy="check the file and its permissions") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        remedy = 'write a list of {"article": 1, "text": "…"}'
        raise InputError(f"is no list of articles ({error})", where=str(path), remedy=remedy) from error
    return tuple(Text(id=str(each.article), text=each.text, label=_label(each.article)) for each in found)


def parsed(source: Source) -> tuple[Text, ...]:
    """Return the articles of a text as the parser reads them."""
    return tuple(Text(id=each.id, text=each.text, label=each.label) for each in parse(source).articles)


def _law(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = "no such text" if isinstance(error, FileNotFoundError) else f"cannot be read ({error})"
        raise InputError(what, where=str(path), remedy="name the folder of the laws with --texts DIR") from error


def _label(article: int | str) -> str:
    """Return 第四十三条 for 43; "" for what is no number."""
    return str(Locator(article=article)) if isinstance(article, int) and article > 0 else ""
