"""The compression that a server chose although none was asked for, undone within a limit."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"


def unpacked(data: bytes, encoding: str, limit: int) -> bytes:
    """Undo the compression that a server chose although none was asked for.

    Raises:
        ValueError: an encoding that is not known, damaged or cut off data, or more than ``limit`` bytes.
    """
    if encoding in {"", "identity"}:
        return data
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        msg = f"comes compressed as {encoding[:20]}, which was not asked for"
        raise ValueError(msg)
    plain = _members(data, 47, limit)  # with the head of gzip or zlib, else bare
    plain = _members(data, -15, limit) if plain is None else plain
    if plain is None:
        msg = "comes damaged or cut off"
        raise ValueError(msg)
    return plain


def _members(data: bytes, window: int, limit: int) -> bytes | None:
    """Return what all members of packed data hold; None if they are damaged or cut off."""
    plain = b""
    while not plain or data.startswith(_GZIP):  # RFC 1952, 2.2: one member may follow another
        unpacker = zlib.decompressobj(window)
        try:
            plain += unpacker.decompress(data, limit + 1 - len(plain))
        except zlib.error:
            return None
        if len(plain) > limit:
            msg = f"is larger than {limit // 2**20} MB"
            raise ValueError(msg)
        if not unpacker.eof:
            return None
        data = unpacker.unused_data
        if not plain:
            break
    return plain
