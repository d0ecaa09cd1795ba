"""The errors that a user can cause; each is one line that says what, where and what to do."""

from __future__ import annotations

from functools import partial


class ZhizeError(Exception):
    """Base of the family; ``str()`` is the whole line that the command prints."""


class LocatedError(ZhizeError):
    """Something is wrong at a place the user named."""

    def __init__(self, what: str, *, where: str, remedy: str) -> None:
        """Put the line together.

        Args:
            what: what is wrong, without a full stop.
            where: the file or argument, as the user wrote it.
            remedy: what to do about it.
        """
        super().__init__(f"{where}: {what}; {remedy}")
        self.what, self.where, self.remedy = what, where, remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error come back from a worker process as what it was."""
        return partial(type(self), self.what, where=self.where, remedy=self.remedy), ()


class InputError(LocatedError):
    """A file that cannot be read as a regulation."""


class OutputError(LocatedError):
    """A file that cannot be written."""


class LexiconError(LocatedError):
    """A lexicon file that breaks its schema."""


class ManifestError(LocatedError):
    """A manifest of texts that is missing or breaks its schema."""


class CorpusError(LocatedError):
    """A text that a corpus does not hold, cannot take or cannot get."""
