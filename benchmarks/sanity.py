"""Whether the norms of real laws can be believed: what no gold is needed for, over all of `../shared/laws`.

Four things are counted. 应当, 不得, 可以 and 必须 stand in a norm: as its marker, or in its action, condition (with
the items that spell it out) or exception; inside “” or 《》 they are another text's and do not count. A sentence has as
many norms as it says, so that one norm a sentence is no answer. Bearers are named, carried on or supposed. Spans lie in
their article and hold a character. `--missing` and `--bearers` show what to read by eye; `--check` ends with 1 where
the words (99 %) or the spans (none wrong) are below their bar.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import zhize
from zhize.labels import BEARER_SOURCE
from zhize.tagging.clauses import sentences
from zhize.types import BearerSource, Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.types import Actor, Article, Norm, Span, Time

ROOT = Path(__file__).parents[1]
LEFT_OUT = "other"  # the folder of texts that are no laws
WORDS = ("应当", "不得", "可以", "必须")
_WORDS = re.compile("|".join(WORDS))
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
PARTS = ("标记", "行为", "条件", "例外")  # of a norm; a word counts for the first that holds it
UNMARKED = "行为（规范无标记）"  # most likely the word is the marker and was not seen
PLACES = ("标记", "行为", UNMARKED, "条件", "例外")
QUOTED, MISSING = "引号、书名号内", "遗漏"
NO_BEARER, NO_BEARER_DEFINES = "无主体", "无主体（界定）"
SOUND, EMPTY, OUTSIDE, NOT_THE_SLICE = "正常", "空", "越出条文", "与原文不符"
MANY = 3  # norms in a sentence from which on sentences are counted together
BAR, BAR_DEFAULT = 0.99, 0.10
T = TypeVar("T")
_AROUND = 40  # characters of a sentence on each side of what is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A place of a law to read by eye."""

    law: str  # its path in the folder
    article: str
    word: str
    words: str  # its sentence, the word in 【】


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in a law, or in several."""

    laws: int = 0
    words: Counter[tuple[str, str]] = field(default_factory=Counter)  # (应当, 标记): how often
    sentences: Counter[tuple[int, int]] = field(default_factory=Counter)  # (norms, words, no more than two): how many
    listed: int = 0  # sentences without a norm of their own that stand in one of another sentence
    sources: Counter[str] = field(default_factory=Counter)
    spans: Counter[str] = field(default_factory=Counter)
    bearers: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Shown] = field(default_factory=dict)  # of each bearer
    missing: tuple[Shown, ...] = ()
    wrong: tuple[str, ...] = ()  # places of spans that are not sound


def merged(tallies: Iterable[Tally]) -> Tally:
    """Return what was counted in all of them; a bearer's example is the first."""
    parts = list(tallies)
    return Tally(
        laws=sum(part.laws for part in parts),
        words=_sum(part.words for part in parts),
        sentences=_sum(part.sentences for part in parts),
        listed=sum(part.listed for part in parts),
        sources=_sum(part.sources for part in parts),
        spans=_sum(part.spans for part in parts),
        bearers=_sum(part.bearers for part in parts),
        examples={name: shown for part in reversed(parts) for name, shown in part.examples.items()},
        missing=tuple(shown for part in parts for shown in part.missing),
        wrong=tuple(place for part in parts for place in part.wrong),
    )


def _sum(counters: Iterable[Counter[T]]) -> Counter[T]:
    total = Counter[T]()
    for counter in counters:
        total.update(counter)
    return total


def tally_of(path: Path, *, laws: Path) -> Tally:
    """Return what is counted in the law at a path."""
    name = path.relative_to(laws).as_posix()
    return merged([Tally(laws=1), *(_of_document(each, name) for each in zhize.analyze(path).documents)])


def _of_document(analysis: zhize.Analysis, law: str) -> Tally:
    norms: dict[str, list[Norm]] = {article.id: [] for article in analysis.regulation.articles}
    for norm in analysis.norms:
        norms[norm.article].append(norm)
    found = [of_article(article, norms[article.id], law) for article in analysis.regulation.articles]
    return merged([*found, _of_mentions(analysis, law)])


def of_article(article: Article, norms: Sequence[Norm], law: str) -> Tally:
    """Return what is counted in an article with its norms."""
    view = _View(law=law, article=article)
    places = {word.start(): _place(word.start(), word.end(), norms) for word in view.words}
    spans = [(_soundness(span, article.text), norm.id) for norm in norms for span in spans_of(norm)]
    counted, listed = _per_sentence(view, norms)
    return Tally(
        words=Counter((word[0], QUOTED if view.quoted(word.start()) else places[word.start()]) for word in view.words),
        sentences=counted,
        listed=listed,
        sources=Counter(map(source_of, norms)),
        spans=Counter(sound for sound, _ in spans),
        bearers=Counter(bearer for norm in norms for bearer in norm.bearers),
        examples={bearer: view.bearer(bearer, norm) for norm in reversed(norms) for bearer in norm.bearers},
        missing=tuple(
            view.shown(word[0], word.start(), word.end())
            for word in view.words
            if places[word.start()] == MISSING and not view.quoted(word.start())
        ),
        wrong=tuple(f"{law} {identifier}: {sound}" for sound, identifier in spans if sound != SOUND),
    )


class _View:
    """An article with the words that are counted in it and its sentences."""

    def __init__(self, *, law: str, article: Article) -> None:
        self.law, self.article, self.text = law, article, article.text
        self.sentences = tuple(sentences(article.text, article.paragraphs))
        self._starts = [sentence.start for sentence in self.sentences]
        self.words = tuple(_WORDS.finditer(article.text))
        self._quotations = [found.span() for found in _QUOTED.finditer(article.text)]

    def quoted(self, at: int) -> bool:
        """Whether a position is inside quotation marks or a title."""
        last = bisect_right(self._quotations, (at, len(self.text))) - 1
        return last >= 0 and at < self._quotations[last][1]

    def sentence_at(self, at: int) -> int | None:
        """Return the index of the sentence that holds a position; white space and labels are in none."""
        last = bisect_right(self._starts, at) - 1
        return last if last >= 0 and at < self.sentences[last].end else None

    def shown(self, word: str, start: int, end: int) -> Shown:
        """Return words with what stands around them in their sentence, or in their line."""
        number = self.sentence_at(start)
        if number is None:
            begin, stop = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
            stop = len(self.text) if stop < 0 else stop
        else:
            begin, stop = self.sentences[number].start, self.sentences[number].end
        before = ("…" if start - begin > _AROUND else "") + self.text[max(begin, start - _AROUND) : start]
        after = self.text[end : min(stop, end + _AROUND)] + ("…" if stop - end > _AROUND else "")
        words = f"{before}【{self.text[start:end]}】{after}".replace("\n", "⏎")
        return Shown(law=self.law, article=self.article.id, word=word, words=words)

    def bearer(self, name: str, norm: Norm) -> Shown:
        """Return a bearer with the words that say so."""
        said = next((clue for clue in norm.evidence if clue.field == "bearers"), None)
        return self.shown(name, *((said.start, said.end) if said else (norm.action.start, norm.action.end)))


def _place(start: int, end: int, norms: Iterable[Norm]) -> str:
    """Return the part of a norm that holds a word, or that none does."""
    for number, part in enumerate(PARTS):
        for norm in norms:
            spans = ((norm.marker,), (norm.action,), (norm.condition, *norm.cases), (norm.exception,))[number]
            if any(span is not None and span.start <= start and end <= span.end for span in spans):
                return UNMARKED if part == "行为" and norm.marker is None else part
    return MISSING


def _per_sentence(view: _View, norms: Sequence[Norm]) -> tuple[Counter[tuple[int, int]], int]:
    """Return how many sentences have how many norms and words; how many have none and stand in another's norm.

    A norm is its sentence's where its marker stands, or its action where it has none.
    """
    have = Counter(view.sentence_at((norm.marker or norm.action).start) for norm in norms)
    words = Counter(view.sentence_at(word.start()) for word in view.words if not view.quoted(word.start()))
    counted = Counter((min(have[at], MANY), min(words[at], 2)) for at in range(len(view.sentences)))
    listed = sum(
        any(norm.action.start <= sentence.start and sentence.end <= norm.action.end for norm in norms)
        for at, sentence in enumerate(view.sentences)
        if not have[at]
    )
    return counted, listed


def source_of(norm: Norm) -> str:
    """Return how the bearer of a norm was found; a norm without one stands apart, whatever its source says."""
    if norm.bearers:
        return norm.bearer_source.value
    return NO_BEARER_DEFINES if norm.modality is Modality.CONSTITUTIVE else NO_BEARER


def spans_of(norm: Norm) -> Iterator[Span]:
    """Yield every span of a norm, that of its evidence too."""
    own = (norm.marker, norm.action, norm.condition, norm.exception, *norm.cases, *norm.time)
    parties = (party.span for party in norm.counterparts)
    steps = (span for step in norm.steps for span in (step.act, *step.time))
    clues = (zhize.Span(start=clue.start, end=clue.end) for clue in norm.evidence)
    yield from (span for span in (*own, *parties, *steps, *clues) if span is not None)


def _soundness(span: Span, text: str) -> str:
    if not 0 <= span.start <= span.end <= len(text):
        return OUTSIDE
    return SOUND if span.of(text).strip() else EMPTY


def _of_mentions(analysis: zhize.Analysis, law: str) -> Tally:
    """Return the spans of actors and times, which must say what stands there."""
    texts = {article.id: article.text for article in analysis.regulation.articles}
    mentions: list[Actor | Time] = [*analysis.actors, *analysis.times]
    found = list[tuple[str, str]]()
    for mention in mentions:
        sound = _soundness(mention.span, texts[mention.article])
        if sound == SOUND and mention.span.of(texts[mention.article]) != mention.text:
            sound = NOT_THE_SLICE
        found.append((sound, mention.article))
    wrong = tuple(f"{law} {article}: {sound}" for sound, article in found if sound != SOUND)
    return Tally(spans=Counter(sound for sound, _ in found), wrong=wrong)


def inside(tally: Tally) -> float:
    """Return the share of the words that stand in a norm; 1 where there are none."""
    counted = sum(count for (_, place), count in tally.words.items() if place != QUOTED)
    missing = sum(count for (_, place), count in tally.words.items() if place == MISSING)
    return 1 - missing / max(counted, 1)


def failures(tally: Tally) -> list[str]:
    """Return a line for each bar that is not reached."""
    found = []
    if inside(tally) < BAR:
        found.append(f"情态词在规范之内 {inside(tally):.2%}，应不低于 {BAR:.0%}；用 --missing 列出遗漏")
    return [*found, *(f"区间不正常：{place}" for place in tally.wrong)]


def words_table(tally: Tally) -> Iterator[str]:
    """Yield the lines of the table of words."""
    yield f"| 情态词 | {' | '.join(WORDS)} | 合计 |"
    yield "| --- |" + " --- |" * (len(WORDS) + 1)
    rows = {place: [tally.words[word, place] for word in WORDS] for place in (*PLACES, MISSING, QUOTED)}
    for place, row in rows.items():
        yield f"| {place} | {' | '.join(map(str, [*row, sum(row)]))} |"
    counted = [sum(rows[place][at] for place in (*PLACES, MISSING)) for at in range(len(WORDS))]
    shares = (1 - missing / max(all_, 1) for missing, all_ in zip(rows[MISSING], counted, strict=True))
    yield f"| 在规范之内（≥ {BAR:.0%}） | {' | '.join(f'{share:.2%}' for share in shares)} | {inside(tally):.2%} |"


def sentences_table(tally: Tally) -> Iterator[str]:
    """Yield the lines of the table of sentences."""
    whole = max(tally.sentences.total(), 1)
    norms = tally.sources.total()
    yield "| 句中规范 | 句 | 占比 | 其中有一个情态词 | 其中有两个以上情态词 |\n| --- | --- | --- | --- | --- |"
    for count in range(MANY + 1):
        per_words = [tally.sentences[count, words] for words in range(3)]
        name = f"{count} 个以上" if count == MANY else f"{count} 个"
        yield f"| {name} | {sum(per_words)} | {sum(per_words) / whole:.1%} | {per_words[1]} | {per_words[2]} |"
    yield f"\n每句规范 {norms / whole:.2f}（{norms} / {whole}）；无规范的句中 {tally.listed} 句属于他句规范所列"


def sources_table(tally: Tally) -> Iterator[str]:
    """Yield the lines of the table of bearers' sources."""
    whole = max(tally.sources.total(), 1)
    yield "| 主体来源 | 规范 | 占比 |\n| --- | --- | --- |"
    names = {source.value: BEARER_SOURCE[source] for source in BearerSource}
    names[BearerSource.DEFAULT.value] += f"（≤ {BAR_DEFAULT:.0%}）"
    for source, name in {**names, NO_BEARER: NO_BEARER, NO_BEARER_DEFINES: NO_BEARER_DEFINES}.items():
        yield f"| {name} | {tally.sources[source]} | {tally.sources[source] / whole:.1%} |"


def spans_table(tally: Tally) -> Iterator[str]:
    """Yield the lines of the table of spans."""
    yield "| 区间 | 个数 |\n| --- | --- |"
    for sound in (SOUND, EMPTY, OUTSIDE, NOT_THE_SLICE):
        yield f"| {sound}{'' if sound == SOUND else '（应为 0）'} | {tally.spans[sound]} |"


def bearers_table(tally: Tally, most: int) -> Iterator[str]:
    """Yield the lines of the table of the most frequent bearers."""
    yield "| 主体 | 规范 | 例 | 出处 |\n| --- | --- | --- | --- |"
    for name, count in sorted(tally.bearers.items(), key=lambda each: (-each[1], each[0]))[:most]:
        shown = tally.examples[name]
        yield f"| {name} | {count} | {shown.words} | {shown.law} {shown.article} |"


def missing_table(tally: Tally, most: int, seed: int) -> Iterator[str]:
    """Yield the lines of a table of words that stand in no norm, drawn from all laws alike."""
    yield "| 遗漏 | 句 | 出处 |\n| --- | --- | --- |"
    for shown in random.Random(seed).sample(tally.missing, min(most, len(tally.missing))):  # noqa: S311  # no secret
        yield f"| {shown.word} | {shown.words} | {shown.law} {shown.article} |"


def laws_in(folder: Path, *, sample: int | None, seed: int) -> list[Path]:
    """Return the laws below a folder, or a sample that is the same at every call."""
    paths = sorted(path for path in folder.rglob("*.txt") if LEFT_OUT not in path.relative_to(folder).parts)
    random.Random(seed).shuffle(paths)  # noqa: S311  # a sample, no secret
    return paths[:sample]


def arguments() -> argparse.Namespace:
    """Return the options of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--laws", type=Path, default=ROOT.parent / "shared/laws", help="folder of laws")
    parser.add_argument("--sample", type=int, metavar="N", help="how many laws (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample and of --missing (default 1)")
    parser.add_argument("--missing", type=int, default=0, metavar="N", help="show N words that stand in no norm")
    parser.add_argument("--bearers", type=int, default=0, metavar="N", help="show the N most frequent bearers")
    parser.add_argument("--processes", type=int, default=2, help="how many at once (default 2)")
    parser.add_argument("--check", action="store_true", help="exit 1 where the words or the spans are below their bar")
    return parser.parse_args()


def main() -> int:
    """Print the tables; exit 2 where no laws are at hand, and 1 with --check where a bar is not reached."""
    options = arguments()
    paths = laws_in(options.laws, sample=options.sample, seed=options.seed)
    if not paths:
        print(f"{options.laws}: no laws here; name the folder with --laws", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(options.processes) as pool:
        tally = merged(pool.map(partial(tally_of, laws=options.laws), paths, chunksize=8))
    print(f"{tally.laws} 部法规\n")
    tables = [words_table(tally), sentences_table(tally), sources_table(tally), spans_table(tally)]
    tables += [bearers_table(tally, options.bearers)] if options.bearers else []
    tables += [missing_table(tally, options.missing, options.seed)] if options.missing else []
    print("\n\n".join("\n".join(table) for table in tables))
    missed = failures(tally) if options.check else []
    print("\n".join(missed), end="\n" if missed else "", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
