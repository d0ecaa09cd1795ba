"""Zip files written by hand: bombs, lies about sizes, and names that lead out of the archive.

Source of the syntax: APPNOTE.TXT (PKWARE). The overlapping members are those of D. Fifield, "A better zip bomb" (2019).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from hostile.cases import Case, Trap, file_case
from hostile.samples import word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MAIN = "word/document.xml"
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_LINK = 0o120777 << 16  # the attributes of a symbolic link, as Unix archivers write them


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an archive; what is None is said truly."""

    name: str
    data: bytes = b""  # as it stands there, packed or not
    method: int = _STORED
    flags: int = 0
    size: int | None = None  # unpacked, as claimed
    packed: int | None = None  # as claimed in the directory at the end
    crc: int | None = None
    attributes: int = 0
    at: int | None = None  # the place, as claimed
    extra: bytes = b""

    def head(self) -> bytes:
        """Return what stands before its data."""
        name = self.name.encode()
        return b"PK\x03\x04" + self._fields(len(self.data)) + struct.pack("<HH", len(name), 0) + name

    def entry(self, at: int) -> bytes:
        """Return its entry in the directory."""
        name = self.name.encode()
        fields = self._fields(len(self.data) if self.packed is None else self.packed)
        counts = struct.pack("<HHHHHII", len(name), len(self.extra), 0, 0, 0, self.attributes, self.at or at)
        return b"PK\x01\x02" + struct.pack("<H", 0x31E) + fields + counts + name + self.extra

    def _fields(self, packed: int) -> bytes:
        size = len(self.data) if self.size is None else self.size
        crc = zlib.crc32(self.data) if self.crc is None else self.crc
        return struct.pack("<HHHHHIII", 20, self.flags, self.method, 0, 33, crc, packed, size)


def archive(members: Sequence[Member], *, comment: bytes = b"", count: int | None = None) -> bytes:
    """Return an archive of these members."""
    out, entries = bytearray(), []
    for member in members:
        entries.append(member.entry(len(out)))
        out += member.head() + member.data
    directory = b"".join(entries)
    number = min(0xFFFF, len(members) if count is None else count)
    end = struct.pack("<HHHHIIH", 0, 0, number, number, len(directory), len(out), len(comment))
    return bytes(out + directory + b"PK\x05\x06" + end + comment)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an honest archive."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as there:
        for name, data in parts.items():
            there.writestr(name, data)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return what an archive holds."""
    with zipfile.ZipFile(BytesIO(data)) as there:
        return {name: there.read(name) for name in there.namelist()}


def with_part(name: str, data: bytes) -> bytes:
    """Return the Word document of the samples with another part in it."""
    return packed(parts_of(word()) | {name: data})


# --- what is hostile -------------------------------------------------------------------------------------------------


def _zeros(size: int) -> bytes:
    """Return deflated zeros; the same block over and over, so that its builder never holds them."""
    piece = bytes(2**24)
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size // len(piece)) + b"\x03\x00"


def _bomb(size: int, claimed: int | None = None) -> bytes:
    return archive([Member(name=_MAIN, data=_zeros(size), method=_DEFLATED, size=claimed or min(size, 2**32 - 1))])


def _nested(depth: int) -> bytes:
    data = _bomb(2**28)
    for _ in range(depth):
        data = packed({_MAIN: data, "word/embeddings/x.zip": data})
    return data


def _overlapping(count: int) -> bytes:
    """Return members each of which begins with the head of the next one, quoted, and ends with the same zeros."""
    kernel = _zeros(2**28)
    out, places, sizes = b"", [], []
    members = [Member(name=f"word/{at}.xml" if at else _MAIN, method=_DEFLATED) for at in range(count)]
    tail = Member(name="word/last.xml", data=kernel, method=_DEFLATED, size=2**28, crc=0)
    chunk = tail.head() + kernel
    for member in reversed(members):
        head = tail.head() if not sizes else members[count - len(sizes)].head()
        quote = struct.pack("<BHH", 0, len(head), 0xFFFF ^ len(head)) + head
        chunk = member.head() + quote + chunk[len(head) :]
        sizes.append(len(chunk) - len(member.head()))
    for at, member in enumerate(members):
        places.append((member, len(chunk) - sizes[count - 1 - at] - len(member.head())))
    entries = b"".join(
        Member(name=member.name, method=_DEFLATED, packed=sizes[count - 1 - at], size=2**28, crc=0).entry(place)
        for at, (member, place) in enumerate(places)
    )
    out = chunk + entries
    return out + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), len(chunk), 0)


def _same_place(count: int) -> bytes:
    """Return an archive whose directory names one member many times."""
    first = Member(name=_MAIN, data=_zeros(2**26), method=_DEFLATED, size=2**26)
    entries = first.entry(0) * count
    body = first.head() + first.data
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entries), len(body), 0)
    return body + entries + b"PK\x05\x06" + end


def _heads(count: int) -> bytes:
    """Return heads of members whose names reach over those behind them."""
    return b"".join(b"PK\x03\x04" + bytes(22) + b"\xff\xff\0\0%d" % at for at in range(count))


def _directory(count: int) -> bytes:
    """Return a directory of entries that lead nowhere."""
    entry = Member(name="word/").entry(0)
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry) * count, 4, 0)
    return b"PK\x03\x04" + entry * count + b"PK\x05\x06" + end


def _other(name: str, **claims: int | bytes) -> bytes:
    """Return the Word document of the samples whose main part is another member than an honest one."""
    data = parts_of(word())[_MAIN]
    fields = {"name": name, "data": data, **claims}
    return archive([Member(**fields)])  # type: ignore[arg-type]


def _linked(trap: Trap) -> bytes:
    return archive([Member(name=_MAIN, data=trap.secret.encode(), attributes=_LINK)])


def _climbing(trap: Trap) -> bytes:
    names = ("../../x", "/tmp/x", "C:\\x", "\\\\host\\x", trap.secret, "word/../../x", "a\nb", "\x1b[2J", "")  # noqa: S108  # never written
    members = [Member(name=name, data=b"x") for name in names]
    return archive([*members, *(Member(name=name, data=data) for name, data in parts_of(word()).items())])


def _trained(method: int, data: bytes) -> bytes:
    return archive([Member(name=_MAIN, data=data, method=method, size=2**30)])


_LZMA_HEAD = struct.pack("<BBHBI", 9, 4, 5, 93, 0xFFFFFFFF)  # a dictionary of four gigabytes

_BUILT: Mapping[str, Callable[[], bytes]] = {
    "four gigabytes of zeros": lambda: _bomb(2**32),
    "a gigabyte of zeros that says it is small": lambda: _bomb(2**30, claimed=100),
    "64 MB of zeros": lambda: _bomb(2**26),
    "archives in archives": lambda: _nested(5),
    "overlapping members": lambda: _overlapping(200),
    "one member a thousand times": lambda: _same_place(1000),
    "one member a million times": lambda: _same_place(10**6),
    "a directory of a million entries": lambda: _directory(10**6),
    "ten thousand parts": lambda: packed(parts_of(word()) | {f"word/{at}.xml": b"<a/>" for at in range(10**4)}),
    "thirty thousand parts": lambda: archive([Member(name=f"word/{at}.xml") for at in range(3 * 10**4)]),
    "a part that says it is empty": lambda: _other(_MAIN, size=0),
    "a part that says it is long": lambda: _other(_MAIN, size=2**32 - 2),
    "a part packed in nothing": lambda: _other(_MAIN, packed=0),
    "a part packed in more than there is": lambda: _other(_MAIN, packed=2**31),
    "a part behind the end": lambda: _other(_MAIN, at=2**31),
    "a part with another sum": lambda: _other(_MAIN, crc=1),
    "a part with a password": lambda: _other(_MAIN, flags=1),
    "a part with a strong password": lambda: _other(_MAIN, flags=0x41),
    "a part that is a patch": lambda: _other(_MAIN, flags=0x20),
    "a part packed in a way that nobody knows": lambda: _other(_MAIN, method=99),
    "a part packed by bzip2, damaged": lambda: _trained(_BZIP2, b"BZh9" + bytes(100)),
    "a part packed by LZMA, damaged": lambda: _trained(_LZMA, _LZMA_HEAD + b"\xff" * 100),
    "a part packed by LZMA, cut": lambda: _trained(_LZMA, b"\x09\x04\x05"),
    "a part packed by LZMA, with a head of its own": lambda: _trained(_LZMA, b"\x09\x04\xff\xff" + bytes(9)),
    "a part packed by deflate, damaged": lambda: _trained(_DEFLATED, b"\xff" * 100),
    "fields beyond their end": lambda: _other(_MAIN, extra=b"\x01\x00\xff\xff" + bytes(4)),
    "fields of 64 bits": lambda: _other(
        _MAIN, size=2**32 - 1, packed=2**32 - 1, extra=struct.pack("<HHQQ", 1, 16, 2**63, 2**63)
    ),
    "fields of 64 bits that are missing": lambda: _other(_MAIN, size=2**32 - 1, extra=struct.pack("<HH", 1, 0)),
    "a long comment": lambda: archive([Member(name=_MAIN, data=parts_of(word())[_MAIN])], comment=b"PK\x05\x06" * 9999),
    "another number of members": lambda: archive([Member(name=_MAIN, data=b"<a/>")], count=65535),
    "the main part twice": lambda: archive([Member(name=_MAIN, data=b"<a/>"), Member(name=_MAIN, data=b"<b/>")]),
    "no directory": lambda: Member(name=_MAIN, data=b"<a/>").head() + b"<a/>",
    "a mark alone": lambda: b"PK\x03\x04word/",
    "a folder as main part": lambda: archive([Member(name=_MAIN + "/", attributes=0x10)]),
    "no main part": lambda: archive([Member(name="word/other.xml", data=b"<a/>")]),
    "heads of members with long names": lambda: _heads(200_000),
    "members without number in 5 MB": lambda: b"PK\x03\x04word/" + b"PK\x05\x06" * 10**6,
}
_LARGE = frozenset({"four gigabytes of zeros", "a directory of a million entries", "one member a million times"})
_TRAPPED: Mapping[str, Callable[[Trap], bytes]] = {
    "a link out of the archive": _linked,
    "names that climb": _climbing,
}


def _ignoring(build: Callable[[], bytes]) -> Callable[[Trap], bytes]:
    return lambda _: build()


CASES: Sequence[Case] = (
    *(file_case("docx", name, _ignoring(build), large=name in _LARGE) for name, build in _BUILT.items()),
    *(file_case("docx", name, build) for name, build in _TRAPPED.items()),
)
