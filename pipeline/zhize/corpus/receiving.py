"""Files → a text that a corpus can keep: read, parsed, and held to what the manifest says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from zhize.corpus.holding import Holding, check_id, now, place_of
from zhize.corpus.identity import judge
from zhize.corpus.manifest import entry_of
from zhize.corpus.pages import joined
from zhize.errors import CorpusError
from zhize.readers import read
from zhize.readers.formats import HTML, format_of, suffix_of
from zhize.structure import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.corpus.holding import Place
    from zhize.types import Regulation, Remark

NO_ARTICLES = "it has no articles"
_END = b"</html"
_LOOK = "look at it; --accept takes it all the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it came."""

    data: bytes
    where: str  # its path or address, for errors
    file: str | None = None  # the name of a file that was added
    url: str | None = None  # that was asked for
    address: str | None = None  # that answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A text that can be put into a corpus."""

    name: str  # its id
    holding: Holding
    contents: tuple[bytes, ...]  # of its files, in the order of ``holding.places``
    regulation: Regulation
    doubts: tuple[str, ...]  # what a person should look at, in English


def receive(
    name: str, given: Sequence[Given], *, how: Literal["added", "fetched"], accept: bool = False, whole: bool = True
) -> Arrival:
    """Read the files of a text and see whether it is the one that its id names.

    Args:
        name: the id that the text shall have.
        given: its files; the pages of one document in order.
        how: by which way they came.
        accept: take a text although it is not what the manifest describes, or has no articles.
        whole: whether the files are taken for all of the text; a page that says that it has more is refused then.

    Raises:
        CorpusError: the id is none, or the text is another one, has no articles or is not whole, and was not accepted.
        InputError: a file cannot be read.
    """
    check_id(name)
    source = replace(joined([read(each.data, name=each.where) for each in given]), name=name)
    regulation = parse(source)
    wrong, doubts = _oddities(name, regulation)
    if any(format_of(each.data) == HTML and _END not in each.data.lower() for each in given):
        doubts.append("the page ends without </html>; a part of it may be missing")
    wrong += _missing(source.remarks, len(given)) if whole else ()
    if wrong and not accept:
        what = f"is not the document that {name} names: {'; '.join(wrong)}"
        raise CorpusError(what, where=given[0].where, remedy=_LOOK)
    meta = regulation.metadata
    holding = Holding(
        places=tuple(_place(name, number, each) for number, each in enumerate(given, 1)),
        how=how,
        at=now(),
        title=meta.title,
        issuer=meta.issuer,
        doc_number=meta.doc_number,
        passed=meta.passed,
        issued=meta.issued,
        in_force_from=meta.in_force_from,
        in_force_until=meta.in_force_until,
        validity=meta.validity,
        articles=len(regulation.articles),
        accepted=tuple(wrong),
    )
    contents = tuple(each.data for each in given)
    return Arrival(name=name, holding=holding, contents=contents, regulation=regulation, doubts=tuple(doubts))


def _missing(remarks: Sequence[Remark], pages: int) -> Iterator[str]:
    """Yield what readers say of pages that hold a part of their text only."""
    told = max((each.count for each in remarks if each.code == "more-pages"), default=pages)
    if told > pages:
        yield f"it is one page of {told}" if pages == 1 else f"it is {pages} pages of {told}"
    elif pages == 1 and any(each.code == "page-cut" for each in remarks):
        yield "the page shows a part only"


def _oddities(name: str, regulation: Regulation) -> tuple[list[str], list[str]]:
    """Return what shows that a text is not the one that is meant, and what is only doubtful."""
    entry = entry_of(name)
    wrong, doubts = list[str](), list[str]()
    if entry is not None:
        verdict = judge(regulation, entry)
        wrong += verdict.wrong
        doubts += verdict.doubts
        if entry.articles is not None and len(regulation.articles) != entry.articles:
            doubts.append(f"{len(regulation.articles)} articles, not {entry.articles}")
    if any(problem.code == "no-articles" for problem in regulation.problems):
        wrong.append(NO_ARTICLES)
    return wrong, doubts


def _place(name: str, number: int, given: Given) -> Place:
    """Return where a file goes: jining-2022.html, jining-2022~2.html for the second page."""
    file = f"{name}{f'~{number}' if number > 1 else ''}{suffix_of(given.data)}"
    return place_of(file, given.data, given=given.file, url=given.url, address=given.address)
