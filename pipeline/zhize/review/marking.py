"""The verb `gold_of`: what persons settled → a gold (标注) that `zhize evaluate` reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zhize.review.applying import apply
from zhize.review.values import SETTLED, State, Verdict, title_of

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.review.applying import Kept, Reviewed
    from zhize.review.keeping import Review
    from zhize.types import Article, Norm, Span

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A gold of the articles of one document of which everything is settled."""

    lines: tuple[Record, ...]  # of NAME.jsonl
    texts: tuple[Record, ...]  # of NAME.articles.json
    left_out: tuple[tuple[str, str], ...]  # id of an article of which something was entered, and why it is left out
    untouched: int  # articles of which nobody entered anything

    def to_jsonl(self) -> str:
        """Return the file NAME.jsonl."""
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines)

    def to_articles(self) -> str:
        """Return the file NAME.articles.json, which holds the texts of the articles."""
        return json.dumps(list(self.texts), ensure_ascii=False, indent=1) + "\n"


def gold_of(analysis: Analysis, review: Review) -> Gold:
    """Return the norms of the articles in which every norm was confirmed, corrected, deleted or added.

    Args:
        analysis: a regulation as the program finds it, without any review; of several documents the first.
        review: what persons entered.
    """
    reviewed = apply(analysis, review)
    lines, texts, left_out, untouched = [], [], [], 0
    for article in analysis.regulation.articles:
        reasons = _reasons(article, analysis, reviewed)
        if reasons is None:
            untouched += 1
        elif reasons:
            left_out.append((article.id, "；".join(reasons)))
        else:
            norms = [norm for norm in reviewed.analysis.norms if norm.article == article.id]
            lines.append({"article": _name(article), "norms": [_norm(norm, article) for norm in norms]})
            texts.append({"article": _name(article), "text": article.text})
    return Gold(lines=tuple(lines), texts=tuple(texts), left_out=tuple(left_out), untouched=untouched)


def _reasons(article: Article, analysis: Analysis, reviewed: Reviewed) -> list[str] | None:
    """Return why an article is no gold yet, [] if it is, None if nobody entered anything of it."""
    of_document = [kept for kept in reviewed.standing if _is_first(kept, reviewed)]
    kept = {each.norm: each for each in of_document if each.article == article.id}
    stale = [each for each in of_document if each.state is State.STALE and each.entry.anchor.article == article.id]
    if not kept and not stale:
        return None
    found = [norm.id for norm in analysis.norms if norm.article == article.id]
    reasons = [f"{name}未复核" for name in found if name not in kept or not kept[name].verdict]
    for name, each in kept.items():
        if each.verdict == Verdict.DELETED:
            continue
        if each.verdict in SETTLED and each.lost:
            reasons.append(f"{name}的{'、'.join(map(title_of, each.lost))}不是条文中的文字")
        if each.standing.disputes:
            reasons.append(f"{name}有分歧")
    reasons += [f"{each.entry.norm}所依据的文字已改" for each in stale]
    norms = (norm for norm in reviewed.analysis.norms if norm.article == article.id)
    return reasons + [f"{norm.id}没有责任主体" for norm in norms if not norm.bearers]


def _is_first(kept: Kept, reviewed: Reviewed) -> bool:
    return kept.document == reviewed.documents[0]


def _name(article: Article) -> int | str:
    """Return what a gold calls an article: its number, or its id where that is no number."""
    return int(article.id) if article.id.isascii() and article.id.isdigit() else article.id


def _norm(norm: Norm, article: Article) -> Record:
    return {
        "modality": norm.modality.value,
        "force": norm.force.value,
        "marker": _place(norm.marker, article),
        "action": _place(norm.action, article),
        "bearers": list(norm.bearers),
        "bearer_source": norm.bearer_source.value,
        "counterparts": [{"name": party.name, "relation": party.relation.value} for party in norm.counterparts],
        "condition": _place(norm.condition, article),
        "exception": _place(norm.exception, article),
        "time": [_place(time, article) for time in norm.time],
    }


def _place(span: Span | None, article: Article) -> Record | None:
    """Return a place as a gold says it: the words, and which of their occurrences it is."""
    if span is None:
        return None
    words, nth, at = span.of(article.text), 0, -1
    while at < span.start:
        at = article.text.find(words, at + 1)
        nth += 1
    return {"quote": words, "nth": nth}
