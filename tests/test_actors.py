"""Mentions of actors, line by line: `cases/actors.md` is written to be read and added to by a jurist."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhize.bodies import Own, resolve
from zhize.tagging import actors
from zhize.types import ActorType

CASES = Path(__file__).parent / "cases" / "actors.md"
MARK = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<type>[A-Z]+)(?:=(?P<body>[^()]+(?:（[^）]*）[^()]*)*))?\)")


@dataclass(frozen=True)
class Case:
    place: str
    text: str
    mentions: tuple[tuple[int, int, str, str], ...]  # start, end, type, canonical name


def read_case(place: str, line: str) -> Case:
    text, mentions, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        words = mark["words"]
        mentions.append((len(text), len(text) + len(words), ActorType(mark["type"]).value, mark["body"] or words))
        text += words
        at = mark.end()
    text += line[at:]
    assert not set("[]()") & set(text), f"{place}: a mark is not closed"
    return Case(place, text, tuple(mentions))


def read_cases(path: Path) -> list[Case]:
    """Every line behind the first heading of the second level is a case."""
    cases, open_ = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        open_ = open_ or line.startswith("## ")
        if open_ and line and not line.startswith("#"):
            cases.append(read_case(f"{path.name}:{number}", line))
    assert cases, f"{path.name}: no case"
    return cases


@pytest.mark.parametrize("case", read_cases(CASES), ids=lambda case: f"{case.place} {case.text[:12]}")
def test_mentions(case: Case) -> None:
    found = resolve(actors.match(case.text), case.text, Own())
    assert [(a.start, a.end, a.type.value, a.body) for a in found] == list(case.mentions)


def test_a_mark_that_is_not_closed_is_an_error() -> None:
    with pytest.raises(AssertionError, match=r"actors\.md:1: a mark is not closed"):
        read_case("actors.md:1", "[县政府(ORG)负责。")


def test_a_type_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match="PERSON"):
        read_case("actors.md:1", "[县长](PERSON)负责。")
