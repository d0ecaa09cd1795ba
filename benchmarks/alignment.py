"""Score `zhize.compare` and plain baselines against known correspondences and print the README's table.

The scorer is `alignment/score.py` of ``../shared``, for all rows in one run. Beside the correspondences that lie there
stand those of `models/links`, which readers of this project linked, and of these the pairs that a second reader read.
A time is that of a pair from file to pairs, with the norms that `zhize` reads in both texts; modules are loaded before.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import baselines
import msgspec

import zhize
from zhize.comparison.equality import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Find = Callable[[Path, Path], list[dict[str, Any]]]

ROOT = Path(__file__).parents[1]
LINKS = ROOT / "models" / "links"
MS: Final = "ms a pair"
ZHIZE, READER = "zhize", "a second reader"
EVERYBODY = (ZHIZE, *baselines.METHODS, READER)
KINDS = ("versions", "levels", "edits", "ours", "twice")
COLUMNS = ("links F1", "types", "added+deleted F1", "unchanged called changed", "none kept none", "changes named", MS)
_LINKS = re.compile(r"links P \S+  R \S+  F1 (\S+)")
_ALONE = re.compile(r"added\+deleted P \S+  R \S+  F1 (\S+)")
_FIGURES = {
    "types": re.compile(r"type (\d+/\d+)"),
    "unchanged called changed": re.compile(r"unchanged called changed (\d+/\d+)"),
    "none kept none": re.compile(r"none kept none (\d+/\d+)"),
    "changes named": re.compile(r"changes named: (\d+/\d+)"),
}
_WARM: Final = "县政府应当于三日内公开。"  # loads what a comparison loads


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Pairs of texts whose correspondences are known."""

    name: str
    scored_as: str  # the scorer's word for what it reads
    files: tuple[Path, ...]

    @property
    def levels(self) -> bool:
        """Whether the texts are of two governments."""
        return self.scored_as == "levels"


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """A line of `models/links/read.jsonl` or `second.jsonl`: two texts, and what a reader linked."""

    city: str
    province: str
    links: dict[str, list[str]]  # id of each of the city's articles → ids of those that answer it in substance
    related: dict[str, list[str]]  # the same of those that only touch it; they count neither way

    @property
    def texts(self) -> tuple[str, str]:
        """The paths of the two texts."""
        return self.city, self.province

    def rows(self) -> list[dict[str, Any]]:
        """Return what the scorer reads of a pair."""
        texts = {"subject": Path(self.city).stem, "city_path": self.city, "province_path": self.province}
        return [
            {
                **texts,
                "city_article": article,
                "province_articles": linked,
                "weaker_province_articles": self.related.get(article, []),
                "none": not linked,
            }
            for article, linked in self.links.items()
        ]


def reading(name: str) -> list[Read]:
    """Return what the readers of this project linked."""
    lines = (LINKS / name).read_bytes().splitlines()
    return [msgspec.json.decode(line, type=Read) for line in lines]


def kinds(shared: Path, folder: Path) -> dict[str, Kind]:
    """Return the kinds of pairs by a short name.

    Args:
        shared: the folder with alignment/ and laws/.
        folder: where to write what our readers linked as the scorer reads it.
    """
    known = shared / "alignment"
    versions = tuple(known / f"versions/{name}.jsonl" for name in ("gold_alignment", "gold_pairs", "versions"))
    edits = tuple(sorted((known / "edits").glob("*.truth.json")))
    ours, second = reading("read.jsonl"), {read.texts for read in reading("second.jsonl")}
    again = [read for read in ours if read.texts in second]
    return {
        "versions": Kind(name="versions of one law", scored_as="versions", files=versions),
        "levels": Kind(name="city and province", scored_as="levels", files=(known / "levels/gold_levels.jsonl",)),
        "edits": Kind(name="edited rules of 泗水", scored_as="edits", files=edits),
        "ours": _as_levels(f"city and province, {len(ours)} that we read", ours, folder / "ours.jsonl"),
        "twice": _as_levels(f"{len(again)} of these, read twice", again, folder / "twice.jsonl"),
    }


def _as_levels(name: str, read: Sequence[Read], file: Path) -> Kind:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for each in read for row in each.rows())
    file.write_text("".join(lines), encoding="utf-8")
    return Kind(name=name, scored_as="levels", files=(file,))


# --- who answers -----------------------------------------------------------------------------------------------------


def by_zhize(left: Path, right: Path) -> list[dict[str, Any]]:
    """Return the pairs of two files."""
    document: dict[str, Any] = zhize.compare(left, right).to_dict()
    found: list[dict[str, Any]] = document["pairs"]
    return found


def by_reader(shared: Path, left: Path, right: Path) -> list[dict[str, Any]]:
    """Return what a second reader linked."""
    texts = left.relative_to(shared).as_posix(), right.relative_to(shared).as_posix()
    [read] = [read for read in reading("second.jsonl") if read.texts == texts]
    return [{"left": [article], "right": linked} for article, linked in read.links.items()]


def methods(short: str, kind: Kind, shared: Path) -> dict[str, Find]:
    """Return who answers for a kind of pairs, by the name of the row."""
    plain: dict[str, Find] = {
        name: partial(baselines.compare, method, levels=kind.levels) for name, method in baselines.METHODS.items()
    }
    reader: dict[str, Find] = {READER: partial(by_reader, shared)} if short == "twice" else {}
    return {ZHIZE: by_zhize, **plain, **reader}


# --- scores ----------------------------------------------------------------------------------------------------------


def scorer(shared: Path) -> ModuleType:
    """Return `alignment/score.py` as a module.

    Raises:
        ImportError: it cannot be loaded.
    """
    spec = importlib.util.spec_from_file_location("score", shared / "alignment/score.py")
    if spec is None or spec.loader is None:
        raise ImportError(name="score", path=str(shared))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(module: ModuleType, kind: Kind, find: Find, shared: Path) -> dict[str, str]:
    """Return what the scorer prints of a kind of pairs, by column, and the time.

    Args:
        module: the scorer.
        kind: the pairs.
        find: who answers.
        shared: the folder that paths of the gold start from.
    """
    seconds: list[float] = []

    def run(_command: str, left: str | Path, right: str | Path) -> list[dict[str, Any]]:
        """Stand in for the scorer's own call of a command, which starts a process a pair."""
        began = time.perf_counter()
        pairs = find(Path(left), Path(right))
        seconds.append(time.perf_counter() - began)
        return pairs

    fold.cache_clear()  # what one method folded is no gift to the next
    module.run = run  # type: ignore[attr-defined]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        getattr(module, kind.scored_as)(SimpleNamespace(files=list(map(str, kind.files)), root=str(shared), command=""))
    text = printed.getvalue()
    return _read(text[text.index("ALL ") :]) | {MS: f"{1000 * sum(seconds) / len(seconds):.0f}"}


def _read(text: str) -> dict[str, str]:
    patterns = {"links F1": _LINKS, "added+deleted F1": _ALONE, **_FIGURES}
    hits = {column: pattern.search(text) for column, pattern in patterns.items()}
    return {column: hit[1] for column, hit in hits.items() if hit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What someone answers of a kind of pairs."""

    short: str  # of the kind
    kind: str
    who: str
    figures: dict[str, str]


def rows(shared: Path, asked: Sequence[str], wanted: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the table.

    Args:
        shared: the folder with alignment/ and laws/.
        asked: short names of kinds of pairs; all if there is none.
        wanted: who is to answer; everybody if there is none.
    """
    module = scorer(shared)
    zhize.compare(f"第一条　{_WARM}", f"第一条　{_WARM}另行通知。")
    with tempfile.TemporaryDirectory() as folder:
        for short, kind in kinds(shared, Path(folder)).items():
            if asked and short not in asked:
                continue
            for who, find in methods(short, kind, shared).items():
                if not wanted or who in wanted:
                    found = figures(module, kind, find, shared)
                    if who == READER:
                        del found[MS]
                    yield Row(short=short, kind=kind.name, who=who, figures=found)


def main() -> int:
    """Print a table with rows for each kind of pairs: zhize, then who else answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with alignment/ and laws/")
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=[], help="of these pairs only")
    parser.add_argument("--by", nargs="+", choices=EVERYBODY, default=[], help="these rows only")
    parser.add_argument("--no-times", action="store_true", help="leave the last column out, the same in every run")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    if not (options.shared / "alignment").is_dir():
        print(f"{options.shared}: no alignment here; name the folder with --shared", file=sys.stderr)
        return 2
    found = rows(options.shared, options.kind, options.by)
    if options.json:
        record: dict[str, dict[str, dict[str, str]]] = {}
        for row in found:
            record.setdefault(row.short, {})[row.who] = row.figures
        print(json.dumps(record, ensure_ascii=False))
        return 0
    columns = COLUMNS[:-1] if options.no_times else COLUMNS
    print("| pairs | by |", " | ".join(columns), "|")
    print("| --- | --- |", " | ".join("---" for _ in columns), "|")
    for row in found:
        print(f"| {row.kind} | {row.who} |", " | ".join(row.figures.get(column, "") for column in columns), "|")
    return 0


if __name__ == "__main__":
    sys.exit(main())
