"""Runs the reader in a process of its own and sees what it does: how it ends, how long it takes, what it touches.

The process that starts the others imports the reader first, so that each begins as a fresh one would. Python tells of
files, connections and programs by its audit events; what C libraries open shows by the traps (see `cases.listening`).
"""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import zhize
from zhize import cli
from zhize.corpus.holding import default_folder
from zhize.structure import check

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

if sys.platform != "win32":
    import resource
    from multiprocessing.forkserver import ensure_running

MOST_SECONDS, MOST_MEGABYTES = 10, 500
# Until a process is ended; the machine may have other work, and processor time is what counts.
_PATIENCE = 30
_METHOD = "spawn" if sys.platform == "win32" else "forkserver"
_READERS = ("docx", "pdf", "ofd", "html", "markdown")
_EVENTS = (
    *("socket.", "subprocess.", "shutil.", "tempfile.", "urllib.", "ftplib.", "http.", "webbrowser.", "glob."),
    *("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.remove", "os.rename"),
    *("os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.mkfifo"),
)
# The program itself, and the user's corpus, in which a name is looked up that is no path.
_OWN_FOLDERS = (sys.prefix, sys.base_prefix, Path(zhize.__file__).parents[2], default_folder())
_OWN = tuple(str(Path(folder).resolve()) for folder in _OWN_FOLDERS)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a case ended."""

    how: str  # read, refused, or what was found
    line: str  # of the refusal, or what was found
    seconds: float  # of the processor
    megabytes: int  # the most that the process has held so far

    @property
    def is_finding(self) -> bool:
        """Whether the reader did what no reader may."""
        return self.how not in {"read", "refused"}


class Watched:
    """A process that reads what it is told to, one case after the other."""

    def __init__(self) -> None:
        self._start()

    def ask(self, work: Callable[..., Any], *arguments: object) -> Outcome:
        """Do one piece of work there: `reading`, `commanding` or a function that ends by calling one of them."""
        began = time.monotonic()
        try:
            self._here.send((work, arguments))
            if self._here.poll(_PATIENCE):
                outcome = self._here.recv()
                return _within_limits(outcome)
            found = ("hangs", f"no answer in {_PATIENCE} s")
        except (EOFError, OSError):
            self._process.join(_PATIENCE)
            found = ("dies", f"exit code {self._process.exitcode}")
        self.end()
        self._start()
        return Outcome(how=found[0], line=found[1], seconds=time.monotonic() - began, megabytes=0)

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._here.close()

    def _start(self) -> None:
        context: Any = multiprocessing.get_context(_METHOD)
        if _METHOD == "forkserver":
            # Each process imports what the first one runs as its main module, which takes long where it is pytest.
            context.set_forkserver_preload(["hostile.watching", *({"pytest"} & sys.modules.keys())])
            # The process that starts the others imports these from where this one would.
            with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(filter(None, sys.path))):
                ensure_running()
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()
        there.close()


def _within_limits(outcome: Outcome) -> Outcome:
    how = outcome.how
    if outcome.megabytes > MOST_MEGABYTES:
        how = "takes memory"
    if outcome.seconds > MOST_SECONDS:
        how = "takes time"
    return Outcome(how=how, line=outcome.line, seconds=outcome.seconds, megabytes=outcome.megabytes)


# --- in the process --------------------------------------------------------------------------------------------------


class _Audit:
    """What Python does while it reads a file; a hook cannot be taken away again, so there is one for all cases."""

    def __init__(self) -> None:
        self.path: str | None = None
        self.active = False
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.active:
            return
        if _is_own_program(event, arguments) or (event == "open" and self._may_open(arguments)):
            return
        if event == "open" or event.startswith(_EVENTS):
            self.seen.append(f"{event} {arguments!r:.200}")

    def _may_open(self, arguments: tuple[object, ...]) -> bool:
        name, mode = arguments[0], arguments[1]
        if isinstance(name, int) or name == os.devnull:  # the ends of pipes between two processes
            return True
        if mode is not None and set(str(mode)) & set("wax+"):
            return False
        return str(name) == self.path or str(name).startswith(_OWN)


def _is_own_program(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether it is the start of the one program that a reader runs, that which asks PDFium."""
    return event == "subprocess.Popen" and arguments[0] == sys.executable and "pdf_pages.py" in str(arguments[1])


def _serve(there: Connection) -> None:
    global _audit  # noqa: PLW0603  # one for the life of the process, as the hook is
    _audit = _Audit()
    while True:
        work, arguments = there.recv()
        there.send(work(*arguments))


_audit: _Audit | None = None


def reading(path_or_data: str | bytes, untold: str = "\0") -> Outcome:
    """Read a file, or the bytes of one, and check its text, in which what is untold must not stand."""
    path = path_or_data if isinstance(path_or_data, str) else None
    return watch(lambda: _read(path_or_data, untold), path)


def commanding(path: str, untold: str = "\0") -> Outcome:
    """Run ``zhize check`` on a file."""
    return watch(lambda: _command(path, untold), path)


def watch(work: Callable[[], tuple[str, str]], path: str | None = None) -> Outcome:
    """Do a piece of work and tell how it ended; it may open one path."""
    audit = _audit or _Audit()
    audit.path, audit.seen = path, []
    began = _seconds()
    audit.active = True
    try:
        how, line = work()
    except BaseException as error:  # noqa: BLE001  # whatever is raised here, no reader may raise it
        how, line = f"raises {type(error).__name__}", _traced(error)
    finally:
        audit.active = False
    seconds = _seconds() - began
    if audit.seen:
        how, line = "touches", "; ".join(audit.seen[:3])
    return Outcome(how=how, line=line, seconds=seconds, megabytes=_peak())


def _traced(error: BaseException) -> str:
    trace, last = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "zhize" in code.co_filename:
            last = f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{str(error)[:200]} ({last})"


def _read(path_or_data: str | bytes, untold: str) -> tuple[str, str]:
    try:
        source = zhize.read(path_or_data)
    except zhize.InputError as error:
        return _refusal(str(error))
    if untold in source.text:
        return "tells a secret", source.text[:200]
    regulation = zhize.parse(source)
    for document in (regulation, *regulation.attached):
        check(document)
    return _odd(source) or ("read", "")


def _odd(source: zhize.Source) -> tuple[str, str] | None:
    """Return what is wrong with what was read: nothing that cannot be written or printed belongs to a text."""
    try:
        source.text.encode()
    except UnicodeEncodeError as error:
        return "gives half a character", str(error)
    if (control := _CONTROL.search(source.text)) is not None:
        return "gives a control character", f"U+{ord(control[0]):04X} at {control.start()}"
    starts = [origin.start for origin in source.origins]
    if any(one > other for one, other in pairwise(starts)) or any(start > len(source.text) for start in starts):
        return "gives places that are none", ""
    return None


def _refusal(line: str) -> tuple[str, str]:
    # The path stands in it as the user wrote it.
    if len(line.splitlines()) != 1 or len(line) > _LONGEST_LINE:
        return "refuses in more than a line", line[:_LONGEST_LINE]
    return "refused", line


def _command(path: str, untold: str) -> tuple[str, str]:
    out, complaint = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(complaint):
        code = cli.main(["check", path])
    printed, said = out.getvalue(), complaint.getvalue()
    if untold in printed + said:
        return "tells a secret", printed[:200]
    if code in {0, 1} and printed and not said:
        return "read", ""
    if code == 2 and not printed and said.endswith("\n"):  # the command's own number
        return _refusal(said.removesuffix("\n"))
    return "breaks the command", f"exit code {code}, {len(printed)} characters printed, {said[:_LONGEST_LINE]}"


def _seconds() -> float:
    """Return the processor time of this process and of those that it waited for."""
    return sum(os.times()[:4])


def _peak() -> int:
    """Return the most megabytes that this process or one of those that it waited for has held."""
    if sys.platform == "win32":
        return 0
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return int(peak // (2**20 if sys.platform == "darwin" else 2**10))


for _reader in _READERS:
    if (Path(zhize.__file__).parent / "readers" / f"{_reader}.py").exists():
        import_module(f"zhize.readers.{_reader}")
import_module("zhize.cli.check")
