"""Our own two themes: ink on paper, and paper on ink. All colours come from a theme."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="newsreader",
    primary="#7aa2c8",
    secondary="#9a8fb5",
    accent="#d9a05b",
    warning="#d9a05b",
    error="#d9756c",
    success="#86b075",
    foreground="#dcd7ce",
    background="#16181c",
    surface="#1b1e23",
    panel="#20242a",
    dark=True,
    variables={"foreground-muted": "#8f8b84"},
)

LIGHT = Theme(
    name="newsreader-light",
    primary="#2f5f8a",
    secondary="#6b5b8f",
    accent="#9a5a12",
    warning="#b57614",
    error="#a8322a",
    success="#3f7a35",
    foreground="#22201c",
    background="#f7f4ee",
    surface="#f1ede5",
    panel="#e9e4da",
    dark=False,
    variables={"foreground-muted": "#6d675e"},
)
