"""Old Office documents (doc, wps), RTF and OpenDocument → docx, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from zhize.errors import InputError

_PATIENCE = 120  # seconds; the first start of LibreOffice on a slow machine takes twenty
_ELSEWHERE = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
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
        neither disturbs nor waits for one that is open.

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
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(out)]
        try:
            subprocess.run(  # noqa: S603  # the program is the LibreOffice that is installed
                [program, profile, *options, str(given)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
            return (out / "given.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            what = f"is {kind} that LibreOffice did not read in {_PATIENCE} seconds"
            raise InputError(what, where=where, remedy=_SAVE_AS_DOCX) from error
        except OSError as error:
            what = f"is {kind} that LibreOffice cannot read"
            raise InputError(what, where=where, remedy=_SAVE_AS_DOCX) from error
