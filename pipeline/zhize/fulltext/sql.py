# ruff: noqa: S608  # clauses are put together from the words of this module alone
"""`Conditions` → clauses of SQL over the tables of the index; values never stand in the clauses themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.fulltext.storing import MODALITIES

if TYPE_CHECKING:
    from zhize.fulltext.conditions import Conditions

# Names that match are gathered first, or those of a norm's bearers are looked at.
_BODIES: Final = (
    "n.id in (select r.norm from bearers r where r.body in "
    "(select x.body from names x where x.label in (select l.id from labels l where l.folded glob ?)))"
)
_FEW_BODIES: Final = (
    "exists (select 1 from bearers r join names x on x.body = r.body join labels l on l.id = x.label "
    "where r.norm = n.id and l.folded glob ?)"
)

Clause = tuple[str, tuple[object, ...]]


def on_articles(wanted: Conditions, *, few: bool) -> Clause:
    """Return what an article ``a`` must meet; ``1`` without conditions.

    Args:
        wanted: the conditions.
        few: whether few articles are left to be asked: each is then asked by itself. Else the norms that meet the
            conditions are gathered first.
    """
    clauses: list[str] = []
    values: tuple[object, ...] = ()
    if wanted.on_documents:
        where, given = _on_documents(wanted)
        clauses.append(f"a.document in (select d.id from documents d where {where})")
        values += given
    if wanted.on_norms:
        few = few or (wanted.body is None and not wanted.deadline)  # most articles have a norm of each modality
        where, given = on_norms(wanted, few=few)
        clauses.append(
            f"exists (select 1 from norms n where n.article = a.id and {where})"
            if few
            else f"a.id in (select n.article from norms n where {where})"
        )
        values += given
    return " and ".join(clauses) or "1", values


def on_norms(wanted: Conditions, *, few: bool) -> Clause:
    """Return what a norm ``n`` must meet; ``few`` is that of `on_articles`."""
    clauses: list[str] = []
    values: list[object] = []
    if wanted.body is not None:
        clauses.append(_FEW_BODIES if few else _BODIES)
        values.append(wanted.body)
    if wanted.modality is not None:
        clauses.append("n.modality = ?")
        values.append(MODALITIES.index(wanted.modality))
    if wanted.deadline:
        limit = "t.value = ?" if wanted.value is not None else "t.days <= ?" if wanted.days is not None else "1"
        clauses.append(
            f"exists (select 1 from deadlines t where t.norm = n.id and {limit})"
            if few
            else f"n.id in (select t.norm from deadlines t where {limit})"
        )
        values += [each for each in (wanted.value, wanted.days) if each is not None]
    return " and ".join(clauses), tuple(values)


def _on_documents(wanted: Conditions) -> Clause:
    clauses: list[str] = []
    values: list[object] = []
    if wanted.document is not None:
        clauses.append("(lower(d.name) glob ? or d.folded glob ?)")
        values += [wanted.document] * 2
    if wanted.level is not None:
        clauses.append("d.level = ?")
        values.append(wanted.level.value)
    if wanted.in_force is not None:
        clauses.append("d.in_force_from <= ? and (d.in_force_until is null or d.in_force_until >= ?)")
        values += [wanted.in_force] * 2
    return " and ".join(clauses), tuple(values)
