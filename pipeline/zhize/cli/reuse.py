"""``zhize reuse``: who copied which article from whom, over a whole collection."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

import networkx as nx
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from zhize import files, reuse
from zhize.cli.arguments import add_output, listed, suffix_of
from zhize.cli.output import emit, save
from zhize.cli.progress import Progress
from zhize.cli.rows import SUFFIXES, Found, printed, written
from zhize.collection import open_collection
from zhize.errors import OutputError, ZhizeError
from zhize.export.graphs.graphml import to_graphml
from zhize.export.terminal.aligned import pad

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable
    from pathlib import Path

    from zhize.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What can be asked."""

    names: tuple[str, str]  # Chinese, English
    asks: str
    table: str  # of ``reuse/tables.toml``
    shown: tuple[str, ...]  # columns of what is printed
    note: str  # what a reader of the answer should know
    find: Callable[[Collection, pa.Table], pa.Table]


_VERBS: Final = (
    Verb(
        names=("近似", "pairs"),
        asks="articles of different documents that are nearly the same",
        table="pairs",
        shown=("left_document", "left_locator", "right_document", "right_locator", "likeness"),
        note="相似度是两条文字的相近程度，1 为相同；只列 0.6 以上的",
        find=lambda _, pairs: pairs,
    ),
    Verb(
        names=("来源", "lineage"),
        asks="which older document had an article first, and what was changed",
        table="lineage",
        shown=("document", "locator", "relation", "certain", "source_document", "source_locator"),
        note="来源是最早有这一条的文件，不一定是抄自的文件；先后确定为“否”的，来源后来修改过，请核对；通用语（如施行日期）只列在文件里",
        find=reuse.lineage,
    ),
    Verb(
        names=("新颖", "novelty"),
        asks="how much of each document stood in no older one",
        table="document_novelty",
        shown=("document", "date", "articles", "characters", "novelty"),
        note="新颖度：1 为全部是新的，0 为全部见于较早的文件；只与库里的文件相比",
        find=reuse.document_novelty,
    ),
    Verb(
        names=("分组", "clusters"),
        asks="groups of regulations that share much of their text",
        table="clusters",
        shown=("cluster", "name", "size", "document", "date", "shared"),
        note="共有比例：与组内其他法规相近的条文占本法规文字的比例",
        find=reuse.clusters,
    ),
    Verb(
        names=("版本", "versions"),
        asks="regulations that are versions of one another, in order of time",
        table="versions",
        shown=("regulation", "version", "document", "date", "basis", "shared"),
        note="沿用比例：与上一版相近的条文占本版文字的比例；日期据文本或文件名",
        find=reuse.versions,
    ),
)
_BY_NAME: Final = {name: verb for verb in _VERBS for name in verb.names}
_GRAPH: Final = ".graphml"
_ROWS: Final = 50  # that a terminal shows unless --limit says otherwise
_COMMONPLACE: Final = "commonplace"  # column of what every other text has: 自公布之日起施行
_FOLDER: Final = "reuse"  # beside the tables of a collection: derived, made again when it is gone
_LISTING: Final = "\n".join(f"  {pad(each.names[0], 6)}{each.names[1]:<10}{each.asks}" for each in _VERBS)

EPILOG = f"""\
OUT is the folder that zhize batch made. What can be asked, in Chinese or in English:
{_LISTING}

Two articles are nearly the same from a likeness of .6 upwards (cosine of their runs of two and three characters). They
are looked for once, which takes a minute or two for 150,000 articles, and kept in OUT/reuse. The suffix of -o says
what is written; .graphml holds who took how many articles from whom, with 来源.

examples:
  zhize reuse 规则库 来源
  zhize reuse 规则库 来源 -o 条文来源.xlsx
  zhize reuse 规则库 来源 -o 条文来源.graphml
  zhize reuse 规则库 版本 --limit 0
  zhize reuse 规则库 新颖 --format json"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("collection", metavar="OUT", help="folder of a collection: what zhize batch made")
    parser.add_argument("question", metavar="QUESTION", help=listed(each.names[0] for each in _VERBS))
    parser.add_argument("--limit", metavar="N", type=int, help=f"most rows; 0 for all (default of text: {_ROWS})")
    parser.add_argument("--format", choices=("text", "json", "csv"), help="of what is printed (default text)")
    add_output(parser, (*SUFFIXES, _GRAPH), required=False)


def run(options: Namespace) -> None:
    """Print or write what a collection answers."""
    suffix = suffix_of(options.output, (*SUFFIXES, _GRAPH)) if options.output else ""
    verb = _BY_NAME.get(options.question)
    if verb is None:
        raise ZhizeError(f"there is no question {options.question}; ask {listed(each.names[0] for each in _VERBS)}")
    if options.limit is not None and options.limit < 0:
        raise ZhizeError("--limit takes a number of rows, or 0 for all")
    if options.output is not None and options.format is not None:
        raise ZhizeError("--format holds for what is printed; the suffix of -o says what is written")
    if suffix == _GRAPH and verb.table != "lineage":
        raise ZhizeError("only 来源 is a graph; end the name of -o with .csv, .xlsx, .parquet or .json")
    collection = open_collection(options.collection)
    with Progress() as progress:
        progress.step("comparing all articles")
        pairs = pairs_of(collection)
        progress.step("asking")
        table = verb.find(collection, pairs)
        data = _graph(table) if suffix == _GRAPH else None
        found = _found(verb, table, options)
        if suffix and data is None:
            data = written(found, suffix)
    if data is not None:
        save({options.output: data})
    else:
        emit(printed(found, options.format or "text"))


def pairs_of(collection: Collection) -> pa.Table:
    """Return the near-identical articles of a collection; they are kept beside it until it changes."""
    place = collection.folder / _FOLDER / f"{collection.manifest.stamp}-1.parquet"
    with suppress(OSError, pa.ArrowInvalid):
        return pq.read_table(place, partitioning=None)
    pairs = reuse.near_duplicates(collection)
    _keep(pairs, place)
    return pairs


def _keep(pairs: pa.Table, place: Path) -> None:
    """Keep the pairs and remove those of older states; where nothing can be written they are found anew next time."""
    buffer = BytesIO()
    pq.write_table(pairs, buffer, compression="zstd")
    with suppress(OSError, OutputError):
        place.parent.mkdir(exist_ok=True)
        files.write({place: buffer.getvalue()})
        for other in place.parent.glob("*-1.parquet"):
            if other != place:
                other.unlink()


def _found(verb: Verb, table: pa.Table, options: Namespace) -> Found:
    whole = options.output is not None or options.format in {"json", "csv"}
    limit = (None if whole else _ROWS) if options.limit is None else (options.limit or None)
    if not whole and _COMMONPLACE in table.column_names:
        table = table.filter(pc.invert(table.column(_COMMONPLACE)))
    return Found(
        rows=table if limit is None else table[:limit],
        name=verb.names[0],
        id=verb.names[1],
        headings=reuse.labels()[verb.table],
        shown=verb.shown,
        note=verb.note,
        more=limit is not None and table.num_rows > limit,
    )


def _graph(table: pa.Table) -> bytes:
    taken = reuse.document_graph(table)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(taken.nodes(data=True))
    graph.add_edges_from(
        (tail, head, str(number), said) for number, (tail, head, said) in enumerate(taken.edges.data())
    )
    return to_graphml(graph)
