"""What a user can set. The docstring of each setting is also its documentation: the page
``docs/configuration.md`` and what ``newsreader config`` shows are made from it.
"""

from __future__ import annotations

import zlib
from typing import Annotated, Literal

import msgspec

from newsreader.article import Kind

Colour = Literal["red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink", "grey"]
"""What a tag can be shown in; a theme says which shade that is."""

TAG_COLOURS: tuple[Colour, ...] = (
    "red", "orange", "yellow", "green", "cyan", "blue", "violet", "pink",
)  # fmt: skip


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be set for one source."""

    name: str | None = None
    """What to call it."""

    show: tuple[Kind, ...] = ()
    """The kinds of section that are always open here: ``related``, ``comments``, ``hashtags``,
    ``promotion``, ``furniture``."""

    mark_read_after: Annotated[float, msgspec.Meta(ge=-1)] | None = None
    """As the setting of that name, for this source alone."""

    hidden: bool = False
    """Whether it is left out of the list of sources. Its articles stay in views and searches."""


class RuleSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule for articles that arrive."""

    query: str
    """The articles it is for, in the language of the search."""

    do: str
    """What to do with them, separated by commas: ``tag NAME``, ``star``, ``later``, ``read``,
    ``archive``, ``mute``."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user can set in ``config.toml``. Everything has a default that works."""

    library: tuple[str, ...] = ()
    """The folders and files opened by a plain ``newsreader``. ``newsreader add`` writes this."""

    theme: str = "newsreader"
    """The colour theme. ``ctrl+p`` › Theme tries them live; ``ansi-dark`` and ``ansi-light`` take
    the terminal's own colours."""

    density: Literal["compact", "comfortable"] = "compact"
    """How the list is set: ``compact`` gives an article one line, ``comfortable`` two, with the
    facts below the headline."""

    columns: tuple[Literal["tags", "outlet", "minutes", "date"], ...] = ("tags", "outlet", "date")
    """What the list shows beside the headline, from left to right: ``tags``, ``outlet``,
    ``minutes`` (how long it takes to read), ``date``."""

    dates: Literal["age", "day", "iso"] = "age"
    """How the list shows dates: ``age`` (2h, 3d, 5 Nov), ``day`` (5 Nov) or ``iso``
    (2026-11-05)."""

    measure: Annotated[int, msgspec.Meta(ge=20, le=400)] = 80
    """The widest an article's lines get, in columns."""

    mark_read_after: Annotated[float, msgspec.Meta(ge=-1)] = 1.0
    """Seconds an article has to be on the screen before it counts as read; ``-1`` for never."""

    session_summary: bool = True
    """Whether what was read, kept and left is said when the app is quit."""

    save_folder: str = "~/newsreader"
    """Where ``S`` saves articles."""

    save_format: Literal["markdown", "text", "html"] = "markdown"
    """What ``S`` saves articles as: ``markdown``, ``text`` or ``html``."""

    marks_folder: str = ""
    """A folder that your machines share (Syncthing, a cloud's, a stick): ``newsreader marks sync``
    brings the marks of all of them together there. Nothing is shared while this is empty."""

    keys: dict[str, str] = {}
    """Other keys for an action, by its id (see ``docs/keys.md``, or ``?`` in the app); several are
    separated by commas."""

    tags: dict[str, Colour] = {}
    """The colours of tags: ``red``, ``orange``, ``yellow``, ``green``, ``cyan``, ``blue``,
    ``violet``, ``pink``, ``grey``. A tag that is not named here has one made from its name."""

    sources: dict[str, SourceSettings] = {}
    """What holds for one source, by its name, or by the path of its folder or feed file."""

    rules: tuple[RuleSettings, ...] = ()
    """Rules for articles that arrive, one after the other; ``newsreader rules --dry-run`` shows
    what they would have done."""

    def colour_of_tag(self, name: str) -> Colour:
        """The colour of a tag: the one set for it, else one that its name always gets."""
        chosen = {tag.casefold(): colour for tag, colour in self.tags.items()}
        digest = zlib.crc32(name.casefold().encode())
        return chosen.get(name.casefold(), TAG_COLOURS[digest % len(TAG_COLOURS)])

    def of_source(self, key: str, name: str) -> SourceSettings:
        """What is set for a source.

        Args:
            key: Its key, the path of a folder or feed file.
            name: What it is called.
        """
        return self.sources.get(key) or self.sources.get(name) or SourceSettings()
