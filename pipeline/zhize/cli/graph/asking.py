"""``zhize graph ask FILE QUESTION …``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.cli.arguments import listed
from zhize.cli.output import emit, terminal_width
from zhize.cli.progress import Progress
from zhize.cli.reviewed import load_reviewed
from zhize.comparison.mapping import Home, home_of, neutral
from zhize.errors import ZhizeError
from zhize.export.graphs import answers
from zhize.export.graphs.asking import to_json, to_text
from zhize.graph import changes, duty_graph, find

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Sequence

    from networkx import MultiDiGraph

    from zhize.analysis import Analysis
    from zhize.export.graphs.answers import Answer

_MANUAL: Final = "see zhize graph --help"
_BODY, _OTHER = "BODY", "OTHERFILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A text with its graph."""

    analysis: Analysis
    graph: MultiDiGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What can be asked of a graph."""

    words: tuple[str, str]  # how it is called: in Chinese, in English
    names: tuple[str, ...] = ()  # what it is asked about
    asks: str  # for the help
    answer: Callable[[Sequence[Asked], Sequence[str]], Answer]  # of the texts and the names


QUESTIONS: Final = (
    Question(
        words=("职责", "duties"),
        names=(_BODY,),
        asks="what a body has to do, and what others have to do towards it",
        answer=lambda texts, names: answers.of_duties(texts[0].analysis, texts[0].graph, names[0]),
    ),
    Question(
        words=("链条", "chain"),
        names=(_BODY, _BODY),
        asks="through whose hands a matter goes from one body to another",
        answer=lambda texts, names: answers.of_chains(texts[0].graph, names[0], names[1]),
    ),
    Question(
        words=("关口", "bottlenecks"),
        asks="whose signature, approval or review is needed most",
        answer=lambda texts, _: answers.of_bottlenecks(texts[0].analysis, texts[0].graph),
    ),
    Question(
        words=("无相对方", "no-counterpart"),
        asks="obligations and prohibitions that name no other body",
        answer=lambda texts, _: answers.of_no_counterpart(texts[0].analysis),
    ),
    Question(
        words=("无时限", "no-deadline"),
        asks="obligations without a deadline or a frequency",
        answer=lambda texts, _: answers.of_no_deadline(texts[0].analysis),
    ),
    Question(
        words=("只受不担", "receivers"),
        asks="bodies that bear no norm and only stand on the other side",
        answer=lambda texts, _: answers.of_receivers(texts[0].graph),
    ),
    Question(
        words=("循环", "cycles"),
        asks="where a matter comes back to who began it",
        answer=lambda texts, _: answers.of_cycles(texts[0].graph),
    ),
    Question(
        words=("变化", "changes"),
        names=(_OTHER,),
        asks="what differs in another text; bodies of two levels are put side by side",
        answer=lambda texts, _: _changes(texts[0], texts[1]),
    ),
)
"""The questions in the order of the help."""


def ask(words: Sequence[str], options: Namespace) -> None:
    """Print the answer to a question.

    Args:
        words: FILE, QUESTION and what the question is about.
        options: of the command: format, corpus and review.

    Raises:
        ZhizeError: words are missing or too many, or there is no such question.
        InputError: a name that is no body of the text, or a file that cannot be read.
    """
    question, names = _understood(words)
    of_files = _OTHER in question.names
    with Progress() as progress:
        reviewed = load_reviewed([words[0], *(names if of_files else ())], options, progress)
        analyses = [each.analysis for each in reviewed]
        progress.step("asking")
        texts = [Asked(analysis=analysis, graph=duty_graph(analysis)) for analysis in analyses]
        meant = names if of_files else [find(texts[0].graph, name) for name in names]
        answer = question.answer(texts, meant)
    regulation = analyses[0].regulation
    if options.format == "json":
        emit(to_json(answer, question.words[1], meant, identity=(regulation.id, regulation.title)))
    else:
        emit(to_text(answer, width=terminal_width()))


def _understood(words: Sequence[str]) -> tuple[Question, list[str]]:
    if len(words) < 2:  # noqa: PLR2004  # the text and the question
        raise ZhizeError(f"zhize graph ask takes FILE and QUESTION; {_MANUAL}")
    _, word, *names = words
    question = next((each for each in QUESTIONS if word in each.words), None)
    if question is None:
        raise ZhizeError(f"there is no question {word}; ask {listed(each.words[0] for each in QUESTIONS)}")
    if len(names) != len(question.names):
        takes = " ".join(question.names) or "nothing"
        given = " ".join(names) or "nothing"
        raise ZhizeError(f"{word} takes {takes} behind it, and there is {given}; {_MANUAL}")
    return question, names


def _changes(left: Asked, right: Asked) -> Answer:
    """Compare two graphs with the bodies of both texts in neutral words, as `zhize.compare` has them."""
    ours, theirs = home_of(left.analysis.regulation), home_of(right.analysis.regulation)
    # Two texts of one government call its bodies by the same names.
    homes = (Home(), Home()) if ours == theirs else (ours, theirs)
    shifts = changes(
        left.graph,
        right.graph,
        ours=lambda name: neutral(name, homes[0]).text,
        theirs=lambda name: neutral(name, homes[1]).text,
    )
    return answers.of_changes(shifts, (left.analysis.regulation.title, right.analysis.regulation.title))
