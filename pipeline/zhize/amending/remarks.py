"""What a person should look at in a text that was amended, beyond its single changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zhize.amending.draft import NodeKind
from zhize.numerals import Locator
from zhize.structure.resolution import references_of
from zhize.types import LeafKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.amending.work import Work
    from zhize.types import Article, Reference

_NOTE: Final = re.compile(
    r"[（(].*(?:通过|公布|修正|修订|施行|批准).*[）)]|.*[12]\d{3}年.*(?:通过|公布|修正|修订|施行|批准).*"
)
_CONTENTS: Final = re.compile(r"目[\s\u3000]*[录次]")


def remarks_of(work: Work, numbers: dict[str, str]) -> Iterator[str]:
    """Yield what should be looked at.

    Args:
        work: what was done.
        numbers: the new id of each old article whose number changed, "" of one that went.
    """
    yield from dict.fromkeys(work.remarks)
    yield from _references(work, numbers)
    front = _lines_of_front(work)
    if work.headings and any(_CONTENTS.fullmatch(line) for line in front):
        yield "章节有变动，目录未改动，请核对"
    if any(_NOTE.fullmatch(line) for line in front):
        yield "题注（制定、修改的日期和文号）未改动，请按公布的情况补写"
    else:
        yield "没有添加题注，请按公布的情况补写"


def _references(work: Work, numbers: dict[str, str]) -> Iterator[str]:
    """Yield the citations inside the text that point at an article whose number changed, or that went."""
    nodes = {node.article.id: node for node in work.draft.nodes if node.article is not None}
    for reference in references_of(work.draft.regulation):
        if reference.title is not None or reference.document is not None or reference.target_article is None:
            continue
        node, cited = nodes.get(reference.article), _cited(reference)
        if node is None or node.article is None or cited not in numbers or node.deleted:
            continue
        words = node.article.text[reference.start : reference.end]
        if "条" not in words or words.startswith(("本条", "前条")) or _is_changed(node.article, reference, work):
            continue
        place = Locator(article=node.number, suffix=node.suffix)
        became = f"现为{_printed(numbers[cited])}" if numbers[cited] else "已删去"
        yield f"内部引用需核对：{place}中的“{words}”指向的原{_printed(cited)}{became}"


def _is_changed(article: Article, reference: Reference, work: Work) -> bool:
    """Whether the citation itself stands in words that the decision has changed."""
    start, end = article.to_source(reference.start), article.to_source(reference.end)
    node = work.draft.article(article.id)
    return node is not None and node.conflict(start, end) is not None


def _cited(reference: Reference) -> str:
    suffix = f"-{reference.target_suffix}" if reference.target_suffix else ""
    return f"{reference.target_article}{suffix}"


def _printed(id: str) -> str:  # noqa: A002  # the contract's own word
    number, _, suffix = id.partition("-")
    return str(Locator(article=int(number), suffix=int(suffix or 0)))


def _lines_of_front(work: Work) -> list[str]:
    front, source = work.draft.front, work.draft.source
    leaves = [leaf for leaf in work.draft.regulation.leaves if leaf.kind is LeafKind.NOTICE]
    return [source[leaf.start : leaf.end] for leaf in leaves if front.kind is NodeKind.FRONT and leaf.end <= front.end]
