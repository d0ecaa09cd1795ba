"""Bytes of a file → `Source`.

After `read`, the text is the file's, decoded and otherwise untouched: line ends stay as they are, only a byte order
mark goes. What cannot be read is an `InputError` that says what the file is and what to do.
"""

from zhize.readers.reading import as_source, read

__all__ = ["as_source", "read"]
