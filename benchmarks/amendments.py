"""Score `zhize.amending` on what amending decisions are known to change, and print the README's table."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhize.amending import Instruction, Operation, Status, Unit, amend, instructions_of, laws
from zhize.comparison.equality import fold
from zhize.structure import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Regulation

ROOT = Path(__file__).parents[1]
# What `verified` says of a row whose text is not the one that the decision gives: left out.
_NOT_VERIFIED = frozenset({"no", "text_is_older"})
_WORDS = frozenset({Operation.REPLACE_WORDS, Operation.INSERT_WORDS, Operation.DELETE_WORDS})
_OPERATIONS = {
    "modify": frozenset({Operation.REPLACE, Operation.RENUMBER, Operation.ADD, Operation.DELETE}) | _WORDS,
    "add": frozenset({Operation.ADD}),
    "delete": frozenset({Operation.DELETE}),
    "merge": frozenset({Operation.MERGE}),
}
_DATE = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_ABOUT = re.compile(r"施行后|效力")  # texts about an amendment, which amend nothing
_BAR = 0.95  # of the changes that name an article
_WIDEST = 24  # characters of a title
_LAYOUT = "{:<62}{:>12}{:>9}\n"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of what was counted, and what was missed."""

    name: str
    found: int
    of: int
    missed: tuple[str, ...] = ()


@cache
def instructions(path: Path) -> tuple[Instruction, ...]:
    """Return what a decision orders."""
    return instructions_of(path.read_text(encoding="utf-8"))


def decisions(shared: Path) -> list[Path]:
    """Return every amending decision among the laws, by its name."""
    files = (shared / "laws").rglob("*.txt")
    amends = re.compile(r"关于修改.*决定|修正案")
    return sorted(path for path in files if amends.search(path.stem) and not _ABOUT.search(path.stem))


def listed(shared: Path) -> Iterator[Score]:
    """Score the parsing on the changes that the decisions were read to order."""
    lines = (shared / "alignment/versions/official_changes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["verified"] not in _NOT_VERIFIED and _articles(row)]
    missed, unequal, texts = [], [], 0
    for row in rows:
        found = [each for each in _of_law(shared, row) if _is_read(row, each)]
        if not found:
            missed.append(_name(row))
        if row["verified"] == "exact" and "sub" not in row and row.get("new_text"):
            texts += 1
            wanted = fold(row["new_text"]).text
            if not any(fold(each.text or "").text == wanted for each in found):
                unequal.append(_name(row))
    yield Score(
        "changes that name an article, read (operation, article)", len(rows) - len(missed), len(rows), (*missed,)
    )
    yield Score("of those given with their text, the text too", texts - len(unequal), texts, (*unequal,))


def _of_law(shared: Path, row: dict[str, Any]) -> list[Instruction]:
    path = shared / row["decision_path"]
    return [each for each in instructions(path) if each.law is None or laws.same(each.law, row["law"])]


def _articles(row: dict[str, Any]) -> list[str]:
    """Return the articles that a row names: the old ones, the new one of what is added."""
    named = row.get("old_article") or row.get("new_article") or []
    return [str(each) for each in (named if isinstance(named, list) else [named]) if each != "preamble"]


def _is_read(row: dict[str, Any], instruction: Instruction) -> bool:
    if instruction.operation not in _OPERATIONS[row["op"]]:
        return False
    if row["op"] == "modify" and "sub" not in row and row["instruction"].startswith("将第") and row.get("new_text"):
        # 将第六条修改为: the whole article, and nothing else.
        whole = instruction.operation is Operation.REPLACE and instruction.old[0].unit is Unit.ARTICLE
        return whole and [target.article for target in instruction.old] == _articles(row)
    places = instruction.new if row["op"] == "add" else instruction.old
    return set(_articles(row)) <= {target.article for target in places}


def _name(row: dict[str, Any]) -> str:
    return f"{row['law']}: {row['instruction'][:60]}"


def understood(shared: Path) -> Iterator[Score]:
    """Score how much of what the decisions order was understood, their own words deciding what is an instruction."""
    found = [(path, each) for path in decisions(shared) for each in instructions(path)]
    missed = [
        f"{path.stem[:40]}: {each.span.of(path.read_text(encoding='utf-8'))[:60]!r}"
        for path, each in found
        if each.operation is Operation.UNKNOWN
    ]
    yield Score("instructions of all decisions in laws/ understood", len(found) - len(missed), len(found), (*missed,))


def applied(shared: Path) -> Iterator[Score]:
    """Score the new text, article by article, where old text, decision and new text are at hand."""
    for old_path, decision, new_path in triples(shared):
        new, amended = parse(new_path), amend(old_path, decision)
        got = _folded(parse(amended.text))
        wanted = _folded(new)
        articles = sorted({*got, *wanted})
        differing = [f"article {name}" for name in articles if got.get(name) != wanted.get(name)]
        failed = [each.reason for each in amended.outcomes if each.status is Status.FAILED]
        right = len(articles) - len(differing)
        yield Score(f"articles of {_short(new.title)}", right, len(articles), (*differing, *failed))


def triples(shared: Path) -> Iterator[tuple[Path, Path, Path]]:
    """Yield the old text, the decision and the new text of each law for which all three are known.

    The decision must lie between the two versions, and be the only one that does.
    """
    rows = map(json.loads, (shared / "alignment/versions/versions.jsonl").read_text(encoding="utf-8").splitlines())
    pairs = [
        (shared / row["old_path"], shared / row["new_path"], row["title"], row["old_date"], row["new_date"])
        for row in rows
    ]
    criminal = "中华人民共和国刑法"
    old = shared / "laws/history/刑法(2020-12-26).txt"
    pairs.append((old, shared / "laws/national/刑法.txt", criminal, "2020-12-26", "2023-12-29"))
    for old, new, title, since, until in pairs:
        between = [
            path
            for path in decisions(shared)
            if (since or "") < _passed(path) <= (until or "9999")
            and any(each.law and laws.same(each.law, title) for each in instructions(path))
        ]
        if len(between) == 1 and since and old.exists() and new.exists():
            yield old, between[0], new


@cache
def _passed(decision: Path) -> str:
    """Return the day on which a decision was passed, which stands below its title."""
    match = _DATE.search(decision.read_text(encoding="utf-8"))
    return "" if match is None else f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"


def _folded(regulation: Regulation) -> dict[str, str]:
    return {article.id: fold(article.text).text for article in regulation.articles}


def _short(title: str) -> str:
    return title if len(title) <= _WIDEST else f"{title[:10]}…{title[-12:]}"


def main() -> int:
    """Print the table; return 1 where one in twenty changes or more was not read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder of laws and known changes")
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    options = parser.parse_args()
    if not (options.shared / "alignment").is_dir():
        sys.stderr.write(f"amendments.py: there is no {options.shared / 'alignment'}; name the folder with --shared\n")
        return 2
    begun = time.perf_counter()
    scores = [*listed(options.shared), *understood(options.shared), *applied(options.shared)]
    sys.stdout.write(_LAYOUT.format("", "found", "share"))
    for score in scores:
        sys.stdout.write(_LAYOUT.format(score.name, f"{score.found}/{score.of}", f"{score.found / score.of:.1%}"))
        if options.misses:
            sys.stdout.writelines(f"    {each}\n" for each in score.missed)
    sys.stdout.write(f"{time.perf_counter() - begun:.1f} s\n")
    return 0 if scores[0].found >= _BAR * scores[0].of else 1


if __name__ == "__main__":
    sys.exit(main())
