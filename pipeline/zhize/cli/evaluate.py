"""``zhize evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zhize.cli.input import load_text
from zhize.cli.output import emit, terminal_width
from zhize.cli.progress import Progress
from zhize.errors import InputError, ZhizeError
from zhize.evaluation import (
    DEFAULT,
    Layer,
    at_hand,
    baseline_of,
    difference,
    evaluate,
    names,
    read_articles,
    read_baseline,
    read_gold,
)
from zhize.evaluation.baseline import to_json as baseline_json
from zhize.evaluation.printing import to_json, to_markdown, to_text
from zhize.evaluation.sections import section
from zhize.files import check_file, write

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from zhize.evaluation import Difference, Evaluation

EPILOG = """\
A gold (标注) says what a person found in the articles of a text; the guidelines stand in corpora/gold/GUIDELINES.md.
GOLD is a name or a file NAME.jsonl. The texts of its articles come from NAME-articles.toml beside it (file, label,
length and SHA-256 of each, cut out of the laws in --texts DIR), from NAME.articles.json, or from NAME.txt as it is
parsed. NAME.txt or --text FILE is analysed as a whole; without either each article is read by itself.

一致 counts the same extents, 重叠 those that share a character, each once; of norms, 一致 wants the same action and
marker, and 重叠 most of the words. A type is right where place and type are. – stands where there was nothing to find
and nothing was found.

A baseline keeps extents and types, no words. --write leaves the golds of the file that are not scored now as they are.
Exit code 0; with --fail-on-loss 1 where a figure of the baseline fell; 2 for what can be mended.

examples:
  zhize evaluate
  zhize evaluate --all --against corpora/gold/baseline.json
  zhize evaluate sishui-2022 --errors norm
  zhize evaluate 标注.jsonl --text 泗水县人民政府工作规则.txt
  zhize evaluate --all --write corpora/gold/baseline.json"""

_FORMATS = ("text", "json", "markdown")


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    layers = [layer.value for layer in Layer]
    known = ", ".join(names())
    parser.add_argument("golds", metavar="GOLD", nargs="*", help=f"{known}, or a file .jsonl (default {DEFAULT})")
    parser.add_argument("--all", action="store_true", help="every gold with a name that is at hand")
    parser.add_argument(
        "--texts", metavar="DIR", type=Path, help="folder of laws (default: ../shared/laws of a checkout)"
    )
    parser.add_argument("--text", metavar="FILE", help="the whole text of the gold, where one is given")
    parser.add_argument("--against", metavar="JSON", type=Path, help="a baseline: what was gained and lost since then")
    parser.add_argument("--write", metavar="JSON", type=Path, help="the baseline to keep the result in")
    parser.add_argument(
        "--errors", metavar="LAYER", choices=layers, help=f"list what is wrong in a layer: {', '.join(layers)}"
    )
    parser.add_argument("--unblind", action="store_true", help="list single finds also of a gold that nobody looks at")
    parser.add_argument("--fail-on-loss", action="store_true", help="exit code 1 where a figure of --against fell")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print (default text)")


def run(options: Namespace) -> int:
    """Print the scores of golds, and how they stand to a baseline; return 1 for a loss that is not wanted."""
    _check(options)
    before = read_baseline(options.against) if options.against else None
    kept = read_baseline(options.write) if options.write and options.write.exists() else None
    with Progress() as progress:
        evaluations = list(_evaluations(options, progress))
    _refuse_twins([each.name for each in evaluations], options.write)
    against = [None if before is None else difference(each, before) for each in evaluations]
    if before is not None and not any(against):
        scored = ", ".join(each.name for each in evaluations)
        raise InputError(f"has no {scored}", where=str(options.against), remedy=f"it has {', '.join(before.golds)}")
    printed = _printed(list(zip(evaluations, against, strict=True)), options)
    if options.write:
        write({options.write: baseline_json(baseline_of(evaluations, kept)).encode()})
    emit(printed)
    return 1 if options.fail_on_loss and any(each.fell for each in against if each) else 0


def _check(options: Namespace) -> None:
    """Refuse arguments that do not go together, and a place where nothing can be written.

    Raises:
        OutputError: the baseline cannot be written.
        ZhizeError: two of the arguments speak of the same, or one lacks another.
    """
    if options.all and options.golds:
        raise ZhizeError("--all is every gold; leave it out, or the names")
    if options.text and (options.all or len(options.golds) != 1):
        raise ZhizeError("--text is the text of one gold; name one GOLD")
    if options.fail_on_loss and not options.against:
        raise ZhizeError("--fail-on-loss wants a baseline; give it with --against")
    if options.write:
        check_file(options.write)


def _evaluations(options: Namespace, progress: Progress) -> Iterator[Evaluation]:
    """Yield the scores of every gold."""
    chosen = at_hand(options.texts) if options.all else options.golds or (DEFAULT,)
    whole = load_text(options.text) if options.text else None
    golds = [read_gold(name, texts=options.texts, whole=whole) for name in chosen]  # all faults before any work
    for gold in golds:
        progress.step(f"evaluating {gold.name}")
        yield evaluate(read_articles(gold), gold)


def _printed(results: list[tuple[Evaluation, Difference | None]], options: Namespace) -> str:
    errors = Layer(options.errors) if options.errors else None
    if options.format == "json":
        return to_json(results, errors=errors, unblind=options.unblind)
    sections = [
        section(
            evaluation,
            against,
            compared=options.against is not None,
            errors=errors,
            unblind=options.unblind,
        )
        for evaluation, against in results
    ]
    absent = [name for name in names() if options.all and name not in {each.name for each, _ in results}]
    note = f"\n不在手边，未评：{'、'.join(absent)}\n" if absent else ""
    return (to_markdown(sections) if options.format == "markdown" else to_text(sections, width=terminal_width())) + note


def _refuse_twins(names: list[str], baseline: Path | None) -> None:
    """Refuse to keep two golds under one name: the second would take the place of the first."""
    twin = next((name for name in names if names.count(name) > 1), None)
    if baseline is not None and twin is not None:
        raise ZhizeError(f"two golds are called {twin}; rename one of the files, or write two baselines")
