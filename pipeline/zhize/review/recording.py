"""The verb `record`: what persons entered in a workbook is added to the review; nothing in it is replaced."""

from __future__ import annotations

import getpass
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from zhize.errors import InputError
from zhize.passages import sentence_at
from zhize.review.anchoring import Text, anchor_of, article_at, find
from zhize.review.applying import place
from zhize.review.cells import is_same, letters
from zhize.review.history import documents_read, is_from, standing_of, stated
from zhize.review.keeping import Anchor, Change, Entry, Import, Review, Step, Titled, known_as
from zhize.review.renaming import is_name_of
from zhize.review.values import ACTION, EXTRA, LOCATOR, NOTE, QUOTE, REVIEW, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhize.analysis import Analysis
    from zhize.review.nouns import Document, Entered, Row
    from zhize.types import Article, Norm, Span

_NOBODY = "未署名"
_PLACE = (LOCATOR, ACTION)  # by which a row that was added is known again
_PROGRAM = "Zhize"  # whom its own workbooks name as their author, until a person saves them


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who entered something, when, and in which workbook."""

    by: str
    at: str  # UTC, to the second: 2026-11-26T08:30:00Z
    file: str  # name of the workbook
    sha256: str  # of the workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A review after an import."""

    review: Review
    changed: tuple[tuple[str, str], ...]  # document and norm of the entries that got something new
    let_stand: tuple[str, ...] = ()  # norms of which a workbook of this name said more, which is not in this one
    known: bool  # this very workbook had been imported before


def author_of(entered: Entered, named: str | None) -> str:
    """Return who entered what a workbook holds: whom the user names, else who saved it last, else who is logged in."""
    if said := (named or ("" if entered.author == _PROGRAM else entered.author)).strip():
        return said
    try:
        return getpass.getuser() or _NOBODY
    except (OSError, KeyError, ImportError):  # a system that knows no users
        return _NOBODY


def record(review: Review | None, entered: Entered, analysis: Analysis, origin: Origin) -> Recorded:
    """Add what persons entered to a review.

    Args:
        review: what was entered before; None for the first time.
        entered: what a workbook holds; rows of other documents are left alone.
        analysis: the regulation, as the program finds it without any review.
        origin: who, when and from where.

    Raises:
        InputError: the workbook is of another regulation, or a 条款 is none of the text's; the line names the cell.
    """
    review = review or Review()
    ours = documents_of(entered, analysis)
    read = documents_read(review, origin.sha256)
    entries = {(entry.document, entry.norm): entry for entry in review.entries}
    before = dict(entries)
    let_stand: list[str] = []
    for document, own in ours.items():
        if known_as(review, own.regulation) not in read:
            let_stand += _Recorder(own, review, entered, origin, entries).record(document)
    changed = tuple(name for name, entry in entries.items() if before.get(name) != entry)
    if not changed:
        return Recorded(review=review, changed=(), let_stand=tuple(let_stand), known=bool(read))
    titles = {each.id: each for each in review.documents}
    for own in ours.values():
        name = known_as(review, own.regulation)
        titles[name] = Titled(id=name, title=own.regulation.title)
    added = Import(at=origin.at, by=origin.by, file=origin.file, sha256=origin.sha256)
    return Recorded(
        review=Review(
            documents=tuple(titles.values()), imports=(*review.imports, added), entries=tuple(entries.values())
        ),
        changed=changed,
        let_stand=tuple(let_stand),
        known=False,
    )


def documents_of(entered: Entered, analysis: Analysis) -> dict[str, Analysis]:
    """Return the documents of an analysis by the ids that a workbook calls them by.

    A file may have been given another name since; the title tells then, and among versions of one title the words.

    Raises:
        InputError: the workbook holds none of them.
    """
    ours: dict[str, Analysis] = {}
    for own in analysis.documents:
        twins = [each.id for each in entered.documents if _is_titled(each, own.regulation.title)]
        named = [name for name in twins if is_name_of(own.regulation.id, name)]
        if likely := named or twins:
            ours[likely[0] if len(likely) == 1 else _likest(likely, entered, own)] = own
    if not ours:
        theirs = "、".join(f"《{each.title}》" for each in entered.documents[:3])
        what = f"is of {theirs}, not of 《{analysis.regulation.title}》"
        raise InputError(what, where=entered.where, remedy="name the regulation that it was made of")
    return ours


def _likest(likely: list[str], entered: Entered, own: Analysis) -> str:
    """Return the document of a workbook of which most sentences stand in a text; the first of several."""
    text = Text(own)
    count = Counter(row.document for row in entered.rows if text.has(row.exported.get(QUOTE, "")))
    return max(likely, key=lambda name: count[name])


def _is_titled(document: Document, title: str) -> bool:
    return letters(document.title) == letters(title)


class _Recorder:
    """A document whose rows are added to the entries of a review."""

    def __init__(
        self,
        own: Analysis,
        review: Review,
        entered: Entered,
        origin: Origin,
        entries: dict[tuple[str, str], Entry],
    ) -> None:
        self._id, self._text = known_as(review, own.regulation), Text(own)
        self._norms = {norm.id: norm for norm in own.norms}
        self._placed = place(own, review)
        self._entry_of = {norm.id: name for name, norm in self._placed.items()}
        self._entered, self._origin, self._entries = entered, origin, entries
        self._workbook = {"by": origin.by, "base": entered.base, "file": origin.file}
        steps = (step for entry in review.entries for step in entry.history)
        self._is_again = any(is_from(step, **self._workbook) for step in steps)
        self._continued: frozenset[str] = frozenset()
        self._let_stand: list[str] = []

    def record(self, document: str) -> tuple[str, ...]:
        """Add the rows of a document, by the id that the workbook calls it by; return what `Recorded` lets stand."""
        rows = [row for row in self._entered.rows if row.document == document]
        added = [row for row in self._entered.added if row.document == document]
        if self._is_again:
            self._continued = self._imports_continued(rows, added)
        for row in rows:
            if row.edits or self._is_again:
                self._record(row)
        matched: set[str] = set()
        for row in added:
            matched.add(self._record_added(row, matched))
        return tuple(self._let_stand)

    def _imports_continued(self, rows: Iterable[Row], added: Iterable[Row]) -> frozenset[str]:
        """Return the times of the earlier imports that this workbook goes on from.

        Two persons get copies of one workbook, and their computers may call both Administrator: what one entered is
        not taken back because the other's copy has it not. Only who still has most of what was typed goes on from it;
        a verdict alone is no sign, for two persons often confirm the same rows.
        """
        pairs = [(row, self._owner(row)[1]) for row in rows]
        pairs += [(row, entry) for row in added if (entry := self._twin(row.words, set()))]
        typed: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for row, entry in pairs:
            for name, said in stated(entry, **self._workbook).items() if entry else ():
                if name != REVIEW and (row.norm or name not in _PLACE):
                    typed[said.at] += 1
                    held[said.at] += is_same(row.now(name), said.words)
        return frozenset(at for at, cells in typed.items() if 2 * held[at] >= cells)

    def _record(self, row: Row) -> None:
        self._check_place(row)
        norm, entry = self._owner(row)
        seen = standing_of(entry).disputes if entry else {}
        cells = {name: Change(before=edit.before, after=edit.after) for name, edit in row.edits.items()}
        for name in seen:  # who sees the newest words and enters something else in the row lets them stand
            if name not in cells and row.exported.get(name, "") == seen[name][-1].words:
                cells[name] = Change(before=seen[name][-1].words, after=seen[name][-1].words)
        cells = self._news(entry, cells, row)
        if not cells:
            return
        if entry is None:
            name = self._free_id(norm.id if norm else row.norm)
            entry = Entry(document=self._id, norm=name, anchor=self._anchor(row, norm), history=())
        self._add(entry, cells)

    def _record_added(self, row: Row, matched: set[str]) -> str:
        """Add a row that a person added; return the id that it has."""
        article, span = self._check_place(row) or (None, None)
        fields = row.words
        entry = self._twin(fields, matched)
        cells = {name: Change(before="", after=words) for name, words in fields.items()}
        cells = self._news(entry, cells, row)
        if entry is None and article is not None and span is not None:
            action = find(article.text, fields[ACTION], near=span.start)
            sentence = sentence_at(article, action.start) if action else span
            quote = sentence.of(article.text) or article.text
            anchor = Anchor(article=article.id, place=fields[LOCATOR], quote=quote, action=fields[ACTION])
            entry = Entry(document=self._id, norm=self._new_id(article.id), added=True, anchor=anchor, history=())
        if entry is not None and cells:
            self._add(entry, cells)
        return entry.norm if entry else ""

    def _add(self, entry: Entry, cells: Mapping[str, Change]) -> None:
        beside = {REVIEW, NOTE}
        step = Step(
            at=self._origin.at,
            by=self._origin.by,
            file=self._origin.file,
            base=self._entered.base,
            verdict=cells.get(REVIEW),
            fields={n: each for n, each in cells.items() if n not in beside and not n.startswith(EXTRA)},
            remark=cells.get(NOTE),
            extra={n.removeprefix(EXTRA): each for n, each in cells.items() if n.startswith(EXTRA)},
        )
        longer = msgspec.structs.replace(entry, history=(*entry.history, step))
        self._entries[entry.document, entry.norm] = longer

    def _news(self, entry: Entry | None, cells: Mapping[str, Change], row: Row) -> dict[str, Change]:
        """Return what is new of what a workbook says: not what it, or the same person, has said before.

        A cell that this workbook changed when it was imported before, and that has its first words again, is new too.
        """
        if entry is None:
            return dict(cells)
        before = stated(entry, **self._workbook)
        said = {name: each.words for name, each in before.items() if each.at in self._continued}
        if any(not is_same(each.words, row.now(name)) for name, each in before.items() if name not in {*said, *cells}):
            self._let_stand.append(entry.norm)
        now = standing_of(entry)
        news = {}
        for name, change in cells.items():
            last = now.cells.get(name)
            if name in said:
                if not is_same(said[name], change.after):
                    news[name] = Change(before=said[name], after=change.after)
            elif change.before == change.after or not (
                last and last.by == self._origin.by and last.words == change.after
            ):
                news[name] = change
        for name in said.keys() - cells.keys():
            if not is_same(said[name], row.now(name)):
                news[name] = Change(before=said[name], after=row.now(name))
        return news

    def _owner(self, row: Row) -> tuple[Norm | None, Entry | None]:
        """Return the norm that a row speaks of, and the entry that was made for it."""
        entry = self._entries.get((self._id, row.norm))
        if entry is not None and entry.added:
            return None, entry
        quote, action = row.exported.get(QUOTE, ""), row.exported.get(ACTION, "")
        anchor = Anchor(article=row.norm.partition(".")[0], place="", quote=quote, action=action)
        norm = self._text.norm(row.norm, anchor)
        if norm is not None:
            return norm, self._entries.get((self._id, self._entry_of.get(norm.id, "")))
        for candidate in (entry for (document, _), entry in self._entries.items() if document == self._id):
            placed = self._placed.get(candidate.norm)
            if row.norm in {candidate.first_norm, placed.id if placed else ""} and _is_of(row, candidate):
                return placed, candidate
        return None, None

    def _anchor(self, row: Row, norm: Norm | None) -> Anchor:
        if norm is not None:
            return anchor_of(self._text.articles[norm.article], norm)
        return Anchor(
            article=row.norm.rpartition(".")[0] or row.norm,
            place=row.exported.get(LOCATOR, ""),
            quote=row.exported.get(QUOTE, ""),
            action=row.exported.get(ACTION, ""),
        )

    def _check_place(self, row: Row) -> tuple[Article, Span] | None:
        """Hold a 条款 that a person wrote to the text."""
        edit = row.edits.get(LOCATOR)
        if edit is None:
            return None
        found = article_at(self._text, edit.after, row.now(ACTION))
        if found is None:
            what = f"义务清单!{edit.cell}: the text has no {title_of(LOCATOR)} {edit.after[:40]}"
            raise InputError(what, where=self._entered.where, remedy="write it like 第四十三条第二款")
        return found

    def _twin(self, fields: Mapping[str, str], matched: set[str]) -> Entry | None:
        """Return the added entry that a row is about, if it was imported before."""
        added = [
            each
            for (document, _), each in self._entries.items()
            if document == self._id and each.added and each.norm not in matched
        ]
        for entry in added:
            if {name: words for name, words in standing_of(entry).words.items() if words} == fields:
                return entry
        for entry in added:
            said = stated(entry, **self._workbook)
            if said and all(name in said and said[name].words == fields.get(name) for name in _PLACE):
                return entry
        return None

    def _free_id(self, norm: str) -> str:
        """Return the id of a norm; with #2 where an entry has it that was made for another sentence."""
        names = (norm, *(f"{norm}#{number}" for number in range(2, len(self._entries) + 3)))
        return next(name for name in names if (self._id, name) not in self._entries)

    def _new_id(self, article: str) -> str:
        taken = {norm for document, norm in self._entries if document == self._id}
        number = 1
        while f"{article}.a{number}" in taken:
            number += 1
        return f"{article}.a{number}"


def _is_of(row: Row, entry: Entry) -> bool:
    """Whether a row has the sentence or the action that an entry has or ever had."""
    for name, anchored in ((QUOTE, entry.anchor.quote), (ACTION, entry.anchor.action)):
        known = {anchored}
        for step in entry.history:
            change = step.cells.get(name)
            known |= {change.before, change.after} if change else set()
        said = letters(row.exported.get(name, ""))
        if said and said in set(map(letters, known)):
            return True
    return False
