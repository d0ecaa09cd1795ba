"""``zhize query``: a collection asked in SQL, or by a ready question."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import networkx as nx
import pyarrow as pa  # type: ignore[import-untyped]

from zhize.cli.arguments import add_output, listed, suffix_of
from zhize.cli.output import emit, save, terminal_width
from zhize.cli.progress import Progress
from zhize.cli.rows import SUFFIXES, Found, printed, written
from zhize.collection import ask, citation_graph, open_collection
from zhize.collection.describing import answers, counted, headline
from zhize.collection.questions import find_question, questions
from zhize.errors import ZhizeError
from zhize.export.graphs.graphml import to_graphml
from zhize.export.terminal.aligned import pad
from zhize.export.terminal.aligned import table as aligned
from zhize.spreadsheets import csv_bytes

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from zhize.collection import Collection
    from zhize.collection.questions import Question

_SUFFIXES: Final = (*SUFFIXES, ".graphml")
_ROWS: Final = 50  # that a terminal shows unless --limit says otherwise
_UNBROKEN: Final = 1000
_CITATIONS: Final = "citations"
_DUTIES: Final = "duties"
_WHOSE: Final = frozenset({"body", "role", "tier"})  # what says whose duties are meant
_NAMED_FOLDERS: Final = 10  # that advice names at most
_NAMED: Final = {name: each for question in reversed(questions()) for name, each in question.parameters.items()}
_LISTING: Final = "\n".join(f"  {pad(each.name, 6)}{each.id:<11}{each.asks}" for each in questions())
_TAKEN: Final = "\n".join(
    f"  {pad(each.name, 6)}{' '.join(f'--{name}' for name in each.parameters)}"
    for each in questions()
    if each.parameters
)

EPILOG = f"""\
OUT is the folder that zhize batch made. Without a question its tables are listed; --schema tells what their columns
hold. SQL is that of DuckDB, one statement that reads; "references" is a word of SQL, so write citations.

ready questions, in Chinese or in English:
{_LISTING}

what each takes; the first may also stand behind the question without its name:
{_TAKEN}

A stretch of time is written 5个工作日, 三十日 or P5WD; deadlines are compared in calendar days, a working day as 7/5.
The suffix of -o says what is written; .graphml holds who cites whom, with 引用 and nothing behind it.

examples:
  zhize query 规则库
  zhize query 规则库 "SELECT modality, count(*) FROM norms GROUP BY modality"
  zhize query 规则库 职责 县政府办公室 --format json
  zhize query 规则库 职责 --role office --tier county -o 办公室职责.xlsx
  zhize query 规则库 时限 --longer 30个工作日 --anchor 受理
  zhize query 规则库 引用 立法法
  zhize query 规则库 引用 -o 引用.graphml
  zhize query 规则库 松紧"""  # noqa: S608  # an example of SQL


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments; those of the questions are known by their names in all of them."""
    parser.usage = 'zhize query OUT ["SQL" | QUESTION [WORDS] [--NAME VALUE …]] [--limit N] [--format FORMAT] [-o X]'
    parser.add_argument("collection", metavar="OUT", help="folder of a collection: what zhize batch made")
    parser.add_argument("words", metavar="QUESTION", nargs="*", help="SQL, or a ready question: see below")
    parser.add_argument("--schema", action="store_true", help="print the tables and their columns")
    parser.add_argument("--limit", metavar="N", type=int, help=f"most rows; 0 for all (default of text: {_ROWS})")
    parser.add_argument("--format", choices=("text", "json", "csv"), help="of what is printed (default text)")
    add_output(parser, _SUFFIXES, required=False)
    asked = parser.add_argument_group("of the ready questions")
    for name, each in _NAMED.items():
        if each.kind == "flag":
            asked.add_argument(f"--{name}", action="store_const", const=True, help=each.about)
        else:
            asked.add_argument(f"--{name}", metavar="X", help=each.about)


def run(options: Namespace) -> None:
    """Print or write what a collection answers."""
    suffix = _checked(options)
    collection = open_collection(options.collection)
    given = {name: value for name in _NAMED if (value := getattr(options, name)) is not None}
    if not options.words:
        if given or options.output or (options.format and not options.schema):
            raise ZhizeError("there is no question; see zhize query --help")
        emit(_schema(collection, options) if options.schema else _catalogue(collection))
        return
    with Progress() as progress:
        progress.step("asking")
        data = _graph(collection, options, given) if suffix == ".graphml" else None
        found = None if data else _found(collection, options, given)
        if found is not None and suffix:
            progress.step(f"writing {options.output.name}")
            data = written(found, suffix)
    if data is not None:
        save({options.output: data})
    elif found is not None:
        form = options.format or "text"
        emit(printed(found, form))
        if form == "text" and not found.rows.num_rows:
            emit(_advice(collection, given))


def _checked(options: Namespace) -> str:
    """Return the suffix of what is to be written, "" of what is printed."""
    if options.limit is not None and options.limit < 0:
        raise ZhizeError("--limit takes a number of rows, or 0 for all")
    if options.schema and options.words:
        raise ZhizeError("--schema prints the tables and takes no question; see zhize query --help")
    if options.output is not None and options.format is not None:
        raise ZhizeError("--format holds for what is printed; the suffix of -o says what is written")
    return "" if options.output is None else suffix_of(options.output, _SUFFIXES)


def _found(collection: Collection, options: Namespace, given: dict[str, object]) -> Found:
    """Return the rows, one more asked for than wanted so as to know whether there are more."""
    printed = options.output is None and options.format in {None, "text"}
    limit = (_ROWS if printed else None) if options.limit is None else (options.limit or None)
    more = None if limit is None else limit + 1
    word, *others = options.words
    question = find_question(word)
    if question is not None:
        about = _positional(question, others, given)
        if question.id == _DUTIES and not _WHOSE & about.keys():
            raise ZhizeError(f"{question.name} takes a body behind it, --role or --tier; see zhize query --help")
        answer = ask(collection, word, limit=more, **about)
        rows = pa.Table.from_pandas(answer.frame, preserve_index=False)
        found = Found(
            rows=rows,
            name=question.name,
            id=question.id,
            headings=question.columns,
            shown=question.shown,
            note=question.note,
            values=answer.values,
        )
    else:
        _refuse_words(word, others, given)
        found = Found(rows=collection.arrow(word, limit=more), sql=word)
    if limit is None or found.rows.num_rows <= limit:
        return found
    return replace(found, rows=found.rows[:limit], more=True)


def _positional(question: Question, words: Sequence[str], given: dict[str, object]) -> dict[str, object]:
    """Return the values with the one that stands behind the question under its name."""
    if not words:
        return given
    first = next(iter(question.parameters), None)
    if first is None or len(words) > 1:
        takes = f"{first} behind it" if first else "nothing behind it"
        raise ZhizeError(f"{question.name} takes {takes}, and there is {' '.join(words)}; see zhize query --help")
    if first in given:
        raise ZhizeError(f"{first} is said twice: {words[0]} and {given[first]}")
    return {first: words[0], **given}


def _refuse_words(sql: str, others: Sequence[str], given: Mapping[str, object]) -> None:
    if " " not in sql.strip():
        raise ZhizeError(f"there is no question {sql}; ask {listed(each.name for each in questions())}, or in SQL")
    if others or given:
        extra = " ".join((*others, *(f"--{name}" for name in given)))
        raise ZhizeError(f"SQL takes nothing behind it, and there is {extra}; put the SQL in quotes")


def _graph(collection: Collection, options: Namespace, given: Mapping[str, object]) -> bytes:
    question = find_question(options.words[0])
    if question is None or question.id != _CITATIONS:
        raise ZhizeError("only 引用 is a graph; end the name of -o with .csv, .xlsx, .parquet or .json")
    if given or options.words[1:] or options.limit is not None:
        raise ZhizeError("a .graphml holds who cites whom in the whole collection; ask 引用 with nothing behind it")
    cited = citation_graph(collection)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(cited.nodes(data=True))
    graph.add_edges_from(
        (tail, head, str(number), said) for number, (tail, head, said) in enumerate(cited.edges.data())
    )
    return to_graphml(graph)


def _advice(collection: Collection, given: Mapping[str, object]) -> str:
    """Return what may help where nothing was found: the folders that there are, after the name of none."""
    if "folder" not in given:
        return ""
    sql = "SELECT folder FROM documents WHERE folder <> '' GROUP BY folder ORDER BY count(*) DESC, folder"
    folders = collection.arrow(sql).column("folder").to_pylist()
    if given["folder"] in folders:
        return ""
    if not folders:
        return "库里的文件没有分文件夹\n"
    more = "等" if len(folders) > _NAMED_FOLDERS else ""
    return f"库里没有文件夹“{given['folder']}”；有：{'、'.join(folders[:_NAMED_FOLDERS])}{more}\n"


def _catalogue(collection: Collection) -> str:
    """Return the tables with their rows, and the questions."""
    head = ("表", "行数", "名称", "一行是")
    rows = [(name, f"{count:,}", label, row) for name, label, count, row in counted(collection.manifest)]
    total = terminal_width()
    lines = [headline(collection.folder, collection.manifest), "", *aligned(head, rows, (14, 14, 14, 0), total=total)]
    ready = [(each.name, each.id, answers()[each.id]) for each in questions()]
    lines += ["", *aligned(("问题", "英文", "回答什么"), ready, (14, 14, 0), total=total)]
    return "\n".join(lines) + "\n"


def _schema(collection: Collection, options: Namespace) -> str:
    frame = collection.schema().fillna("")
    if options.format == "json":
        return json.dumps(frame.to_dict("records"), ensure_ascii=False, indent=1) + "\n"
    if options.format == "csv":
        return csv_bytes([list(frame.columns), *frame.to_numpy().tolist()]).decode("utf-8-sig")
    rows = [
        (*map(str, row[:4]), f"{row[4]}; null: {row[5]}" if row[5] else str(row[4]))
        for row in frame.to_numpy().tolist()
    ]
    # Nothing is broken: most of it is English, and whoever looks for a column greps.
    return "\n".join(aligned(("表", "列", "类型", "名称", "含义"), rows, (14, 16, 8, 18, 0), total=_UNBROKEN)) + "\n"
