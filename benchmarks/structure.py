"""Score `zhize.parse` against the known structure of real laws and print the README's table."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zhize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize import Article, Regulation

ROOT = Path(__file__).parents[1]
_FULL_WIDTH = re.compile("（[零〇一二三四五六七八九十百]+）")
HEADINGS = {"heading-gap", "repeated-heading", "heading-out-of-order", "heading-without-number", "contents-mismatch"}
NUMBERS = {
    "numbering-gap",
    "number-out-of-order",
    "repeated-number",
    "doubtful-number",
    "numbering-start",
    "head-inside-line",
}
LISTS = {"lost-item-numbers", "orphan-item", "item-gap", "item-inside-line"}
# What a flag of the known structure means, and the problems that say it.
FLAGS = {
    "truncation_suspected": {"cut-off-end", "no-final-provisions"},
    "chapter_sequence_broken": HEADINGS,
    "section_sequence_broken": HEADINGS,
    "item_sequence_broken": LISTS,
    "article_sequence_not_contiguous": NUMBERS,
    "list_item_numbers_lost": LISTS,
    "unnumbered_or_wrapped_heading_lines": {
        *("heading-without-number", "heading-of-another-kind", "hard-wrapped"),
        *LISTS,
    },
    "md_heading_without_number": {"heading-without-number", "heading-of-another-kind", "text-outside-articles"},
    "hard_wrapped_lines": {"hard-wrapped"},
}


def counts(regulation: Regulation) -> dict[str, int]:
    """Return how many articles, chapters, sections and lines with （一） a text has."""
    articles = [article for article in regulation.articles if article.label]
    everything = [*regulation.articles, *(annex.body for annex in regulation.annexes)]
    return {
        "articles": len(articles),
        "chapters": len({article.chapter.span for article in articles if article.chapter}),
        "sections": len({article.section.span for article in articles if article.section}),
        "items": sum(_item_lines(article) for article in everything),
    }


def _item_lines(article: Article) -> int:
    units = [item for paragraph in article.paragraphs for item in paragraph.items]
    points = [point for item in units for point in item.points]
    return sum(
        bool(_FULL_WIDTH.match(unit.label)) and (unit.start == 0 or article.text[unit.start - 1] == "\n")
        for unit in [*units, *points]
    )


def rows(shared: Path) -> Iterator[dict[str, Any]]:
    """Yield each law with what is known and what was found of it."""
    for line in (shared / "alignment/structure.jsonl").read_text(encoding="utf-8").splitlines():
        known = json.loads(line)
        regulation = zhize.parse(shared / known["path"])
        documents = [regulation, *regulation.attached]
        found: Counter[str] = sum((Counter(counts(each)) for each in documents), Counter())
        codes = {problem.code for each in documents for problem in each.problems}
        yield {"known": known, "found": found, "codes": codes}


KNOWN = {"articles": "n_articles", "chapters": "n_chapters", "sections": "n_sections", "items": "n_item_lines"}


def main() -> int:
    """Print how much of the structure is right in whole laws, and how many damaged ones are called so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with alignment/ and laws/")
    parser.add_argument("--misses", action="store_true", help="print the laws that were not right or not caught")
    options = parser.parse_args()
    if not (options.shared / "alignment").is_dir():
        print(f"{options.shared}: no alignment here; name the folder with --shared", file=sys.stderr)
        return 2
    laws = list(rows(options.shared))
    clean = [law for law in laws if law["known"]["clean"]]
    print(f"| {len(clean)} undamaged laws | right in |\n| --- | --- |")
    for what, key in KNOWN.items():
        wrong = [law for law in clean if law["found"][what] != law["known"][key]]
        print(f"| number of {what} | {1 - len(wrong) / len(clean):.2%} |")
        _miss(wrong, shown=options.misses)
    calm = sum(not law["codes"] for law in clean)
    print(f"| no problem reported | {calm / len(clean):.2%} |")
    print("\n| damaged laws | caught |\n| --- | --- |")
    for flag, codes in FLAGS.items():
        flagged = [law for law in laws if any(each.split(":")[0] == flag for each in law["known"]["flags"])]
        missed = [law for law in flagged if not law["codes"] & codes]
        print(f"| {flag} | {len(flagged) - len(missed)} of {len(flagged)} |")
        _miss(missed, shown=options.misses)
    return 0


def _miss(laws: list[dict[str, Any]], *, shown: bool) -> None:
    for law in laws if shown else ():
        print(f"  {law['known']['path']}: {dict(law['found'])} {sorted(law['codes'])}")


if __name__ == "__main__":
    sys.exit(main())
