"""The review file beside a regulation, ``规则.复核.json``: what was entered, by whom and when; it only ever grows."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from zhize.errors import InputError
from zhize.files import make_folder, write
from zhize.review.cells import letters
from zhize.review.values import EXTRA, NOTE, REVIEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.types import Regulation

SUFFIX = ".复核.json"
_STDIN = "-"
_NUMBER = re.compile(r"(\d+)")

_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Time = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cell before and after; the same words where somebody saw them and let them stand."""

    before: str
    after: str


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a norm stood and the words it was made of, as they were when somebody first entered something."""

    article: str  # id
    place: str  # 第四十三条第二款
    quote: str  # the sentences
    action: str


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one person entered in one row at one time."""

    at: _Time  # UTC
    by: _Words
    file: _Words  # name of the workbook
    base: str  # digest of the export that the workbook was made of
    verdict: Change | None = None
    fields: dict[str, Change] = msgspec.field(default_factory=dict)
    remark: Change | None = None
    extra: dict[str, Change] = msgspec.field(default_factory=dict)  # columns and comments of the person's own, by title

    @property
    def cells(self) -> dict[str, Change]:
        """Every cell of the step, by the names of `zhize.review.values`."""
        cells = dict(self.fields)
        cells |= {REVIEW: self.verdict} if self.verdict else {}
        cells |= {NOTE: self.remark} if self.remark else {}
        return cells | {EXTRA + title: change for title, change in self.extra.items()}


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A norm of which somebody entered something, with all that was ever entered, oldest first."""

    document: _Words  # id
    norm: _Words  # id when it was first entered; of an added one a new id: 43.a1
    added: bool = False
    anchor: Anchor
    history: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1)]

    @property
    def first_norm(self) -> str:
        """The id that the norm had; ``43.2#2`` is another norm that had the id 43.2 at another time."""
        return self.norm.partition("#")[0]


class Import(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A workbook that was read into the review."""

    at: _Time
    by: _Words
    file: _Words
    sha256: _Sha256


class Titled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that the review speaks of."""

    id: _Words
    title: str


class Review(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A review file."""

    schema: Literal["zhize.review/1"] = "zhize.review/1"
    documents: tuple[Titled, ...] = ()
    imports: tuple[Import, ...] = ()
    entries: tuple[Entry, ...] = ()


def review_path(name: str | Path, folder: Path) -> Path:
    """Return where the review of a regulation is kept.

    Args:
        name: a FILE of the command line: a path, or the name of a text of the corpus.
        folder: of the user's corpus.

    Raises:
        InputError: it is standard input, beside which no file can lie.
    """
    if str(name) == _STDIN:
        raise InputError("has no place for a review", where=_STDIN, remedy="name the review's file with --review FILE")
    path = Path(name)
    if path.is_file() or path.name != str(name):
        return path.with_name(path.stem + SUFFIX)
    return folder / f"{name}{SUFFIX}"


def review_of(name: str | Path, corpus_folder: Path, *, given: Path | None = None) -> Review | None:
    """Return the review of a regulation; None if there is none.

    Args:
        name: a FILE of the command line: a path, ``-``, or the name of a text of the corpus.
        corpus_folder: of the user's corpus.
        given: the review's file, if the user names one.

    Raises:
        InputError: the file that the user names is not there, or a review is damaged.
    """
    if given is not None:
        return read_review(given)
    if str(name) == _STDIN:
        return None
    path = review_path(name, corpus_folder)
    return read_review(path) if path.exists() else None


def read_review(path: Path) -> Review:
    """Return what a review file holds.

    Raises:
        InputError: it cannot be read, or breaks its schema.
    """
    try:
        return parse_review(path.read_bytes(), where=str(path))
    except FileNotFoundError as error:
        raise InputError("no such file", where=str(path), remedy="check the path") from error
    except OSError as error:
        what = f"cannot be read ({error.strerror or error})"
        raise InputError(what, where=str(path), remedy="check the file and its permissions") from error


def parse_review(data: bytes, *, where: str) -> Review:
    """Return the review that the bytes of a file are.

    Raises:
        InputError: they break the schema, or hold two entries of one norm, of which a later import would keep one.
    """
    try:
        # Editors of Windows put a mark before what they save.
        review = msgspec.json.decode(data.removeprefix(codecs.BOM_UTF8), type=Review)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        what = f"is no review, or a damaged one ({error})"
        remedy = "take it from a backup, or move it away; nothing was changed"
        raise InputError(what, where=where, remedy=remedy) from error
    often = Counter((entry.document, entry.norm) for entry in review.entries)
    if twice := next((name for name, times in often.items() if times > 1), None):
        what = f"has two entries of {twice[0]} {twice[1]}"
        raise InputError(what, where=where, remedy="put the history of one behind that of the other, oldest first")
    return review


def known_as(review: Review, regulation: Regulation) -> str:
    """Return the id that a review knows a document by: its file may have been given another name since."""
    ids = {document.id for document in review.documents}
    if regulation.id in ids:
        return regulation.id
    twins = [document.id for document in review.documents if letters(document.title) == letters(regulation.title)]
    return twins[0] if len(twins) == 1 else regulation.id


def to_json(review: Review) -> bytes:
    """Return the file of a review: sorted, a line for every value, so that two versions compare well."""
    order = {document.id: number for number, document in enumerate(review.documents)}
    entries = sorted(review.entries, key=lambda entry: (order.get(entry.document, len(order)), natural(entry.norm)))
    steady = msgspec.structs.replace(review, entries=tuple(map(_sorted_cells, entries)))
    return msgspec.json.format(msgspec.json.encode(steady), indent=1) + b"\n"


def write_reviews(reviews: Mapping[Path, Review], *, before: Mapping[Path, Review | None]) -> None:
    """Write reviews, all or none, unless somebody else wrote one of them after it was read.

    Args:
        reviews: what each file shall hold; its folder is made.
        before: what each held when it was read; None where there was none.

    Raises:
        InputError: one holds something else by now.
        OutputError: one cannot be written; the old ones are whole.
    """
    for path in reviews:
        now = read_review(path) if path.exists() else None
        if now != before[path]:
            what = "was changed by somebody else just now"
            raise InputError(what, where=str(path), remedy="import the workbook again")
        make_folder(path.parent)
    write({path: to_json(review) for path, review in reviews.items()})


def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which 9.2 stands before 43.10, and 43.a1 after it."""
    parts = _NUMBER.split(identifier)
    return tuple((0, int(part), "") if number % 2 else (1, 0, part) for number, part in enumerate(parts) if part)


def _sorted_cells(entry: Entry) -> Entry:
    def steady(changes: Mapping[str, Change]) -> dict[str, Change]:
        return dict(sorted(changes.items()))

    history = tuple(
        msgspec.structs.replace(step, fields=steady(step.fields), extra=steady(step.extra)) for step in entry.history
    )
    return msgspec.structs.replace(entry, history=history)
