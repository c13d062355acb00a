"""One table for every key: the bindings, the footer, the help screen, the command palette and the
user's overrides all come from :data:`ACTIONS`.

A key is written as people do (``/``, ``ctrl+z``, ``A``), several with commas between; two keys
pressed one after the other are a sequence, written with a space (``g g``). Textual itself
has none: the app looks at every key before it is handed on, and keeps the first until the next.

The user's own keys are put into it by :mod:`newsreader.tui.keymap`.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec
from textual.binding import Binding, BindingType

from newsreader.tui.key_names import display, parse


class Scope(StrEnum):
    """Where a key works: in the whole app, on the main screen, or in one of its panes."""

    APP = "app"
    MAIN = "main"
    LIST = "list"
    ARTICLES = "articles"
    SOURCES = "sources"
    ARTICLE = "article"
    SEARCH = "search"
    FILTER = "filter"
    PROMPT = "prompt"
    FIND = "find"
    DIALOG = "dialog"
    COMPARE = "compare"
    NOTE = "note"
    JOURNAL = "journal"
    RULES = "rules"


class Action(msgspec.Struct, frozen=True):
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


MOVING, READING, MARKING, FINDING, STORIES, PROGRAM = (
    "Moving",
    "Reading",
    "Marking",
    "Finding",
    "Stories",
    "The program",
)


def _row(
    id: str, keys: str, action: str, help: str, *, footer: str = "", priority: bool = False
) -> Action:
    named = tuple(name for key in keys.split(", ") if (name := parse(key)))
    return Action(id, named, action, help, PROGRAM, Scope.APP, footer, priority)


def _rows(group: str, scope: Scope, *actions: Action) -> tuple[Action, ...]:
    return tuple(msgspec.structs.replace(action, group=group, scope=scope) for action in actions)


# fmt: off
ACTIONS: tuple[Action, ...] = (
    *_rows(
        MOVING,
        Scope.LIST,
        _row("down", "j, ↓", "cursor_down", "Next row"),
        _row("up", "k, ↑", "cursor_up", "Previous row"),
        _row("top", "g g, Home", "cursor_top", "First row"),
        _row("bottom", "G, End", "cursor_bottom", "Last row"),
        _row("half-down", "ctrl+d", "half_page(1)", "Half a page down"),
        _row("half-up", "ctrl+u", "half_page(-1)", "Half a page up"),
        _row("page-down", "PgDn", "page(1)", "A page down"),
        _row("page-up", "PgUp", "page(-1)", "A page up"),
        _row("open", "enter", "choose", "Open", footer="open"),
    ),
    *_rows(
        MARKING,
        Scope.ARTICLES,
        _row("select", "v", "select", "Select, or no longer, and move on"),
        _row("select-range", "V", "select_range", "Select from the last one selected to here"),
        _row("select-all", "*", "select_all", "Select all that is listed, or none"),
    ),
    *_rows(
        READING,
        Scope.ARTICLE,
        _row("scroll-down", "j, ↓", "scroll_down", "Scroll down"),
        _row("scroll-up", "k, ↑", "scroll_up", "Scroll up"),
        _row("article-top", "g g, Home", "scroll_home", "Top"),
        _row("article-bottom", "G, End", "scroll_end", "Bottom"),
        _row("article-half-down", "ctrl+d", "half_page(1)", "Half a page down"),
        _row("article-half-up", "ctrl+u", "half_page(-1)", "Half a page up"),
        _row("article-page-down", "PgDn", "page_down", "A page down"),
        _row("article-page-up", "PgUp", "page_up", "A page up"),
        _row("toggle-fold", "enter", "toggle_fold", "Fold or unfold the marked section"),
        _row("select-paragraph", "v", "select", "Select a paragraph; again, several"),
        _row("drop", "esc", "drop", "Drop the selection or the search"),
    ),
    *_rows(
        MOVING,
        Scope.MAIN,
        _row("previous-pane", "h, ←, shift+Tab", "pane(-1)", "Previous pane"),
        _row("next-pane", "l, →, Tab", "pane(1)", "Next pane"),
        _row("back", "esc", "back", "Back; clear the search"),
        _row("next-unread", "n", "step_unread(1)", "Next unread article; in a search, next hit"),
        _row(
            "previous-unread",
            "N",
            "step_unread(-1)",
            "Previous unread article, or hit",
        ),
        _row("previous-source", "[", "step_source(-1)", "Previous source with unread articles"),
        _row("next-source", "]", "step_source(1)", "Next source with unread articles"),
        _row("view-unread", "1", "view('unread')", "Show unread articles"),
        _row("view-all", "2", "view('all')", "Show all articles"),
        _row("view-starred", "3", "view('starred')", "Show starred articles"),
        _row("view-later", "4", "view('later')", "Show what is kept for later"),
        _row("view-archived", "5", "view('archived')", "Show archived articles"),
    ),
    *_rows(
        READING,
        Scope.MAIN,
        _row("article-down", "J", "scroll_article(1)", "Scroll the article down"),
        _row("article-up", "K", "scroll_article(-1)", "Scroll the article up"),
        _row(
            "read-on",
            "space",
            "read_on",
            "Page down, then next unread article",
            footer="read on",
        ),
        _row("fold-toggle", "z a", "fold('toggle')", "Fold or unfold this section, or story"),
        _row("fold-open", "z o", "fold('open')", "Unfold this section, or story"),
        _row("fold-close", "z c", "fold('close')", "Fold this section, or story"),
        _row("fold-open-all", "z R", "fold('open-all')", "Unfold every section, or story"),
        _row("fold-close-all", "z M", "fold('close-all')", "Fold every section, or story"),
        _row("next-section", "}", "step_section(1)", "Next section"),
        _row("previous-section", "{", "step_section(-1)", "Previous section"),
        _row(
            "fold-always",
            "z s",
            "always_show",
            "Always show this kind here, or no longer",
        ),
        _row("whole", "w", "whole", "The whole page as it came, and back"),
        _row("open-original", "o", "open_original", "Open the original in the browser"),
        _row("copy-url", "y", "copy_url", "Copy the original's address"),
        _row("copy-quotation", "Y", "copy_quotation", "Copy a quotation with its source"),
        _row("alone", "Z", "read_alone", "Only the article, and back"),
        _row("save", "S", "save_article", "Save the article: Markdown, text, HTML", priority=True),
        _row("pipe", "|", "pipe", "Give the article to a program", priority=True),
        _row("label-links", ";", "label_links", "Follow or copy a link by its letters"),
    ),
    *_rows(
        MARKING,
        Scope.MAIN,
        _row("mark-read", "r", "mark('read')", "Mark read, and advance", footer="read"),
        _row("mark-unread", "u", "mark('unread')", "Mark unread, and advance"),
        _row("star", "s", "mark('star')", "Star or unstar, and advance", footer="star"),
        _row("later", "L", "mark('later')", "Keep for later, or no longer, and advance"),
        _row(
            "archive",
            "a",
            "mark('archive')",
            "Archive, or no longer, and advance",
            footer="archive",
        ),
        _row("archive-story", "d", "archive_story", "Archive the whole story, and advance"),
        _row("mute", "M", "mark('mute')", "Mute or unmute, and advance"),
        _row("tag", "t", "tag", "Add a tag", priority=True),
        _row("untag", "T", "untag", "Remove a tag", priority=True),
        _row("note", "e", "note", "Write a note on the article"),
        _row("command", ":", "command", "Do a verb to what a query finds", priority=True),
        _row("keep-passage", "P", "keep_passage", "Keep the selected passage, or no longer"),
        _row("repeat", ".", "repeat", "Repeat the last verb"),
        _row("read-all", "A a", "mark_read('all')", "Mark all listed articles read"),
        _row("read-below", "A j", "mark_read('below')", "Mark this and all below read"),
        _row("read-above", "A k", "mark_read('above')", "Mark this and all above read"),
        _row("read-older", "A o", "mark_read('older')", "Mark all older than this read"),
        _row("undo", "U, ctrl+z", "undo", "Undo the last thing done", footer="undo"),
        _row("redo", "ctrl+y", "redo", "Redo what was undone"),
        _row("journal", "H", "journal", "What you have done, to take any of it back"),
    ),
    *_rows(
        FINDING,
        Scope.MAIN,
        _row("search", "/", "search", "Search the library", footer="search", priority=True),
        _row("filter", "\\", "filter", "Filter this list", priority=True),
        _row("suggestion", "D", "take_suggestion", "Search for what is suggested instead"),
        _row("similar", "m", "similar", "More like this"),
        _row("save-search", "+", "save_search", "Save this search", priority=True),
        _row("find", "f", "find", "Find in the article", priority=True),
    ),
    *_rows(
        FINDING,
        Scope.SOURCES,
        _row("search-edit", "e", "edit_search", "Give a saved search another name or query"),
        _row("search-remove", "x", "remove_search", "Remove a saved search"),
        _row("search-down", "J", "move_search(1)", "Move a saved search down"),
        _row("search-up", "K", "move_search(-1)", "Move a saved search up"),
    ),
    *_rows(
        STORIES,
        Scope.MAIN,
        _row("compare", "c", "compare", "Compare the copies of this story, or those selected"),
        _row("coverage", "z v", "similar(True)", "The same event in other words"),
        _row("every-copy", "C", "every_copy", "Show every copy as a row, or one row a story"),
        _row("split", "x", "split", "Split this copy off its story"),
        _row("leave-out", "z x", "leave_out", "Leave this source out of stories, or no longer"),
        _row("join", "X", "join", "Join the articles selected in one story"),
    ),
    *_rows(
        PROGRAM,
        Scope.MAIN,
        _row("rules", "g r", "rules", "The rules for articles that arrive"),
        _row("settings", "g s", "settings", "The settings, in your editor"),
        _row("refresh", "R", "refresh_library", "Look for changed files now"),
    ),
    *_rows(
        FINDING,
        Scope.SEARCH,
        _row("search-older", "↑", "older", "The search before"),
        _row("search-newer", "↓", "newer", "The search after, then the results", footer="results"),
        _row("search-complete", "Tab", "complete(1)", "Complete, or take what is suggested"),
        _row("search-complete-back", "shift+Tab", "complete(-1)", "The completion before"),
        _row("search-clear", "esc", "clear_search", "Clear it, back to the list", footer="back"),
    ),
    *_rows(
        FINDING,
        Scope.FILTER,
        _row("filter-complete", "Tab", "complete(1)", "Complete", footer="complete"),
        _row("filter-complete-back", "shift+Tab", "complete(-1)", "The completion before"),
        _row("filter-done", "↓", "done", "To the list", footer="to the list"),
        _row("filter-clear", "esc", "give_up", "The whole list again", footer="back"),
    ),
    *_rows(
        PROGRAM,
        Scope.PROMPT,
        _row("prompt-complete", "Tab", "complete(1)", "Complete", footer="complete"),
        _row("prompt-complete-back", "shift+Tab", "complete(-1)", "The completion before"),
        _row("prompt-close", "esc", "give_up", "Never mind", footer="never mind"),
    ),
    *_rows(
        FINDING,
        Scope.FIND,
        _row("find-close", "esc", "give_up", "End the search in the article", footer="back"),
    ),
    *_rows(
        STORIES,
        Scope.COMPARE,
        _row("compare-next", "l, Tab, →", "step(1)", "The next copy", footer="next copy"),
        _row("compare-previous", "h, shift+Tab, ←", "step(-1)", "The copy before"),
        _row("compare-beside", "b", "toggle_beside", "Side by side, or in one", footer="beside"),
        _row("compare-style", "s", "toggle_style", "House style, or not", footer="house style"),
        _row("compare-down", "j, ↓", "scroll(1)", "Scroll down"),
        _row("compare-up", "k, ↑", "scroll(-1)", "Scroll up"),
        _row("compare-page-down", "space, PgDn", "page(1)", "A page down"),
        _row("compare-page-up", "PgUp", "page(-1)", "A page up"),
        _row("compare-close", "esc, q, c", "close", "Back to the list", footer="close"),
    ),
    *_rows(
        MARKING,
        Scope.NOTE,
        _row("note-keep", "ctrl+s, esc", "keep", "Keep it", footer="keep", priority=True),
        _row("note-edit", "ctrl+e", "edit", "Write it in $EDITOR", footer="$EDITOR", priority=True),
        _row("note-drop", "ctrl+g", "give_up", "As it was", footer="as it was", priority=True),
    ),
    *_rows(
        MARKING,
        Scope.JOURNAL,
        _row("take-back", "U, enter", "take_back", "Take this back", footer="take this back"),
        _row("journal-close", "esc, q, H", "close", "Back to the list", footer="close"),
    ),
    *_rows(
        PROGRAM,
        Scope.RULES,
        _row("rule-apply", "enter", "apply", "Do it to all articles", footer="do it to all"),
        _row("rule-remove", "x", "remove", "Remove the rule", footer="remove"),
        _row("rules-close", "esc, q", "close", "Back to the list", footer="close"),
    ),
    *_rows(
        PROGRAM,
        Scope.DIALOG,
        _row("dialog-down", "↓, PgDn", "page(1)", "Scroll down"),
        _row("dialog-up", "↑, PgUp", "page(-1)", "Scroll up"),
        _row("close", "esc", "close", "Close"),
    ),
    *_rows(
        PROGRAM,
        Scope.APP,
        _row("commands", "ctrl+p", "command_palette", "Every command, found by typing"),
        _row("help", "?", "help", "All keys", footer="help"),
        _row("quit", "q", "leave", "Back, then quit", footer="quit"),
        _row("quit-now", "ctrl+q", "quit", "Quit at once", priority=True),
    ),
)
# fmt: on


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


PLACES = {
    Scope.LIST: "in a list",
    Scope.ARTICLES: "in the list of articles",
    Scope.SOURCES: "in the sources",
    Scope.ARTICLE: "in the article",
    Scope.SEARCH: "in the search bar",
    Scope.FILTER: "in the filter",
    Scope.PROMPT: "in a question",
    Scope.FIND: "while finding in the article",
    Scope.DIALOG: "in a dialog",
    Scope.COMPARE: "while comparing",
    Scope.NOTE: "in a note",
    Scope.JOURNAL: "in the journal",
    Scope.RULES: "in the list of rules",
}
"""Where a key works, in words; those of the main screen and the app work everywhere."""


def as_markdown() -> str:
    """The table as the page ``docs/keys.md``; ``make docs`` writes it."""
    lines = [
        "# Keys",
        "",
        "Made from the table in `src/newsreader/tui/keys.py` by `make docs`. In the app, `?` shows",
        "the same table and finds a key by typing. To give an action other keys, name it by its id",
        "in the settings (`docs/configuration.md`).",
    ]
    for group in dict.fromkeys(action.group for action in ACTIONS):
        lines += ["", f"## {group}", "", "| keys | does | id |", "|---|---|---|"]
        for action in ACTIONS:
            if action.group == group:
                keys = " · ".join(f"`{display(key)}`" for key in action.keys)
                place = f" ({PLACES[action.scope]})" if action.scope in PLACES else ""
                lines.append(f"| {keys} | {action.help}{place} | `{action.id}` |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
