"""All that was ever entered of a norm → what holds now, and where persons differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.review.values import EXTRA, NOTE, REVIEW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.review.keeping import Entry, Review, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody last said of a cell."""

    words: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds of a norm after all that was entered: of each cell the newest."""

    cells: Mapping[str, Said]
    disputes: Mapping[
        str, tuple[Said, ...]
    ]  # cells of which persons differ, the newest last, until somebody settles it

    @property
    def words(self) -> dict[str, str]:
        """Every cell that somebody changed, as the newest has it."""
        return {name: said.words for name, said in self.cells.items()}

    @property
    def fields(self) -> dict[str, str]:
        """The same of the cells that say what the norm is."""
        beside = {REVIEW, NOTE}
        return {name: words for name, words in self.words.items() if name not in beside and not name.startswith(EXTRA)}

    @property
    def verdict(self) -> str:
        """The newest verdict (复核); "" where there is none."""
        return self.words.get(REVIEW, "")


def standing_of(entry: Entry) -> Standing:
    """Return what holds of a norm.

    Two persons differ where one changed a cell without having seen what another had made of it. Whoever sees the
    newest words in a workbook and changes them, or enters anything in that row and lets them stand, settles it. Two
    copies of a workbook that name the same person (Administrator) are of two persons where they were not filled in one
    after the other.
    """
    cells: dict[str, Said] = {}
    sources: dict[str, tuple[str, str]] = {}
    disputes: dict[str, tuple[Said, ...]] = {}
    for step in entry.history:
        source = (step.base, step.file)
        for name, change in step.cells.items():
            last, now = cells.get(name), Said(words=change.after, by=step.by, at=step.at)
            is_another = last is not None and (last.by != step.by or sources[name] == source)
            if last is not None and change.before == last.words:
                disputes.pop(name, None)
            elif last is not None and (is_another or name in disputes) and change.after != last.words:
                disputes[name] = (*disputes.get(name, (last,)), now)
            cells[name], sources[name] = now, source
    return Standing(cells=cells, disputes=disputes)


def stated(entry: Entry, *, by: str, base: str, file: str) -> dict[str, Said]:
    """Return what workbooks of one person, export and name said so far of each cell of a norm."""
    return {
        name: Said(words=change.after, by=step.by, at=step.at)
        for step in entry.history
        if is_from(step, by=by, base=base, file=file)
        for name, change in step.cells.items()
    }


def is_from(step: Step, *, by: str, base: str, file: str) -> bool:
    """Whether a step came from a workbook of this person, export and name."""
    return (step.by, step.base, step.file) == (by, base, file)


def documents_read(review: Review, sha256: str) -> set[str]:
    """Return the documents of which a workbook was read before; one file may hold the reviews of several texts."""
    times = {(each.at, each.by, each.file) for each in review.imports if each.sha256 == sha256}
    steps = ((entry.document, step) for entry in review.entries for step in entry.history)
    return {document for document, step in steps if (step.at, step.by, step.file) in times}
