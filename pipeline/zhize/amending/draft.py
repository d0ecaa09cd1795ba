"""The old text as pieces that can be changed, moved and put together again; what nobody touches stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from zhize.amending.nouns import Unit
from zhize.numerals import NUMERAL, chinese
from zhize.structure.headings import CHAPTER, PART, SECTION, heading_of, subtopic_of, topic_of
from zhize.structure.lines import EDGES
from zhize.types import LeafKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.amending.nouns import Target
    from zhize.types import Article, Leaf, Regulation

_NOTE: Final = re.compile(
    r"[（(]?\s*(?:根据|自)?\s*[12１２一二][\d０-９零〇○一二三四五六七八九]{3}\s*年.*|[（(].*[）)]|.*(?:修正|修订|施行)[）)]"
)
_ENDS_SENTENCE: Final = tuple("。；：;:")
_LABEL: Final = re.compile(rf"(?P<head>第?\s*)(?P<number>[{NUMERAL}]+)(?P<unit>\s*条|\s*[章节编]|\s*部分|[、.．]?)")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


class NodeKind(IntEnum):
    """What a piece of the text is."""

    FRONT = 0  # title, notice, preamble
    HEADING = 1
    ARTICLE = 2
    BACK = 3  # signature, annexes, other documents


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the source and what stands there afterwards."""

    start: int  # source
    end: int
    text: str
    label: str = ""  # of the point of the decision


@dataclass(slots=True)
class Node:
    """A piece of the text: a heading, an article, or what stands around them."""

    kind: NodeKind
    start: int  # source
    end: int
    article: Article | None = None
    rank: int = 0  # of a heading
    number: int = 0  # of a heading or article
    suffix: int = 0  # of an article
    added: str | None = None  # the whole text of a piece that the decision brings
    deleted: bool = False
    chapter: int = 0  # of an added article: the chapter it is said to stand in
    home: Node | None = None  # of an added article: the added heading it stands under
    edits: list[Edit] = field(default_factory=list)

    @property
    def own(self) -> Article:
        """The article that the piece is.

        Raises:
            ValueError: it is none of the old text.
        """
        if self.article is None:
            msg = "the piece is no article of the old text"
            raise ValueError(msg)
        return self.article

    def conflict(self, start: int, end: int) -> Edit | None:
        """Return the earlier change that a change of these characters would cut; None where it can be made."""
        for edit in self.edits:
            if start == end or edit.start == edit.end:
                if edit.start < start < edit.end or start < edit.start < end:
                    return edit
            elif edit.start < end and start < edit.end:
                return edit
        return None

    def change(self, start: int, end: int, text: str, label: str = "") -> None:
        """Note a change; `conflict` was asked before."""
        self.edits.append(Edit(start, end, text, label))

    def rendered(self, source: str) -> str:
        """Return the piece with its changes made."""
        if self.added is not None:
            return self.added
        parts: list[str] = []
        at = self.start
        for edit in sorted(self.edits, key=lambda each: (each.start, each.start != each.end)):
            parts += (source[at : edit.start], edit.text)
            at = max(at, edit.end)
        parts.append(source[at : self.end])
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Style:
    """How the old text sets its articles."""

    indent: str  # before 第一条
    gap: str  # behind 第一条
    joint: str  # between two paragraphs of an article
    between: str  # between two articles
    label: str  # of an article, as a pattern to number anew: 第一条, 一、


@dataclass(slots=True)
class Draft:
    """A text under amendment."""

    regulation: Regulation
    source: str
    nodes: list[Node]
    style: Style
    by_id: dict[str, Node]  # the articles of the old text

    def article(self, id: str) -> Node | None:  # noqa: A002  # the contract's own word
        """Return the piece of an article of the old text; None where it has none, or two of that number."""
        return None if f"{id}_2" in self.by_id else self.by_id.get(id)

    @property
    def front(self) -> Node:
        """What stands before the first heading or article."""
        return self.nodes[0]

    def title(self) -> tuple[int, int] | None:
        """Return the extent of the title."""
        leaves = [leaf for leaf in self.regulation.leaves if leaf.kind is LeafKind.TITLE]
        return (leaves[0].start, leaves[-1].end) if leaves else None

    def preamble(self) -> list[Leaf]:
        """Return the lines of the preamble: the sentences between the title and the first heading or article."""
        title = self.title()
        behind = title[1] if title else 0
        return [
            leaf
            for leaf in self.regulation.leaves
            if leaf.kind is LeafKind.NOTICE and behind <= leaf.start < self.front.end and _is_sentence(self, leaf)
        ]

    def heading(self, target: Target) -> list[Node] | None:
        """Return a heading and what stands under it; None where there is none, or two of that number."""
        rank = {Unit.PART: PART, Unit.CHAPTER: CHAPTER, Unit.SECTION: SECTION}[target.unit]
        chapter, found = 0, []
        for at, node in enumerate(self.nodes):
            if node.kind is NodeKind.HEADING and node.rank == CHAPTER:
                chapter = node.number
            inside = rank != SECTION or not target.chapter or target.chapter == chapter
            if node.kind is NodeKind.HEADING and (node.rank, node.number) == (rank, target.heading) and inside:
                found.append(at)
        if len(found) != 1:
            return None
        below = [self.nodes[found[0]]]
        for node in self.nodes[found[0] + 1 :]:
            if node.kind is NodeKind.BACK or (node.kind is NodeKind.HEADING and node.rank <= rank):
                break
            below.append(node)
        return below

    def paragraph(self, number: int) -> tuple[Node, int, int] | None:
        """Return a paragraph of a text without articles; the line that addresses somebody is none."""
        node = self.article("0")
        if node is None or node.article is None:
            return None
        article = node.article
        addressed = article.text.split("\n", 1)[0].endswith(("：", ":")) and len(article.paragraphs) > 1
        paragraphs = article.paragraphs[1:] if addressed else article.paragraphs
        if not 0 < number <= len(paragraphs):
            return None
        chosen = paragraphs[number - 1]
        return node, article.to_source(chosen.start), article.to_source(chosen.end)

    def label_for(self, number: int, suffix: int, pattern: str | None = None) -> str:
        """Return the label of an article in the numbering of the old text."""
        return relabelled(pattern or self.style.label, number, suffix)

    def block(self, label: str, text: str) -> str:
        """Return an article that the decision brings, set like the old ones, without what parts it from the next."""
        lines = [line.strip(EDGES) for line in text.split("\n") if line.strip(EDGES)]
        return self.style.indent + label + self.style.gap + self.style.joint.join(lines)


def draft_of(regulation: Regulation) -> Draft:
    """Return a parsed text as pieces: together, they are its source."""
    source = regulation.source.text if regulation.source is not None else ""
    starts: list[Node] = [Node(NodeKind.FRONT, 0, 0)]
    by_start = {article.source.start: article for article in regulation.articles}
    behind = 0
    for leaf in regulation.leaves:
        node = _node_at(leaf, by_start, source)
        if node is not None:
            starts.append(node)
        elif leaf.kind in {LeafKind.ANNEX, LeafKind.TAIL, LeafKind.OTHER} and len(starts) > 1 and not behind:
            behind = 1
            starts.append(Node(NodeKind.BACK, _line_start(source, leaf.start), 0))
    for node, after in zip(starts, [*starts[1:], None], strict=True):
        node.end = after.start if after is not None else len(source)
    by_id = {node.article.id: node for node in starts if node.article is not None}
    return Draft(regulation, source, starts, _style(starts, source), by_id)


def _node_at(leaf: Leaf, by_start: dict[int, Article], source: str) -> Node | None:
    """Return the piece that a leaf begins."""
    if leaf.kind is LeafKind.HEADING:
        text = source[leaf.start : leaf.end]
        title = heading_of(text) or topic_of(text) or subtopic_of(text)
        rank, number = (title.rank, title.number) if title is not None else (CHAPTER, 0)
        return Node(NodeKind.HEADING, _line_start(source, leaf.start), 0, rank=rank, number=number)
    if leaf.kind in {LeafKind.LABEL, LeafKind.BODY} and leaf.start in by_start:
        article = by_start[leaf.start]
        return Node(
            NodeKind.ARTICLE,
            _line_start(source, leaf.start),
            0,
            article=article,
            number=article.number,
            suffix=article.suffix,
        )
    return None


def _line_start(source: str, offset: int) -> int:
    """Return where the line of an offset begins, if nothing but blanks stands before it."""
    start = source.rfind("\n", 0, offset) + 1
    return start if not source[start:offset].strip(EDGES) else offset


def _style(nodes: Sequence[Node], source: str) -> Style:
    articles = [node for node in nodes if node.article is not None and node.article.label and node.article.runs]
    indents, gaps, joints, betweens = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for node in articles:
        article = node.own
        indents[source[node.start : article.source.start]] += 1
        gaps[source[article.source.start + len(article.label) : article.runs[0].source]] += 1
        betweens[source[article.source.end : node.end]] += 1
        for before, after in zip(article.paragraphs, article.paragraphs[1:], strict=False):
            joints[source[article.to_source(before.end) : article.to_source(after.start)]] += 1
    label = articles[0].own.label if articles else "第一条"
    indent = _most(indents, "")
    return Style(
        indent=indent,
        gap=_most(gaps, "　"),
        joint=_most(joints, "\n" + indent),
        between=_most((text for text in betweens.elements() if "\n" in text), "\n"),
        label=label,
    )


def _most(counted: Iterable[str], default: str) -> str:
    found = Counter(counted) if not isinstance(counted, Counter) else counted
    return max(found, key=found.__getitem__) if found else default


def _is_sentence(draft: Draft, leaf: Leaf) -> bool:
    text = draft.source[leaf.start : leaf.end]
    return text.endswith(_ENDS_SENTENCE) and _NOTE.fullmatch(text) is None


def relabelled(label: str, number: int, suffix: int = 0) -> str:
    """Return a label with another number, in the same characters: 第十二条 → 第十三条, 12. → 13.."""
    match = _LABEL.match(label)
    if match is None:
        return label
    numeral = match["number"]
    style = "full" if numeral[0] in "０１２３４５６７８９" else "plain" if numeral.isascii() else ""
    after = f"之{_printed(suffix, style)}" if suffix else ""
    rest = re.sub(rf"^\s*之\s*[{NUMERAL}]+", "", label[match.end() :])
    return match["head"] + _printed(number, style) + match["unit"] + after + rest


def _printed(number: int, style: str) -> str:
    if not style:
        return chinese(number)
    return str(number).translate(_FULL_WIDTH) if style == "full" else str(number)
