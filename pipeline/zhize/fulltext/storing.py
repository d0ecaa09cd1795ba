"""Where the index of a collection lies, what is in it, and how it is opened.

```
COLLECTION/search/STAMP-VERSION.sqlite    the index of the collection of that stamp, complete since it was renamed
COLLECTION/search/.lock                   held by whoever builds
```
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from zhize.errors import InputError
from zhize.types import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zhize.collection import Collection

FOLDER: Final = "search"
LOCK: Final = ".lock"
VERSION: Final = 1  # of the tables below and of `zhize.fulltext.units`: another one is another index
MODALITIES: Final = tuple(Modality)  # a norm names its own by its place here
_MAPPED: Final = 1 << 30  # bytes of the file that are read as memory

# Ids are numbers in the order of the collection. Articles are narrow, because conditions walk over them; their texts
# stand apart; of a document they are those from ``first`` to ``last``. A body is that of one document, and its names
# are what this document calls it. A deadline that binds no norm has a row in norms without a name, so that it is found
# all the same.
TABLES: Final = """
create table documents (id integer primary key, name text, title text, folded text, level text,
                        in_force_from text, in_force_until text, first integer, last integer);
create table articles (id integer primary key, document integer, name text, locator text, label text,
                       paragraphs integer);
create table texts (id integer primary key, text text);
create table norms (id integer primary key, article integer, name text, modality integer, start integer, end integer);
create table labels (id integer primary key, name text, folded text);
create table bodies (id integer primary key, label integer);
create table names (label integer, body integer);
create table bearers (body integer, norm integer, rank integer);
create table deadlines (norm integer, value text, days real, text text, start integer, end integer);
create virtual table words using fts5(text, content='', tokenize='ascii', prefix='1');
create virtual table titles using fts5(text, content='', tokenize='ascii', prefix='1');
"""
INDEXES: Final = """
create index articles_by_document on articles (document, id);
create index norms_by_article on norms (article);
create index norms_by_modality on norms (modality, article);
create index labels_by_name on labels (folded);
create index names_by_label on names (label, body);
create index names_by_body on names (body, label);
create index bearers_by_body on bearers (body, norm);
create index bearers_by_norm on bearers (norm, rank, body);
create index deadlines_by_norm on deadlines (norm, days);
create index deadlines_by_value on deadlines (value, norm);
create index deadlines_by_days on deadlines (days, norm);
analyze;
"""


def index_file(collection: Collection) -> Path:
    """Return where the index of a collection lies or would lie."""
    return collection.folder / FOLDER / f"{collection.manifest.stamp}-{VERSION}.sqlite"


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a complete index to be read.

    Raises:
        InputError: it is broken.
    """
    # A file that was renamed into place is never written again, so that nobody needs a lock, also on a read-only disk.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as index:
            index.execute(f"pragma mmap_size = {_MAPPED}")
            yield index
    except sqlite3.DatabaseError as error:
        raise InputError(f"cannot be read ({error})", where=str(path), remedy="remove it; it is built anew") from error
