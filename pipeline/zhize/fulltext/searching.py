# ruff: noqa: S608  # SQL is put together from the words of this room alone
"""The verbs `search` and `count`: words and conditions → articles of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zhize.fulltext.building import build
from zhize.fulltext.conditions import read_conditions
from zhize.fulltext.looking import hit_of, look_at
from zhize.fulltext.queries import any_of, expression, parse_query
from zhize.fulltext.sql import on_articles
from zhize.fulltext.storing import opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from zhize.collection import Collection
    from zhize.fulltext.conditions import Conditions
    from zhize.fulltext.nouns import Hit
    from zhize.fulltext.queries import Query

# Words that stand in more articles than this do not tell one from another; to weigh them all takes a tenth of a second.
_TOO_MANY: Final = 20_000
# So many of the best are put in order anew by whether the norm itself has a word, and not only its article.
_POOL: Final = 100
_FEW: Final = 5_000  # articles that are asked one by one whether they meet a condition
_TITLED: Final = """
    select d.id, d.first, d.last from titles join documents d on d.id = titles.rowid
    where titles match ? and d.first > 0 order by d.id
"""


class _Found(NamedTuple):
    """An article that meets everything, in its rank."""

    article: int
    score: float
    in_title: bool


def search(  # noqa: PLR0913  # the options of a command
    collection: Collection,
    words: str,
    *,
    body: str | None = None,
    modality: str | None = None,
    deadline: str | None = None,
    document: str | None = None,
    level: str | None = None,
    in_force: str | None = None,
    limit: int = 20,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Hit, ...]:
    """Find articles; the index is built where there is none of the collection as it is.

    Args:
        collection: where to look.
        words: all must occur (督查 通报), phrases in quotes or 《》, -word must not, A OR B for one of two; "" for
            conditions alone. Full and half width and letter case do not count.
        body: bears a norm of the article: a canonical name, a name as the text has it, or a part with * (*办公室).
        modality: of that norm: obligation, 义务, or a word that marks it (应当).
        deadline: of that norm, or of no norm if neither body nor modality is asked for: any, a measure (P5WD,
            五个工作日), or the most it may be (≤10日; a month counts 30 days, five working days 7).
        document: part of its name or title, or with * or ? a pattern of the whole.
        level: of the document: county, 县级.
        in_force: an ISO day on which the document is in force, as far as it says when.
        limit: at most so many.
        progress: is told what is being done while the index is built.

    Returns:
        The articles, those of documents with all the words in their titles first, then those whose norm
        has a word and not only the article, then by BM25 (Robertson and Zaragoza, The probabilistic relevance
        framework, 2009), then in the order of the collection; the same on every run.

    Raises:
        InputError: the words or a condition cannot be understood, or a part of the collection is missing or damaged.
        OutputError: there is no index, and the folder of the collection cannot be written.
    """
    query = parse_query(words)
    wanted = read_conditions(
        body=body, modality=modality, deadline=deadline, document=document, level=level, in_force=in_force
    )
    with opened(build(collection, progress)) as index:
        by_norms = bool(query.words) and wanted.on_norms
        ranked = _ranked(index, query, wanted, max(limit, _POOL) if by_norms else limit)
        found = [(each, look_at(index, each.article, query, wanted)) for each in ranked]
        if by_norms:
            best = sorted(found[:_POOL], key=lambda each: (not each[0].in_title, not each[1].said_by_a_norm))
            found = [*best, *found[_POOL:]]
        return tuple(hit_of(seen, score=each.score, in_title=each.in_title) for each, seen in found[:limit])


def count(  # noqa: PLR0913  # the options of a command
    collection: Collection,
    words: str,
    *,
    body: str | None = None,
    modality: str | None = None,
    deadline: str | None = None,
    document: str | None = None,
    level: str | None = None,
    in_force: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Return how many articles `search` would find without a limit.

    Raises:
        InputError: the words or a condition cannot be understood, or a part of the collection is missing or damaged.
        OutputError: there is no index, and the folder of the collection cannot be written.
    """
    query = parse_query(words)
    wanted = read_conditions(
        body=body, modality=modality, deadline=deadline, document=document, level=level, in_force=in_force
    )
    with opened(build(collection, progress)) as index:
        if not query.groups:
            where, values = _without(query, wanted)
            return int(index.execute(f"select count(*) from articles a where {where}", values).fetchone()[0])
        asked = _asked(query)
        where, joined, values = _matching(asked, wanted, few=_matches(index, asked) < _FEW)
        return int(index.execute(f"select count(*) from words {joined} where {where}", values).fetchone()[0])


# --- which articles, in which order -----------------------------------------------------------------------------------


def _ranked(index: sqlite3.Connection, query: Query, wanted: Conditions, limit: int) -> Sequence[_Found]:
    """Return the first articles that meet everything, in their rank, at most `limit`."""
    if not query.groups:
        where, values = _without(query, wanted)
        sql = f"select a.id from articles a where {where} order by a.id limit ?"
        return [_Found(number, 0.0, in_title=False) for (number,) in index.execute(sql, (*values, limit))]
    asked = _asked(query)
    titled = index.execute(_TITLED, (expression(query),)).fetchall()
    if (matches := _matches(index, asked)) < _TOO_MANY:
        numbers = [number for number, _, _ in titled]
        return _weighed(index, asked, wanted, limit, numbers, few=matches < _FEW)
    return _in_order(index, asked, wanted, limit, titled)


def _weighed(
    index: sqlite3.Connection, asked: str, wanted: Conditions, limit: int, titled: Sequence[int], *, few: bool
) -> list[_Found]:
    """Return the best articles: by their documents' titles, by BM25, in order."""
    where, joined, values = _matching(asked, wanted, few=few, joined=bool(titled))
    in_title = f"a.document in ({', '.join(map(str, titled))})" if titled else "0"
    sql = f"""
        select words.rowid, bm25(words), {in_title} from words {joined} where {where} order by 3 desc, 2, 1 limit ?
    """
    rows = index.execute(sql, (*values, limit)).fetchall()
    return [_Found(number, -rank, in_title=bool(in_title)) for number, rank, in_title in rows]


def _in_order(
    index: sqlite3.Connection, asked: str, wanted: Conditions, limit: int, titled: Sequence[tuple[int, int, int]]
) -> list[_Found]:
    """Return the first articles: those of documents with such titles, then the others."""
    found: list[_Found] = []
    where, joined, values = _matching(asked, wanted, few=True, joined=True)
    sql = f"select words.rowid from words {joined} where {where}"
    for _, first, last in titled:
        within = f"{sql} and words.rowid between ? and ? order by words.rowid limit ?"
        rows = index.execute(within, (*values, first, last, limit - len(found))).fetchall()
        found += [_Found(number, 0.0, in_title=True) for (number,) in rows]
        if len(found) == limit:
            return found
    where, joined, values = _matching(asked, wanted, few=False, joined=bool(titled))
    sql = f"select words.rowid from words {joined} where {where}"
    others = f" and a.document not in ({', '.join(str(number) for number, _, _ in titled)})" if titled else ""
    rows = index.execute(f"{sql}{others} order by words.rowid limit ?", (*values, limit - len(found))).fetchall()
    return [*found, *(_Found(number, 0.0, in_title=False) for (number,) in rows)]


def _asked(query: Query) -> str:
    """Return the expression of FTS5 for what must and must not occur."""
    found = expression(query)
    return f"({found}) NOT ({any_of(query.without)})" if query.without else found


def _matches(index: sqlite3.Connection, asked: str) -> int:
    """Return how many articles match, or that they are too many to weigh."""
    sql = "select count(*) from (select 1 from words where words match ? limit ?)"
    return int(index.execute(sql, (asked, _TOO_MANY)).fetchone()[0])


def _matching(asked: str, wanted: Conditions, *, few: bool, joined: bool = False) -> tuple[str, str, Sequence[object]]:
    """Return the clauses WHERE and JOIN, and their values.

    Args:
        asked: the expression of FTS5.
        wanted: what an article must meet beside it.
        few: that of `on_articles`.
        joined: whether the article ``a`` is needed in any case.
    """
    join = "cross join articles a on a.id = words.rowid"
    if not (wanted.on_norms or wanted.on_documents):
        return "words match ?", join if joined else "", (asked,)
    where, values = on_articles(wanted, few=few)
    return f"words match ? and {where}", join, (asked, *values)


def _without(query: Query, wanted: Conditions) -> tuple[str, Sequence[object]]:
    """Return the clause WHERE, and its values, of a search without a word that must occur."""
    where, values = on_articles(wanted, few=False)
    if not query.without:
        return where, values
    rest = f"{where} and a.id not in (select rowid from words where words match ?)"
    return rest, (*values, any_of(query.without))
