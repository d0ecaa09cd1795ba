"""The golds that have names, and the verb `read_gold`: a name or a file → `Gold`.

``corpora/gold/golds.toml`` lists them. Some stand in the folder with it; others quote laws that are not the project's
to publish and lie in a folder beside a checkout, as the laws themselves do. A gold that is not there is one error;
which are there, `at_hand` says.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from zhize.errors import InputError
from zhize.evaluation.articles import BESIDE, MANIFEST, beside, cut_out, parsed, read_manifest
from zhize.evaluation.gold import read_marks
from zhize.evaluation.layers import Part
from zhize.evaluation.nouns import Gold
from zhize.readers import read

if TYPE_CHECKING:
    from zhize.evaluation.articles import Manifest, Text
    from zhize.types import Source

DEFAULT = "sishui-2022"
"""The gold that comes with its text in the package."""

_CATALOGUE = "golds.toml"
_SUFFIX = ".jsonl"
_WHOLE = ".txt"  # how the name of a whole text ends that stands beside its gold
_PACKAGE = Path(__file__).parents[1]
# In a wheel the golds lie inside the package; in a checkout, at the root of the repository: pipeline/zhize/../..
_FOLDERS = (_PACKAGE / "corpora" / "gold", _PACKAGE.parents[1] / "corpora" / "gold")
_DIGITS = 16  # of the digest of a gold
_LAWS = "name the folder of the laws with --texts DIR"

_Words = Annotated[str, msgspec.Meta(min_length=1)]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gold of the catalogue."""

    id: _Words  # what the command calls it
    file: _Words  # from the folder of the catalogue
    text: _Words | None = None  # the whole text to analyse, below the folder of texts
    holds: tuple[Part, ...] | None = None  # what was annotated, where the file has [] for what was not


class _Catalogue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: Literal[1]
    texts: _Words  # the folder of laws, from the folder of the catalogue
    gold: tuple[Entry, ...]


def names() -> tuple[str, ...]:
    """Return the names of the golds that the catalogue knows.

    Raises:
        InputError: the catalogue is missing or breaks its schema.
    """
    return tuple(entry.id for entry in _catalogue().gold)


def at_hand(texts: Path | None = None) -> tuple[str, ...]:
    """Return the names of the golds whose files and texts are there.

    Args:
        texts: the folder of laws; the catalogue's by default.

    Raises:
        InputError: the catalogue or a manifest is missing or breaks its schema.
    """
    return tuple(entry.id for entry in _catalogue().gold if _is_at_hand(entry, texts))


def read_gold(name: str, *, texts: Path | None = None, whole: Source | None = None) -> Gold:
    """Return a gold.

    Args:
        name: a name of the catalogue, or the path of a file ``….jsonl``.
        texts: the folder of laws; the catalogue's by default.
        whole: the text to analyse; by default what the catalogue says, else ``NAME.txt`` beside the gold, else none:
            each article is read by itself.

    Raises:
        InputError: there is no such gold, its file or its texts are not there, or one of them breaks its schema.
    """
    entry = _entry(name)
    path = _path(entry)
    if not path.is_file():
        remedy = f"use one that is: {', '.join(at_hand(texts))}"
        raise InputError(f"its file {os.path.normpath(path)} is not here", where=entry.id, remedy=remedy)
    manifest = _manifest(path)
    folder = _folder_of_texts(path, manifest, texts)
    whole = whole or _whole(entry, path, folder)
    articles, independent = _articles(path, manifest, folder, whole)
    marked, annotated = read_marks(path, articles)
    holds = set(entry.holds or annotated)
    if lacking := sorted(holds - annotated):
        remedy = "annotate it, or mend the catalogue"
        raise InputError(f"does not hold {'+'.join(lacking)}", where=str(path), remedy=remedy)
    return Gold(
        name=entry.id,
        articles=marked,
        holds=frozenset({Part.STRUCTURE, *holds} if independent else holds),
        whole=whole,
        blind=manifest is not None and manifest.blind,
        digest=_digest(path),
    )


def _entry(name: str) -> Entry:
    """Return the entry of a name, or one for a file that the catalogue does not know.

    Raises:
        InputError: it is neither.
    """
    for entry in _catalogue().gold:
        if name == entry.id or (name.endswith(_SUFFIX) and os.path.realpath(name) == os.path.realpath(_path(entry))):
            return entry
    if not name.endswith(_SUFFIX):
        remedy = f"use {', '.join(names())}, or the path of a file {_SUFFIX}"
        raise InputError("is no gold", where=name, remedy=remedy)
    path = Path(name)
    return Entry(id=path.name.removesuffix(_SUFFIX), file=str(path.absolute()))


def _path(entry: Entry) -> Path:
    return _folder() / entry.file


def _is_at_hand(entry: Entry, texts: Path | None) -> bool:
    path = _path(entry)
    if not path.is_file():
        return False
    manifest = _manifest(path)
    folder = _folder_of_texts(path, manifest, texts)
    laws = {place.path for place in manifest.article} if manifest else set()
    return all((folder / law).is_file() for law in laws | ({entry.text} if entry.text else set()))


def _manifest(path: Path) -> Manifest | None:
    sibling = _sibling(path, MANIFEST)
    return read_manifest(sibling) if sibling.is_file() else None


def _folder_of_texts(path: Path, manifest: Manifest | None, texts: Path | None) -> Path:
    """Return where the texts of a gold stand: with it, where its manifest says so, else with the laws."""
    if manifest is not None and manifest.texts is not None:
        return path.parent / manifest.texts
    return texts or _folder() / _catalogue().texts


def _whole(entry: Entry, path: Path, folder: Path) -> Source | None:
    """Return the text that is to be analysed; None where each article is read by itself.

    Raises:
        InputError: the text that the catalogue names is not there, or it cannot be read.
    """
    if entry.text is None:
        sibling = _sibling(path, _WHOLE)
        return read(sibling) if sibling.is_file() else None
    found = folder / entry.text
    if not found.is_file():
        raise InputError(f"its text {os.path.normpath(found)} is not here", where=entry.id, remedy=_LAWS)
    return read(found)


def _articles(
    path: Path, manifest: Manifest | None, folder: Path, whole: Source | None
) -> tuple[tuple[Text, ...], bool]:
    """Return the texts of a gold's articles, and whether they are known without the parser.

    Raises:
        InputError: there are none, or two have one id.
    """
    sibling = _sibling(path, BESIDE)
    if manifest is not None:
        articles = cut_out(manifest, folder)
    elif sibling.is_file():
        articles = beside(sibling)
    elif whole is not None:
        articles = parsed(whole)
    else:
        stem = path.name.removesuffix(_SUFFIX)
        what = f"has no texts: {stem}{MANIFEST}, {stem}{BESIDE} or {stem}{_WHOLE} beside it"
        raise InputError(what, where=str(path), remedy="put one of them there, or name its text with --text FILE")
    ids = [article.id for article in articles]
    if twin := next((name for name in ids if ids.count(name) > 1), None):
        remedy = "give each article an id of its own"
        raise InputError(f"article {twin} stands twice among its texts", where=str(path), remedy=remedy)
    return articles, manifest is not None or sibling.is_file()


def _sibling(path: Path, ending: str) -> Path:
    return path.with_name(path.name.removesuffix(_SUFFIX) + ending)


def _digest(path: Path) -> str:
    """Return a digest of a file that is the same whatever its line ends are."""
    return hashlib.sha256(b"\n".join(path.read_bytes().splitlines())).hexdigest()[:_DIGITS]


def _folder() -> Path:
    """Return the folder of the catalogue: the wheel's or the checkout's.

    Raises:
        InputError: there is none.
    """
    for folder in _FOLDERS:
        if (folder / _CATALOGUE).is_file():
            return folder
    raise InputError("no such file", where=str(_FOLDERS[0] / _CATALOGUE), remedy="install the package again")


@cache
def _catalogue() -> _Catalogue:
    path = _folder() / _CATALOGUE
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Catalogue)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        remedy = "see Entry in zhize.evaluation.catalogue for what it holds"
        raise InputError(f"breaks its schema ({error})", where=str(path), remedy=remedy) from error
