"""LibreOffice as a reader of old documents: it fetches nothing, ends in time, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile.cases import SECRET, listening

import zhize
from zhize.readers import office

if TYPE_CHECKING:
    from hostile.cases import Trap

OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell script as LibreOffice")
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
)
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ENTRIES = "".join(
    f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
    for path, kind in (("/", "application/vnd.oasis.opendocument.text"), ("content.xml", "text/xml"))
)
_FRAME = '<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">{}</draw:frame>'


def _odt(trap: Trap) -> bytes:
    """Return a text whose pictures, objects and sections are elsewhere."""
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    frames = "".join(
        _FRAME.format(f'<draw:{kind} xlink:href="{target}" {link}/>')
        for kind in ("image", "object", "object-ole", "floating-frame", "plugin")
        for target in (f"{trap.address}/{kind}", trap.file)
    )
    sections = "".join(
        f'<text:section text:name="{at}"><text:section-source xlink:href="{target}"/><text:p>附</text:p></text:section>'
        for at, target in enumerate((trap.address, trap.file))
    )
    content = (
        f'<office:document-content {_NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{sections}<text:p>{frames}市长召集会议。</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{_MANIFEST}">{_ENTRIES}</m:manifest>')
    return held.getvalue()


def _rtf(trap: Trap) -> bytes:
    """Return a text with fields that include what is elsewhere."""
    instructions = (
        rf'INCLUDEPICTURE "{trap.address}/a.png" \\d',
        f'INCLUDETEXT "{trap.address}/a.txt"',
        f'INCLUDETEXT "{trap.secret}"',
        rf'LINK Word.Document.8 "{trap.address}/a.doc" "" \\a',
    )
    fields = "".join(rf"{{\field{{\*\fldinst {each}}}{{\fldrslt a}}}}" for each in instructions)
    template = rf"{{\*\template {trap.address}/a.dot}}"
    words = "".join(rf"\u{ord(character)}?" for character in "市长召集会议。")
    return rf"{{\rtf1\ansi{template}{fields}{words}\par}}".encode()


@OFFICE
@pytest.mark.parametrize("build", [_odt, _rtf])
def test_what_a_document_points_to_is_not_fetched(build: object, tmp_path: Path) -> None:
    with listening(tmp_path) as (trap, called):
        text = zhize.read(build(trap)).text
        assert not called()
    assert "市长召集会议。" in text
    assert SECRET not in text


@OFFICE
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert zhize.read(b"{\\rtf1\\ansi a\\par}").text.strip() == "a"
    assert not list(tmp_path.iterdir())


@POSIX
def test_a_document_that_takes_too_long_ends_with_all_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children, temporary = tmp_path / "children", tmp_path / "temporary"
    temporary.mkdir()
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 100 &\necho $! > '{children}'\nwait\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(office, "_PATIENCE", 1)
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(b"{\\rtf1\\ansi", name="规则.rtf")
    assert str(caught.value) == (
        "规则.rtf: is an RTF document that LibreOffice did not read in 1 seconds; "
        "open it in Word or WPS and save it as docx"
    )
    assert not list(temporary.iterdir())
    assert _ends(int(children.read_text()))


def _ends(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if _is_dead(process):
            return True
        time.sleep(0.1)
    return False


def _is_dead(process: int) -> bool:
    """Whether nobody has asked yet how a process ended, which stays in the list of processes until then."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


@pytest.mark.parametrize("data", [b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)])
@OFFICE
def test_a_damaged_document_is_refused_or_empty_in_one_line(data: bytes) -> None:
    with pytest.raises(zhize.InputError) as caught:
        zhize.read(data)
    assert len(str(caught.value).splitlines()) == 1
