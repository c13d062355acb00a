"""What can go wrong, each with a sentence a person can act on."""

from __future__ import annotations

from pathlib import Path


class NewsreaderError(Exception):
    """Base of all errors of ours. ``str(error)`` is one sentence, fit to be shown as it is."""


class ReadingError(NewsreaderError):
    """A file that should hold an article could not be read.

    Attributes:
        path: The file.
        why: The reason in a few plain words, such as ``"the file is empty"``.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: could not be read: {why}")
        self.path = path
        self.why = why


class NotAnArticle(NewsreaderError):
    """A file that is no article at all, such as a picture or a style sheet: skipped, not listed."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: not an article: {why}")
        self.path = path
        self.why = why


class PathMissing(NewsreaderError):
    """A path the user named is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no such file or folder")
        self.path = path


class StorageError(NewsreaderError):
    """Catalogue, index or marks could not be opened or written (full disk, read-only folder)."""


class ConfigError(NewsreaderError):
    """The configuration file says something we do not understand."""


class UnknownArticle(NewsreaderError):
    """No article of the library has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"{id}: no article of this library has that id")
        self.id = id


class BadName(NewsreaderError):
    """A name that cannot be given to a saved search or a tag."""


class BadRule(NewsreaderError):
    """A rule that is not understood."""
