"""How keys are written: as Textual names them (``slash``), and as people do (``/``)."""

from __future__ import annotations

from functools import cache

from textual.keys import KEY_ALIASES, Keys

_SYMBOLS = {
    "slash": "/",
    "asterisk": "*",
    "question_mark": "?",
    "colon": ":",
    "backslash": "\\",
    "plus": "+",
    "semicolon": ";",
    "full_stop": ".",
    "vertical_line": "|",
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


def parse(text: str) -> str | None:
    """The Textual name of a key or sequence (``"/"`` → ``"slash"``), or None."""
    names = [_NAMES.get(key, key) for key in text.strip().split()]
    if not 1 <= len(names) <= 2 or not all(_is_key(name) for name in names):
        return None
    return " ".join(names)


def _is_key(name: str) -> bool:
    *modifiers, key = name.split("+") if name != "+" else [name]
    if not set(modifiers) <= {"ctrl", "shift", "alt", "super"}:
        return False
    if len(key) == 1 or key in _known() or key in _SYMBOLS or key in {"space", "enter", "asterisk"}:
        return True
    if modifiers:
        return False
    import unicodedata

    try:
        unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return False
    return True


@cache
def _known() -> frozenset[str]:
    """The names Textual has for keys."""
    return frozenset({member.value for member in Keys} | set(KEY_ALIASES))
