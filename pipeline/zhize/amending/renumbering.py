"""The order and the numbers of the articles of the new text, and where its headings stand among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zhize.amending.draft import NodeKind
from zhize.amending.nouns import Unit
from zhize.amending.sequence import Slot, arrange, steady
from zhize.numerals import Locator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.amending.draft import Node
    from zhize.amending.work import Coming, Work

_WIDEST_GAP: Final = 1000
_REFUSED: Final = "决定所写的{place}在新条文中没有位置（已有他条，或者超出末条）"
_SHIFTED: Final = "决定没有写明条文顺序作相应调整；因新增、合并、分立或者改号，其后的条号已顺延，请核对"
_GAPS: Final = "决定没有写明条文顺序作相应调整，删去的条保留空号：{numbers}"


@dataclass(slots=True, eq=False)
class _Cluster:
    """An article with those that are added to it: 第十七条, 第十七条之一."""

    number: int  # old; 0 for one that comes
    members: list[Node] = field(default_factory=list)
    claim: int = 0
    indexes: list[int] = field(default_factory=list)  # of the instructions that give it its number
    behind: int = -1

    @property
    def gone(self) -> bool:
        """Whether nothing of it is left."""
        return all(node.deleted for node in self.members)


def number_articles(work: Work) -> list[Node]:
    """Return the articles of the new text in order; their numbers are set, and what had no place is noted."""
    olds = _old_clusters(work)
    adds = _new_clusters(work, olds)
    needed = work.reorder or any(cluster.claim for cluster in (*olds, *adds)) or bool(adds)
    if not needed:
        placed = [(cluster, cluster.number) for cluster in olds]
        _say(work, olds, [(cluster, number) for cluster, number in placed if not cluster.gone])
        return _flat(placed)
    first = next((cluster.number for cluster in olds if cluster.number), 1)
    slots = _slots(work, olds)
    while True:
        comes = [Slot(each, claim=each.claim, behind=each.behind) for each in adds]
        order = arrange(slots, comes, first=first)
        if not order.refused:
            break
        for cluster in order.refused:
            _refuse(work, cluster)
        adds = [cluster for cluster in adds if cluster not in order.refused]
        slots = _slots(work, olds)
    _say(work, olds, order.placed)
    return _flat(order.placed)


def _old_clusters(work: Work) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for node in work.draft.nodes:
        if node.article is None:
            continue
        if not (node.suffix and clusters and clusters[-1].number == node.number):
            clusters.append(_Cluster(node.number))
        clusters[-1].members.append(node)
    for cluster in clusters[:]:
        for node in cluster.members[:]:
            _claim(work, clusters, cluster, node)
    return clusters


def _claim(work: Work, clusters: list[_Cluster], cluster: _Cluster, node: Node) -> None:
    """Give an old article the number that the decision says."""
    claim = work.claims.get(node.article.id) if node.article is not None else None
    if claim is None:
        return
    index, target = claim
    locator = target.locator
    if target.unit is not Unit.ARTICLE or not locator.article:
        work.bar(index, f"改号后的位置{target}不是条")
    elif not node.suffix and not locator.suffix:
        cluster.claim = locator.article
        cluster.indexes.append(index)
    elif locator.suffix and locator.article == node.number:
        node.suffix = locator.suffix
        cluster.members.sort(key=lambda member: member.suffix)
    elif not locator.suffix:
        cluster.members.remove(node)
        node.suffix = 0
        clusters.append(_Cluster(0, [node], locator.article, [index]))
    else:
        work.bar(index, f"{Locator(article=node.number, suffix=node.suffix)}改为{target}须人工处理")


def _new_clusters(work: Work, olds: Sequence[_Cluster]) -> list[_Cluster]:
    adds: list[_Cluster] = [cluster for cluster in olds if not cluster.number and cluster.claim]
    by_number = {cluster.number: cluster for cluster in reversed(olds) if cluster.number}
    for coming in work.coming:
        if coming.node.kind is not NodeKind.ARTICLE:
            continue
        if coming.node.suffix:
            _attach(work, coming, by_number)
        elif coming.behind:
            node = work.draft.article(coming.behind)
            number = node.number if node is not None else 0
            adds.append(_Cluster(0, [coming.node], 0, [coming.index], behind=number - coming.before))
        else:
            adds.append(_Cluster(0, [coming.node], coming.target.locator.article, [coming.index]))
    return adds


def _attach(work: Work, coming: Coming, by_number: dict[int, _Cluster]) -> None:
    """Put 第十七条之一 behind 第十七条."""
    cluster = by_number.get(coming.node.number)
    if cluster is None or any(node.suffix == coming.node.suffix and not node.deleted for node in cluster.members):
        work.bar(coming.index, f"{coming.target}没有位置（没有该条，或者已有同号的条）")
        return
    cluster.members.append(coming.node)
    cluster.members.sort(key=lambda node: node.suffix)


def _slots(work: Work, olds: Sequence[_Cluster]) -> list[Slot[_Cluster]]:
    """Return the old articles and the gaps between them; one that is deleted leaves a gap if nothing closes it."""
    slots: list[Slot[_Cluster]] = []
    before = 0
    for cluster in olds:
        if not cluster.number:
            continue
        if before and 1 < cluster.number - before <= _WIDEST_GAP:
            slots += (Slot(_Cluster(number), old=number, gone=True) for number in range(before + 1, cluster.number))
        before = cluster.number
        if not cluster.gone:
            slots.append(Slot(cluster, old=cluster.number, claim=cluster.claim))
        elif not work.reorder:
            slots.append(Slot(cluster, old=cluster.number, gone=True))
    return slots


def _refuse(work: Work, cluster: _Cluster) -> None:
    for index in cluster.indexes:
        work.bar(
            index,
            _REFUSED.format(place=Locator(article=cluster.claim))
            if cluster.claim
            else "决定所说的位置不存在或者已改号",
        )
    cluster.claim = 0
    cluster.indexes.clear()


def _say(work: Work, olds: Sequence[_Cluster], placed: Sequence[tuple[_Cluster, int]]) -> None:
    """Remark on numbers that follow from others without the decision saying so."""
    if work.reorder:
        return
    shifted = any(cluster.number and cluster.number != number and not cluster.claim for cluster, number in placed)
    if shifted:
        work.remarks.append(_SHIFTED)
    taken = {number for _, number in placed}
    gaps = [str(Locator(article=cluster.number)) for cluster in olds if cluster.gone and cluster.number not in taken]
    if gaps:
        work.remarks.append(_GAPS.format(numbers="、".join(gaps)))


def _flat(placed: Iterable[tuple[_Cluster, int]]) -> list[Node]:
    nodes: list[Node] = []
    for cluster, number in placed:
        for node in cluster.members:
            node.number = number
        nodes += (node for node in cluster.members if not node.deleted)
    return nodes


def place_headings(work: Work, articles: Sequence[Node]) -> list[Node]:
    """Return articles and headings in order.

    A heading stays before the first of its articles that kept its order. An added article between two chapters stands
    at the end of the first one, unless the decision names its chapter.
    """
    ranks = {id(node): rank for rank, node in enumerate(work.draft.nodes)}
    olds = [node for node in articles if node.added is None]
    kept = {id(olds[at]) for at in steady([ranks[id(node)] for node in olds])}
    above, rest = _above(work, kept)
    _find_homes(work, articles, above)
    order: list[Node] = []
    homes: set[int] = set()
    for node in articles:
        if node.home is not None and id(node.home) not in homes:
            homes.add(id(node.home))
            order.append(node.home)
        headings = above.get(id(node), [])
        if headings:
            order += _with_hinted(work, order, headings)
        order.append(node)
    return [*order, *rest]


def _above(work: Work, kept: set[int]) -> tuple[dict[int, list[Node]], list[Node]]:
    """Return the headings before each article that kept its order, and those behind the last one."""
    above: dict[int, list[Node]] = {}
    waiting: list[Node] = []
    for node in work.draft.nodes:
        if node.kind is NodeKind.HEADING and not node.deleted:
            waiting.append(node)
        elif id(node) in kept and waiting:
            above[id(node)] = waiting
            waiting = []
    return above, waiting


def _with_hinted(work: Work, order: list[Node], headings: list[Node]) -> list[Node]:
    """Return headings with the added articles before them that are said to stand under one of them."""
    chapters = {heading.number for heading in headings}
    run = 0
    while run < len(order) and order[-1 - run].kind is NodeKind.ARTICLE and order[-1 - run].added is not None:
        run += 1
    loose = [node for node in order[len(order) - run :] if node.home is None]
    under = [node for node in loose if node.chapter in chapters]
    for node in loose:
        if not node.chapter:
            work.remarks.append(f"新增的{Locator(article=node.number)}在两章（节）之间，现列在前一章（节）末尾，请核对")
    order[:] = [node for node in order if node not in under]
    return [*headings, *under]


def _find_homes(work: Work, articles: Sequence[Node], above: dict[int, list[Node]]) -> None:
    """Say which added articles stand under a heading that comes without any: those before the old one of its number."""
    for coming in work.coming:
        heading = coming.node
        if heading.kind is not NodeKind.HEADING or any(node.home is heading for node in articles):
            continue
        if coming.before and (node := work.draft.article(coming.behind)) is not None and not node.deleted:
            above.setdefault(id(node), []).append(heading)
            continue
        run: list[Node] = []
        for node in articles:
            same = [each for each in above.get(id(node), ()) if each.rank == heading.rank]
            if any(each.number in {heading.number, heading.number + 1} for each in same) and run:
                break
            run = [*run, node] if node.added is not None and node.home is None else []
        if not run:
            work.bar(coming.index, f"决定没有写明{coming.target}从哪一条开始")
        for node in run:
            node.home = heading
