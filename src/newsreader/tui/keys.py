"""One table for every key: the bindings, the footer, the help screen, the command palette and the
user's overrides all come from :data:`ACTIONS`.

A key is written as Textual names it (``slash``, ``ctrl+z``, ``A``); two keys pressed one after the
other are a sequence, written with a space (``g g``). Textual itself has no sequences: the app looks
at every key before it is handed on, and keeps the first key of a sequence until the next comes.

Overrides come from the settings (``[keys]``). Textual silently takes a key from another action,
ignores unknown ids and accepts key names that do not exist, so :func:`resolve` checks all three
and says so in a sentence each; the default then stays.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from textual.binding import Binding, BindingType
from textual.keys import KEY_ALIASES, Keys


class Scope(StrEnum):
    """Where a key works: in the whole app, on the main screen, or in one of its panes."""

    APP = "app"
    MAIN = "main"
    LIST = "list"
    ARTICLE = "article"
    SEARCH = "search"
    DIALOG = "dialog"


@dataclass(frozen=True)
class Action:
    """One thing a key does.

    Attributes:
        id: What overrides name it by.
        keys: The keys or sequences that do it, the one to show first.
        action: The Textual action, without a namespace: it belongs to the scope's widget.
        help: One line for the help screen and the palette.
        group: The heading it stands under there.
        scope: Where it works.
        footer: Its label in the footer; empty keeps it out.
        priority: Whether it goes before the focused widget, and is done before the next key is
            looked at: letters typed at once after ``/`` belong to the search bar.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    help: str
    group: str
    scope: Scope
    footer: str = ""
    priority: bool = False


MOVING, READING, MARKING, FINDING, PROGRAM = (
    "Moving",
    "Reading",
    "Marking",
    "Finding",
    "The program",
)

ACTIONS: tuple[Action, ...] = (
    # Lists: the sources, the articles, the help.
    Action("down", ("j", "down"), "cursor_down", "Next row", MOVING, Scope.LIST),
    Action("up", ("k", "up"), "cursor_up", "Previous row", MOVING, Scope.LIST),
    Action("top", ("g g", "home"), "cursor_top", "First row", MOVING, Scope.LIST),
    Action("bottom", ("G", "end"), "cursor_bottom", "Last row", MOVING, Scope.LIST),
    Action("half-down", ("ctrl+d",), "half_page(1)", "Half a page down", MOVING, Scope.LIST),
    Action("half-up", ("ctrl+u",), "half_page(-1)", "Half a page up", MOVING, Scope.LIST),
    Action("page-down", ("pagedown",), "page(1)", "A page down", MOVING, Scope.LIST),
    Action("page-up", ("pageup",), "page(-1)", "A page up", MOVING, Scope.LIST),
    Action("open", ("enter",), "choose", "Open", MOVING, Scope.LIST, footer="open"),
    # The article.
    Action("scroll-down", ("j", "down"), "scroll_down", "Scroll down", READING, Scope.ARTICLE),
    Action("scroll-up", ("k", "up"), "scroll_up", "Scroll up", READING, Scope.ARTICLE),
    Action("article-top", ("g g", "home"), "scroll_home", "Top", READING, Scope.ARTICLE),
    Action("article-bottom", ("G", "end"), "scroll_end", "Bottom", READING, Scope.ARTICLE),
    Action(
        "article-half-down", ("ctrl+d",), "half_page(1)", "Half a page down", READING, Scope.ARTICLE
    ),
    Action(
        "article-half-up", ("ctrl+u",), "half_page(-1)", "Half a page up", READING, Scope.ARTICLE
    ),
    Action("article-page-down", ("pagedown",), "page_down", "A page down", READING, Scope.ARTICLE),
    Action("article-page-up", ("pageup",), "page_up", "A page up", READING, Scope.ARTICLE),
    # The main screen, whichever pane has the focus.
    Action(
        "previous-pane", ("h", "left", "shift+tab"), "pane(-1)", "Previous pane", MOVING, Scope.MAIN
    ),
    Action("next-pane", ("l", "right", "tab"), "pane(1)", "Next pane", MOVING, Scope.MAIN),
    Action("back", ("escape",), "back", "Back; clear the search", MOVING, Scope.MAIN),
    Action(
        "next-unread",
        ("n",),
        "step_unread(1)",
        "Next unread article; in a search, next hit",
        MOVING,
        Scope.MAIN,
    ),
    Action(
        "previous-unread",
        ("N",),
        "step_unread(-1)",
        "Previous unread article; in a search, previous hit",
        MOVING,
        Scope.MAIN,
    ),
    Action(
        "previous-source",
        ("left_square_bracket",),
        "step_source(-1)",
        "Previous source with unread articles",
        MOVING,
        Scope.MAIN,
    ),
    Action(
        "next-source",
        ("right_square_bracket",),
        "step_source(1)",
        "Next source with unread articles",
        MOVING,
        Scope.MAIN,
    ),
    Action("view-unread", ("1",), "view('unread')", "Show unread articles", MOVING, Scope.MAIN),
    Action("view-all", ("2",), "view('all')", "Show all articles", MOVING, Scope.MAIN),
    Action("view-starred", ("3",), "view('starred')", "Show starred articles", MOVING, Scope.MAIN),
    Action(
        "article-down", ("J",), "scroll_article(1)", "Scroll the article down", READING, Scope.MAIN
    ),
    Action(
        "article-up", ("K",), "scroll_article(-1)", "Scroll the article up", READING, Scope.MAIN
    ),
    Action(
        "read-on",
        ("space",),
        "read_on",
        "Page down; at the end, next unread article",
        READING,
        Scope.MAIN,
        footer="read on",
    ),
    Action(
        "fold-toggle",
        ("z a",),
        "fold('toggle')",
        "Fold or unfold this section",
        READING,
        Scope.MAIN,
    ),
    Action("fold-open", ("z o",), "fold('open')", "Unfold this section", READING, Scope.MAIN),
    Action("fold-close", ("z c",), "fold('close')", "Fold this section", READING, Scope.MAIN),
    Action(
        "fold-open-all", ("z R",), "fold('open-all')", "Unfold every section", READING, Scope.MAIN
    ),
    Action(
        "fold-close-all", ("z M",), "fold('close-all')", "Fold every section", READING, Scope.MAIN
    ),
    Action(
        "next-section",
        ("right_curly_bracket",),
        "step_section(1)",
        "Next section",
        READING,
        Scope.MAIN,
    ),
    Action(
        "previous-section",
        ("left_curly_bracket",),
        "step_section(-1)",
        "Previous section",
        READING,
        Scope.MAIN,
    ),
    Action(
        "fold-always",
        ("z s",),
        "always_show",
        "Always show this kind of section here, or no longer",
        READING,
        Scope.MAIN,
    ),
    Action("whole", ("w",), "whole", "The whole page as it came, and back", READING, Scope.MAIN),
    Action(
        "open-original",
        ("o",),
        "open_original",
        "Open the original in the browser",
        READING,
        Scope.MAIN,
    ),
    Action("copy-url", ("y",), "copy_url", "Copy the original's address", READING, Scope.MAIN),
    Action(
        "mark-read",
        ("r",),
        "mark('read')",
        "Mark read, and advance",
        MARKING,
        Scope.MAIN,
        footer="read",
    ),
    Action(
        "mark-unread",
        ("u",),
        "mark('unread')",
        "Mark unread, and advance",
        MARKING,
        Scope.MAIN,
    ),
    Action(
        "star",
        ("s",),
        "mark('star')",
        "Star or unstar, and advance",
        MARKING,
        Scope.MAIN,
        footer="star",
    ),
    Action(
        "mark-all-read",
        ("A a",),
        "mark_all_read",
        "Mark all listed articles read",
        MARKING,
        Scope.MAIN,
    ),
    Action(
        "undo", ("U", "ctrl+z"), "undo", "Undo the last mark", MARKING, Scope.MAIN, footer="undo"
    ),
    Action("redo", ("ctrl+y",), "redo", "Redo what was undone", MARKING, Scope.MAIN),
    Action(
        "search",
        ("slash",),
        "search",
        "Search the library",
        FINDING,
        Scope.MAIN,
        footer="search",
        priority=True,
    ),
    Action("refresh", ("R",), "refresh_library", "Look for changed files now", PROGRAM, Scope.MAIN),
    # The search bar.
    Action(
        "search-down",
        ("down",),
        "to_results",
        "To the results",
        FINDING,
        Scope.SEARCH,
        footer="results",
    ),
    Action(
        "search-clear",
        ("escape",),
        "clear_search",
        "Clear the search, back to the list",
        FINDING,
        Scope.SEARCH,
        footer="back",
    ),
    # Everywhere.
    Action("dialog-down", ("down", "pagedown"), "page(1)", "Scroll down", PROGRAM, Scope.DIALOG),
    Action("dialog-up", ("up", "pageup"), "page(-1)", "Scroll up", PROGRAM, Scope.DIALOG),
    Action("close", ("escape", "q"), "close", "Close", PROGRAM, Scope.DIALOG),
    Action("commands", ("ctrl+p", "colon"), "command_palette", "Commands", PROGRAM, Scope.APP),
    Action("help", ("question_mark",), "help", "All keys", PROGRAM, Scope.APP, footer="help"),
    Action("quit", ("q",), "leave", "Back, then quit", PROGRAM, Scope.APP, footer="quit"),
    Action("quit-now", ("ctrl+q",), "quit", "Quit at once", PROGRAM, Scope.APP, priority=True),
)

_SYMBOLS = {
    "slash": "/",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "tab": "Tab",
    "shift+tab": "shift+Tab",
    "home": "Home",
    "end": "End",
}
_NAMES = {symbol: name for name, symbol in _SYMBOLS.items()} | {
    "pgdn": "pagedown",
    "pgup": "pageup",
}


def display(keys: str) -> str:
    """How a key or sequence is shown to a person: ``"slash"`` as ``/``, ``"g g"`` as ``g g``."""
    return " ".join(_SYMBOLS.get(key, key) for key in keys.split(" "))


def bindings(scope: Scope) -> list[BindingType]:
    """The Textual bindings of one scope, as the table has them; sequences are the app's business.

    Each carries its action's id, so that :meth:`KeyMap.overrides` can be given to ``set_keymap``.
    """
    result: list[BindingType] = []
    for action in ACTIONS:
        if action.scope is not scope:
            continue
        show = bool(action.footer)
        for keys in action.keys:
            if " " in keys:
                continue
            label = action.footer or action.help
            result.append(
                Binding(
                    keys,
                    action.action,
                    label,
                    show=show,
                    priority=action.priority,
                    tooltip=action.help,
                    id=action.id,
                )
            )
            show = False
    return result


@dataclass(frozen=True)
class KeyMap:
    """The table with the user's overrides in place.

    Attributes:
        actions: Every action with the keys that hold.
        problems: One sentence for each override that could not be taken.
    """

    actions: tuple[Action, ...] = ACTIONS
    problems: tuple[str, ...] = ()

    def overrides(self) -> dict[str, str]:
        """What differs from the table, in the form Textual's ``set_keymap`` takes."""
        defaults = {action.id: action for action in ACTIONS}
        return {
            action.id: ",".join(keys for keys in action.keys if " " not in keys)
            for action in self.actions
            if action.keys != defaults[action.id].keys
        }

    def sequences(self, scopes: Sequence[Scope], prefix: str) -> dict[str, Action]:
        """What may follow ``prefix``: second key → action, the innermost scope first."""
        found: dict[str, Action] = {}
        for scope in scopes:
            for action in self.actions:
                if action.scope is not scope:
                    continue
                for keys in action.keys:
                    first, _, rest = keys.partition(" ")
                    if rest and first == prefix:
                        found.setdefault(rest, action)
        return found


def resolve(overrides: Mapping[str, str]) -> KeyMap:
    """Put the user's keys into the table.

    Args:
        overrides: Action id → keys, several separated by commas; ``star = "s,*"``.
            Keys may be written as symbols (``/``) or names (``slash``).
    """
    table = {action.id: action for action in ACTIONS}
    problems: list[str] = []
    for id_, text in overrides.items():
        if id_ not in table:
            close = difflib.get_close_matches(id_, table, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            problems.append(f"Keys: there is no action {id_}{hint}")
            continue
        keys = tuple(_parse(part) for part in text.split(",") if part.strip())
        bad = [part for part, name in zip(text.split(","), keys, strict=False) if name is None]
        if bad or not keys:
            problems.append(
                f"Keys: {id_}: {', '.join(bad) or 'nothing'} is no key; the default stays"
            )
            continue
        wanted = replace(table[id_], keys=tuple(key for key in keys if key is not None))
        clash = _clash(wanted, table.values())
        if clash:
            problems.append(
                f"Keys: {id_}: {display(clash[0])} already means {clash[1].id}; the default stays"
            )
            continue
        table[id_] = wanted
    return KeyMap(tuple(table.values()), tuple(problems))


def _parse(text: str) -> str | None:
    """The Textual name of a key or sequence, or None if there is no such key."""
    names = [_NAMES.get(key, key) for key in text.strip().split()]
    if not 1 <= len(names) <= 2 or not all(_is_key(name) for name in names):
        return None
    return " ".join(names)


def _is_key(name: str) -> bool:
    *modifiers, key = name.split("+") if name != "+" else [name]
    if not set(modifiers) <= {"ctrl", "shift", "alt", "super"}:
        return False
    known = {member.value for member in Keys} | set(KEY_ALIASES)
    if len(key) == 1 or key in known or key in _SYMBOLS or key in {"space", "enter", "asterisk"}:
        return True
    import unicodedata

    try:
        unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return False
    return True


def _overlap(one: Scope, other: Scope) -> bool:
    panes = {Scope.LIST, Scope.ARTICLE, Scope.SEARCH}
    if one is other:
        return True
    return not ({one, other} <= panes or Scope.DIALOG in (one, other))


def _clash(wanted: Action, table: Iterable[Action]) -> tuple[str, Action] | None:
    """The first key of ``wanted`` that another action of an overlapping scope already has."""
    for other in table:
        if other.id == wanted.id or not _overlap(wanted.scope, other.scope):
            continue
        for mine in wanted.keys:
            for theirs in other.keys:
                if (
                    mine == theirs
                    or mine == theirs.partition(" ")[0]
                    or (mine.partition(" ")[0] == theirs)
                ):
                    return mine, other
    return None


def as_markdown() -> str:
    """The table as the page ``docs/keys.md``; ``make docs`` writes it."""
    lines = [
        "# Keys",
        "",
        "Made from the table in `src/newsreader/tui/keys.py` by `make docs`. In the app, `?` shows",
        "the same table and finds a key by typing. To give an action other keys, name it by its id",
        "in the settings (`docs/configuration.md`).",
    ]
    where = {
        Scope.LIST: "in a list",
        Scope.ARTICLE: "in the article",
        Scope.SEARCH: "in the search bar",
        Scope.DIALOG: "in a dialog",
    }
    for group in dict.fromkeys(action.group for action in ACTIONS):
        lines += ["", f"## {group}", "", "| keys | does | id |", "|---|---|---|"]
        for action in ACTIONS:
            if action.group == group:
                keys = " · ".join(f"`{display(key)}`" for key in action.keys)
                place = f" ({where[action.scope]})" if action.scope in where else ""
                lines.append(f"| {keys} | {action.help}{place} | `{action.id}` |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
