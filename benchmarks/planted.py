"""What `zhize.compare` finds of the edits that `planting.py` plants.

Counted as `alignment/score.py` counts: a change is named where its pair names its kind (a bearer may be named as a
counterpart); what is named in a pair that changed in no demand is spurious. Texts: the seed and the examples, as they
are and lifted to the level above, and a sample of the laws of ``../shared`` where that is. `--sample` draws other laws;
`--misses` and `--spurious` show what to read.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from planting import DIVIDED, FORMAT, LIFTS, UNCHANGED, WORDING, Edit, Known, Plan, Way, plan, ways

import zhize
from zhize.comparison import ChangeKind, PairType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.comparison import Comparison, Pair

ROOT = Path(__file__).parents[1]
OWN = ("corpora/sishui-2022.txt", "corpora/examples/*.txt")
LAWS, SIZES = 40, range(4_000, 60_000)  # laws of a sample, bytes of each
LEFT_OUT = frozenset({"other", "history"})  # folders of texts that are no laws, and of laws as they were
QUIET = (WORDING, FORMAT, UNCHANGED, *sorted(DIVIDED))
_SAME = frozenset({PairType.IDENTICAL, PairType.ADAPTED})
_AROUND = 36  # characters on each side of a change that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of articles, and what the comparison says of them."""

    known: Known
    pair: Pair | None
    text: str  # title of the text

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of changes that the pair names, but for its wording."""
        changes = self.pair.changes if self.pair else ()
        return frozenset(change.kind for change in changes if change.kind is not ChangeKind.WORDING)

    @property
    def named(self) -> bool:
        """Whether a planted change is named."""
        return self.known.edit is not None and bool(self.kinds & self.known.edit.way.named_by)

    @property
    def beside(self) -> bool:
        """Whether something is named that was not planted."""
        return bool(self.kinds - (self.known.edit.way.named_by if self.known.edit else frozenset()))

    def shown(self) -> str:
        """Return the edit and the answer in a few lines."""
        said = [(c.kind.value, c.left, c.right) for c in self.pair.changes] if self.pair else "no such pair"
        edit = self.known.edit
        around = f"\n    {_around(edit)}" if edit else ""
        way = f"{edit.way.kind}: {edit.way.find} → {edit.way.put}" if edit else self.known.type
        return f"{self.text} {self.known.left}→{self.known.right} {way}{around}\n    {said}"


@dataclass(slots=True)
class Tally:
    """What was counted over all texts."""

    seen: list[Seen] = field(default_factory=list)
    links: Counter[str] = field(default_factory=Counter)  # found, known, both
    alone: Counter[str] = field(default_factory=Counter)  # the same of added and deleted articles
    types: Counter[bool] = field(default_factory=Counter)

    def add(self, known: tuple[Known, ...], found: Comparison, text: str) -> None:
        """Count a pair of texts."""
        pairs = {(left, right): pair for pair in found.pairs for left in pair.left for right in pair.right}
        sure = {id_ for each in known for id_ in _links(each)}
        lefts, rights = {left for left, _ in sure}, {right for _, right in sure}
        self._count(self.links, {link for link in pairs if link[0] in lefts and link[1] in rights}, sure)
        alone = {("", right) for pair in found.pairs if not pair.left for right in pair.right}
        alone |= {(left, "") for pair in found.pairs if not pair.right for left in pair.left}
        known_alone = {("", str(each.right[0])) for each in known if not each.left}
        known_alone |= {(str(each.left[0]), "") for each in known if not each.right}
        self._count(self.alone, alone, known_alone)
        for each in known:
            for link in _links(each):
                if link in pairs:
                    self.types[pairs[link].type in (_SAME if each.type in _SAME else {each.type})] += 1
            if each.left and each.right:
                link = str(each.left[0]), str(each.right[0])
                self.seen.append(Seen(known=each, pair=pairs.get(link), text=text))

    def _count(self, counter: Counter[str], found: set[tuple[str, str]], known: set[tuple[str, str]]) -> None:
        counter.update(found=len(found), known=len(known), both=len(found & known))


def _links(known: Known) -> set[tuple[str, str]]:
    return {(str(left), str(right)) for left in known.left for right in known.right}


def _around(edit: Edit) -> str:
    """Return where an edit was made, before and after."""
    same = next((at for at, (a, b) in enumerate(zip(edit.before, edit.after, strict=False)) if a != b), 0)
    shown = (text[max(0, same - _AROUND) : same + _AROUND].replace("\n", "⏎") for text in (edit.before, edit.after))
    return "\n    ".join(shown)


# --- the texts -------------------------------------------------------------------------------------------------------


def plans(shared: Path, sample: int) -> Iterator[tuple[str, Plan]]:
    """Yield edited texts by their titles.

    Args:
        shared: the folder with laws/, which may be absent.
        sample: which sample of laws and of edits.
    """
    own = [path for name in OWN for path in sorted(ROOT.glob(name))]
    laws = sorted((shared / "laws").glob("*/*.txt"))
    laws = [path for path in laws if path.parent.name not in LEFT_OUT and path.stat().st_size in SIZES]
    chosen = own + random.Random(sample).sample(laws, min(LAWS, len(laws)))  # noqa: S311  # the same laws every time
    for index, path in enumerate(chosen):
        regulation = zhize.parse(path)
        donors = [article.text for article in zhize.parse(chosen[index - 1]).articles]
        lifts = [lift for word, lift in LIFTS.items() if regulation.title.startswith(word)]
        for turn, lift in enumerate(["", "", *lifts, *lifts]):
            rng = random.Random(f"{sample} {turn} {regulation.title}")  # noqa: S311  # the same edits every time
            yield regulation.title, plan(regulation, donors, rng, lift)


def tally(shared: Path, sample: int) -> Tally:
    """Return what is found in all texts."""
    total = Tally()
    for title, planned in plans(shared, sample):
        total.add(planned.known, zhize.compare(planned.left, planned.right), title)
    return total


# --- the table -------------------------------------------------------------------------------------------------------


def rows(total: Tally, *, by_way: bool = False) -> Iterator[tuple[str, int, int | None, int]]:
    """Yield a row a kind: what it is called, how often it was planted, named, and joined by what was not planted."""
    demands = [kind for kind in dict.fromkeys(way.kind for way in ways().way) if kind not in QUIET]
    groups: dict[str, list[Seen]] = {kind: [] for kind in (*demands, *QUIET)}
    for seen in total.seen:
        groups[seen.known.kind].append(seen)
    for kind, group in groups.items():
        quiet = kind in QUIET
        yield kind, len(group), None if quiet else sum(seen.named for seen in group), sum(s.beside for s in group)
        for way in _ways_of(group) if by_way else ():
            those = [seen for seen in group if seen.known.edit is not None and seen.known.edit.way is way]
            named = None if quiet else sum(seen.named for seen in those)
            yield f"  {way.find} → {way.put}", len(those), named, sum(seen.beside for seen in those)
    changed = [seen for seen in total.seen if seen.known.kind not in QUIET]
    yield "all changes", len(changed), sum(seen.named for seen in changed), sum(seen.beside for seen in changed)


def _ways_of(group: list[Seen]) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(seen.known.edit.way for seen in group if seen.known.edit is not None))


@cache
def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with laws/")
    parser.add_argument("--sample", type=int, default=1, help="number of the sample of laws and edits")
    parser.add_argument("--ways", action="store_true", help="a row for each way of a kind")
    parser.add_argument("--misses", action="store_true", help="show the changes that were not named")
    parser.add_argument("--spurious", action="store_true", help="show what is named where nothing changed")
    parser.add_argument("--beside", action="store_true", help="show what is named beside what was planted")
    parser.add_argument("--kind", help="show those of one kind only")
    return parser


def _f1(count: Counter[str]) -> str:
    return f"{2 * count['both'] / (count['found'] + count['known']):.4f}" if count["known"] else "none"


def _asked(seen: Seen, options: argparse.Namespace) -> bool:
    if options.kind not in {None, seen.known.kind}:
        return False
    if seen.known.kind in QUIET:
        return bool(options.spurious and seen.beside)
    return bool((options.misses and not seen.named) or (options.beside and seen.beside))


def main() -> int:
    """Print a table with a row a kind of edits, then how well articles were paired."""
    options = _options().parse_args()
    if not (options.shared / "laws").is_dir():
        print(f"{options.shared}: no laws here; only the texts of this repository are edited", file=sys.stderr)
    total = tally(options.shared, options.sample)
    for seen in total.seen:
        if _asked(seen, options):
            print(seen.shown())
    print("| edits | planted | named | share | others named |\n| --- | --- | --- | --- | --- |")
    for name, planted, named, beside in rows(total, by_way=options.ways):
        share = "" if named is None or not planted else f"{named / planted:.3f}"
        print(f"| {name} | {planted} | {'' if named is None else named} | {share} | {beside} |")
    right = total.types[True] / (total.types.total() or 1)
    print(f"\nlinks F1 {_f1(total.links)}, types {right:.4f}, added and deleted F1 {_f1(total.alone)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
