"""Texts by name: those that come with the package, and those that a user's own folder keeps.

``sources.toml`` says what is known of texts; a folder of the user's holds the files that were added or fetched, with a
lock file that says what each is and where it came from. Nothing here opens a connection; `zhize.corpus.fetching` does.
"""

from zhize.corpus.holding import Holding, Place, add, default_folder, holdings, remove
from zhize.corpus.identity import Verdict, judge
from zhize.corpus.manifest import Entry, entries, entry_of, is_id, shipped_file
from zhize.corpus.opening import files_of, read_text
from zhize.corpus.verification import Fault, verify

__all__ = [
    "Entry",
    "Fault",
    "Holding",
    "Place",
    "Verdict",
    "add",
    "default_folder",
    "entries",
    "entry_of",
    "files_of",
    "holdings",
    "is_id",
    "judge",
    "read_text",
    "remove",
    "shipped_file",
    "verify",
]
