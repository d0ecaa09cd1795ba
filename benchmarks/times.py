"""Time expressions of the 210 gold sentences beside JioNLP and Recognizers-Text, where these are installed.

Measured expressions are those with a number: deadlines, frequencies and durations. `exact` is the share of them found
with the same span, `in part` with any overlap, `value` with the same measure whatever the span: a duration is compared
as ISO 8601, and what another library gives as a span of calendar dates counts if the span is as long. `precision` is
the share of what a library finds that is a gold span exactly, vague expressions (及时, 定期) included, and `dated` how
many of its results are days of the calendar, which no sentence names. `benchmarks/others.txt` lists the libraries.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import re
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhize.tagging import times as tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
BASE = datetime(2026, 1, 15)  # noqa: DTZ001  # the libraries take a naive day to count from
_DAY = {"Y": 365, "M": 30, "W": 7, "D": 1}
_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "workday": "WD", "hour": "TH", "minute": "TM"}
_CLOSE = 0.04  # of a length: months have 28 to 31 days


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An expression that a library found; offsets are half-open."""

    start: int
    end: int
    value: str | None = None  # ISO 8601, where the library gives a length
    days: float | None = None  # how long a span of calendar dates is that it gives instead
    dated: bool = False


def ours(text: str) -> list[Found]:
    """Return what the project finds."""
    return [Found(start=each.start, end=each.end, value=each.value) for each in tagger.match(text)]


def jionlp() -> Callable[[str], list[Found]]:
    """Return a finder that asks JioNLP."""
    library = importlib.import_module("jionlp")
    logging.disable(logging.ERROR)  # it logs a stack for each expression that it gives up on

    def find(text: str) -> list[Found]:
        try:
            results = library.ner.extract_time(text, time_base=BASE.timestamp())
        except Exception:  # noqa: BLE001  # it raises many kinds on texts that it does not expect
            return []
        return [_of_jionlp(each) for each in results]

    return find


def _of_jionlp(result: dict[str, Any]) -> Found:
    start, end = result["offset"]
    said = result["detail"]["time"]
    if result["type"] in {"time_span", "time_point"}:
        ends = [datetime.fromisoformat(each) for each in said if not each.endswith("inf")]
        days = (ends[1] - ends[0]).total_seconds() / 86400 if len(ends) > 1 else None
        return Found(start=start, end=end, days=days, dated=True)
    delta = said.get("delta", said) if isinstance(said, dict) else {}
    delta = delta[0] if isinstance(delta, list) else delta
    parts = [(name, size) for name, size in (delta or {}).items() if name in _UNITS and isinstance(size, int | float)]
    value = f"P{parts[0][1]:g}{_UNITS[parts[0][0]]}" if len(parts) == 1 else None
    if value and "T" in value:
        value = f"PT{parts[0][1]:g}{_UNITS[parts[0][0]][1:]}"
    return Found(start=start, end=end, value=value)


def recognizers() -> Callable[[str], list[Found]]:
    """Return a finder that asks Recognizers-Text."""
    library = importlib.import_module("recognizers_date_time")

    def find(text: str) -> list[Found]:
        results = library.recognize_datetime(text, library.Culture.Chinese, reference=BASE)
        return [_of_recognizers(each) for each in results]

    return find


def _of_recognizers(result: Any) -> Found:  # noqa: ANN401  # a class of the library
    values = (result.resolution or {}).get("values") or [{}]
    code = values[0].get("timex") or ""
    length = code if re.fullmatch(r"PT?[\d.]+[A-Z]", code) else None
    dated = values[0].get("type", "").startswith(("date", "time"))
    return Found(start=result.start, end=result.end + 1, value=length, dated=dated)


LIBRARIES: dict[str, tuple[str, Callable[[], Callable[[str], list[Found]]]]] = {
    "JioNLP": ("jionlp", jionlp),
    "Recognizers-Text": ("recognizers_date_time", recognizers),
}


def gold(shared: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each sentence with its times, their offsets added."""
    folder = shared / "gold/dev"
    texts = {each["article"]: each["text"] for each in json.loads((folder / "times.articles.json").read_text("utf-8"))}
    for line in (folder / "times.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        text = texts[record["article"]]
        for each in record["times"]:
            start = -1
            for _ in range(each.get("nth", 1)):
                start = text.find(each["quote"], start + 1)
            each["start"], each["end"] = start, start + len(each["quote"])
        yield text, record["times"]


def agrees(found: Found, value: str) -> bool:
    """Whether a result is the measure that the gold says."""
    wanted = value.rpartition("/")[2].replace("WD", "D")
    if found.value is not None:
        return found.value == value or found.value.replace("WD", "D") == wanted
    size = re.fullmatch(r"P(\d+)([YMWD])", wanted)
    if found.days is None or size is None:
        return False
    days = int(size[1]) * _DAY[size[2]]
    return abs(found.days - days) <= max(1.0, _CLOSE * days)


def row(name: str, find: Callable[[str], list[Found]], sentences: list[tuple[str, list[dict[str, Any]]]]) -> str:
    """Return a row of the table."""
    measured = exact = part = value = right = total = dated = 0
    begin = time.perf_counter()
    results = [find(text) for text, _ in sentences]
    seconds = time.perf_counter() - begin
    for (_, times), found in zip(sentences, results, strict=True):
        spans = {(each["start"], each["end"]) for each in times}
        total += len(found)
        dated += sum(each.dated for each in found)
        right += sum((each.start, each.end) in spans for each in found)
        for each in times:
            if each["type"] == "vague":
                continue
            near = [one for one in found if one.start < each["end"] and each["start"] < one.end]
            measured += 1
            part += bool(near)
            exact += any((one.start, one.end) == (each["start"], each["end"]) for one in near)
            value += any(agrees(one, each["value"]) for one in near)
    shares = (f"{each / measured:.0%}" for each in (part, exact, value))
    speed = sum(len(text) for text, _ in sentences) / seconds
    return f"| {name} | {' | '.join(shares)} | {right / max(1, total):.0%} | {dated} | {speed:,.0f} |"


def main() -> int:
    """Print a table with a row a library; exit 2 where the gold is not at hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with gold/")
    shared = parser.parse_args().shared
    if not (shared / "gold").is_dir():
        print(f"{shared}: no gold here; name the folder with --shared", file=sys.stderr)
        return 2
    sentences = list(gold(shared))
    count = sum(each["type"] != "vague" for _, times in sentences for each in times)
    print(f"{len(sentences)} sentences, {count} measured expressions\n")
    print("| library | in part | exact | value | precision | dated | characters a second |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    ours(sentences[0][0])  # the lexicons are read at the first call
    print(row("zhize", ours, sentences))
    for name, (module, make) in LIBRARIES.items():
        if importlib.util.find_spec(module):
            print(row(name, make(), sentences))
        else:
            print(f"{name} is not installed; see benchmarks/others.txt", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
