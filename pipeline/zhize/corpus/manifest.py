"""``corpora/sources.toml`` → the texts that it lists, and their files."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from zhize.errors import ManifestError
from zhize.types import Level

MANIFEST = "sources.toml"

_PACKAGE = Path(__file__).parents[1]
# In a wheel the texts lie inside the package; in a checkout, at the root of the repository: pipeline/zhize/../..
_FOLDERS = (_PACKAGE / "corpora", _PACKAGE.parents[1] / "corpora")

_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text that comes with the package, as its entry in the manifest describes it."""

    id: _Words  # what the commands call it; the file's name without .txt
    file: _Words  # below the manifest's folder
    title: _Words
    issuer: _Words  # 发布机关
    level: Level
    doc_number: _Words | None = None  # 发文字号
    passed: dt.date | None = None  # 通过日期
    issued: dt.date | None = None  # 印发日期
    in_force_from: dt.date | None = None  # 施行日期
    language: _Words  # BCP 47
    provenance: _Words  # where the text comes from and why it may be here
    sha256: _Sha256  # of the file's bytes
    synthetic: bool  # written for the project; its places and bodies do not exist


@cache
def texts() -> tuple[Text, ...]:
    """Return the texts in the order of the manifest.

    Raises:
        ManifestError: the manifest is missing or breaks its schema.
    """
    return read_manifest(_folder() / MANIFEST)


def find(name: str) -> Path | None:
    """Return the file of the text with this ``id``, or None if there is no such text.

    Raises:
        ManifestError: the manifest is missing or breaks its schema.
    """
    return next((_folder() / text.file for text in texts() if text.id == name), None)


def read_manifest(path: Path) -> tuple[Text, ...]:
    """Return the entries of a manifest.

    Args:
        path: a TOML file with ``text`` tables and nothing else.

    Raises:
        ManifestError: not TOML, an unknown or missing key, a value of the wrong type, or an id that stands twice; the
            message names the file, the entry and the key.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(str(error), where=path.name, remedy="mend the TOML") from error
    if set(document) != {"text"}:
        found = f"top-level keys are {sorted(document)}"
        raise ManifestError(found, where=path.name, remedy='use "text" only')
    tables = document["text"]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        found = '"text" is no list of tables'
        raise ManifestError(found, where=path.name, remedy="begin each entry with [[text]]")
    entries = tuple(_entry(path.name, number, table) for number, table in enumerate(tables, 1))
    _refuse_twins(path.name, entries)
    return entries


def _entry(file: str, number: int, raw: dict[str, object]) -> Text:
    try:
        return msgspec.convert(raw, Text)
    except msgspec.ValidationError as error:
        where = f"{file}, entry {number} ({raw.get('id', 'no id')})"
        raise ManifestError(str(error), where=where, remedy="see Text in zhize.corpus") from error


def _refuse_twins(file: str, entries: tuple[Text, ...]) -> None:
    twins = [name for name, count in Counter(entry.id for entry in entries).items() if count > 1]
    if twins:
        what = f"the `id` {twins[0]} stands twice"
        raise ManifestError(what, where=file, remedy="give each text its own")


def _folder() -> Path:
    """Return the folder with the texts: the wheel's or the checkout's."""
    for folder in _FOLDERS:
        if (folder / MANIFEST).is_file():
            return folder
    what = "no such file"
    raise ManifestError(what, where=str(_FOLDERS[0] / MANIFEST), remedy="install the package again")
