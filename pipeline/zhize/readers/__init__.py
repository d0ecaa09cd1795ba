"""Bytes of a file → `Source`.

After `read`, a plain text is the file's, decoded and otherwise untouched: line ends stay as they are, only a byte
order mark goes. Of a Word document or PDF it is what a reader sees, and every line knows its paragraph or page
(`Source.origin`). What a file is, its bytes say, not its name. What cannot be read is an `InputError` that says what
the file is and what to do.
"""

from zhize.readers.reading import as_source, check_file, file_bytes, read, stream_bytes

__all__ = ["as_source", "check_file", "file_bytes", "read", "stream_bytes"]
