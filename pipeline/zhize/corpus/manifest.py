"""``corpora/sources.toml`` → what is known of texts, and the files of those that come with the package."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from zhize.errors import ManifestError
from zhize.types import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

MANIFEST = "sources.toml"
SCHEMA = 1

_PACKAGE = Path(__file__).parents[1]
# In a wheel the texts lie inside the package; in a checkout, at the root of the repository: pipeline/zhize/../..
_FOLDERS = (_PACKAGE / "corpora", _PACKAGE.parents[1] / "corpora")

ID = re.compile(r"\w(?:[\w.-]{0,62}\w)?")
"""What commands call a text; a file's name on every system, and no path."""
# Names that Windows keeps for devices, whatever follows the first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)

_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Count = Annotated[int, msgspec.Meta(ge=1)]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(?:-\d\d(?:-\d\d)?)?$")]
# The sites of the state's bodies; a domain that ran out may be a copy of the site in other hands.
_Official = Annotated[str, msgspec.Meta(pattern=r"^https?://(?:[a-z0-9-]+\.)+gov\.cn/")]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the manifest knows of a text; what is not established is None. Dates are ISO 8601, perhaps without day."""

    id: _Words  # what the commands call it
    title: _Words  # without 《》
    issuer: _Words  # 发布机关
    level: Level
    doc_number: _Words | None = None  # 发文字号
    passed: _Day | None = None  # 通过日期
    issued: _Day | None = None  # 印发日期
    in_force_from: _Day | None = None  # 施行日期
    in_force_until: _Day | None = None  # the day on which another text took its place
    url: _Official | None = None  # of the document on its issuer's site
    url_status: Literal["seen-official", "inferred"] | None = None  # see the head of the manifest
    format: _Words | None = None  # html, docx …: in which it was seen
    numbering: _Words | None = None  # 一、 or 第X条
    chapters: _Count | None = None
    articles: _Count | None = None
    confidence: Literal["high", "medium", "low"]  # of the facts above
    file: _Words | None = None  # below the manifest's folder; None if the text does not come with the package
    language: _Words | None = None  # BCP 47
    provenance: _Words | None = None  # where the file comes from and why it may be here
    sha256: _Sha256 | None = None  # of the file's bytes
    synthetic: bool = False  # written for the project; its places and bodies do not exist

    @property
    def validity(self) -> str | None:
        """What is established of its being in force (有效性), in Chinese; None where nothing is."""
        return f"已失效（至{self.in_force_until}）" if self.in_force_until else None

    def __post_init__(self) -> None:
        """Hold what no type says.

        Raises:
            ValueError: an id that is no file name, a day that is none, or a key without the one that it goes with.
        """
        if not is_id(self.id):
            msg = f"id {self.id!r} cannot be a file's name"
            raise ValueError(msg)
        for day in (self.passed, self.issued, self.in_force_from, self.in_force_until):
            dt.date.fromisoformat(f"{day or '2000'}-01-01"[:10])
        if (self.url is None) is not (self.url_status is None):
            msg = "url and url_status go together"
            raise ValueError(msg)
        if len({each is None for each in (self.file, self.language, self.provenance, self.sha256)}) > 1:
            msg = "file, language, provenance and sha256 go together"
            raise ValueError(msg)


def is_id(name: str) -> bool:
    """Whether a text can have this name: letters, digits, 汉字, and - _ . inside; a file's name on every system.

    One form only of each name: full-width letters and what macOS takes apart are none.
    """
    plain = unicodedata.is_normalized("NFKC", name)
    return plain and ID.fullmatch(name) is not None and _DEVICE.fullmatch(name) is None


def twin_of(name: str, others: Iterable[str]) -> str | None:
    """Return the name that differs from this one by upper and lower case only; None if there is none."""
    return next((other for other in others if other != name and other.casefold() == name.casefold()), None)


@cache
def entries() -> tuple[Entry, ...]:
    """Return what is known of texts, in the order of the manifest; those that come with the package stand first.

    Raises:
        ManifestError: the manifest is missing or breaks its schema.
    """
    return read_manifest(_folder() / MANIFEST)


def entry_of(name: str) -> Entry | None:
    """Return the entry with this ``id``, or None if there is no such text.

    Raises:
        ManifestError: the manifest is missing or breaks its schema.
    """
    return next((entry for entry in entries() if entry.id == name), None)


def shipped_file(entry: Entry) -> Path | None:
    """Return the file of a text that comes with the package; None for any other."""
    return None if entry.file is None else _folder() / entry.file


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a manifest.

    Args:
        path: a TOML file with ``schema = 1``, ``source`` tables and nothing else.

    Raises:
        ManifestError: not TOML, an unknown or missing key, a value of the wrong type, or an id that stands twice; the
            message names the file, the entry and the key.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestError(str(error), where=path.name, remedy="mend the TOML") from error
    if set(document) != {"schema", "source"} or document["schema"] != SCHEMA:
        found = f"top-level keys are {sorted(document)}, schema is {document.get('schema')}"
        raise ManifestError(found, where=path.name, remedy='use "schema = 1" and "source" only')
    tables = document["source"]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        found = '"source" is no list of tables'
        raise ManifestError(found, where=path.name, remedy="begin each entry with [[source]]")
    found_entries = tuple(_entry(path.name, number, table) for number, table in enumerate(tables, 1))
    _refuse_twins(path.name, found_entries)
    return found_entries


def _entry(file: str, number: int, raw: dict[str, object]) -> Entry:
    try:
        return msgspec.convert(raw, Entry)
    except msgspec.ValidationError as error:
        where = f"{file}, entry {number} ({raw.get('id', 'no id')})"
        raise ManifestError(str(error), where=where, remedy="see Entry in zhize.corpus") from error


def _refuse_twins(file: str, found: tuple[Entry, ...]) -> None:
    twins = [name for name, count in Counter(entry.id.casefold() for entry in found).items() if count > 1]
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
