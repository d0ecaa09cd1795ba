"""Old Office documents (doc, wps), RTF and OpenDocument → docx, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from zhize.errors import InputError

_PATIENCE = 120  # seconds; the first start of LibreOffice on a slow machine takes twenty
_ELSEWHERE = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# The settings of LibreOffice under which a document is only read: linked pictures and objects are not fetched, and what
# a setting might miss goes to a proxy that is none (port 9 discards, RFC 863).
_SCRIPTING, _INTERNET = "/org.openoffice.Office.Common/Security/Scripting", "/org.openoffice.Inet/Settings"
_SETTINGS = (
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # never
    (_INTERNET, "ooInetProxyType", "2"),  # that which follows
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
_ITEMS = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_FOLDERS = ("TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")  # where programs write
_SAVE_AS_DOCX = "open it in Word or WPS and save it as docx"


def to_docx(data: bytes, *, kind: str, suffix: str, where: str) -> bytes:
    """Return a document as docx.

    Args:
        data: the whole file.
        kind: what it is, for the message of an error.
        suffix: the suffix by which LibreOffice knows it: .doc, .rtf, .odt.
        where: what to call the file in an error.

    Returns:
        The bytes of the docx that LibreOffice writes. It runs under a profile of its own, which is deleted, so that it
        neither disturbs nor waits for one that is open; it fetches nothing that the document points to.

    Raises:
        InputError: LibreOffice is not installed, takes too long, or cannot read the file.
    """
    program = shutil.which("soffice") or next((path for path in _ELSEWHERE if os.access(path, os.X_OK)), None)
    if program is None:
        raise InputError(f"is {kind}", where=where, remedy=f"install LibreOffice, or {_SAVE_AS_DOCX}")
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        given, out = folder / f"given{suffix}", folder / "out"
        given.write_bytes(data)
        (folder / "profile" / "user").mkdir(parents=True)
        items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_ITEMS.format(items), encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(out)]
        try:
            _run([program, profile, *options, str(given)], folder)
            return (out / "given.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            what = f"is {kind} that LibreOffice did not read in {_PATIENCE} seconds"
            raise InputError(what, where=where, remedy=_SAVE_AS_DOCX) from error
        except OSError as error:
            what = f"is {kind} that LibreOffice cannot read"
            raise InputError(what, where=where, remedy=_SAVE_AS_DOCX) from error


def _run(command: list[str], folder: Path) -> None:
    """Run LibreOffice, and end it with all the processes that it started.

    Raises:
        OSError: it cannot be started.
        TimeoutExpired: it takes too long.
    """
    process = subprocess.Popen(  # noqa: S603  # the program is the LibreOffice that is installed
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **dict.fromkeys(_FOLDERS, str(folder))},
        start_new_session=True,
    )
    try:
        process.wait(_PATIENCE)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started; the program that a user starts is a script that starts another."""
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603  # a program of Windows
    else:
        with suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
