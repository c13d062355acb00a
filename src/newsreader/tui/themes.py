"""Our own two themes: ink on paper, and paper on ink. All colours come from a theme."""

from __future__ import annotations

from textual.theme import Theme

DARK_TAGS = {
    "tag-red": "#d9756c",
    "tag-orange": "#d08a55",
    "tag-yellow": "#c9b458",
    "tag-green": "#86b075",
    "tag-cyan": "#6fb3b0",
    "tag-blue": "#7aa2c8",
    "tag-violet": "#a394d1",
    "tag-pink": "#cc86b0",
    "tag-grey": "#9a968f",
}
"""The colours of tags on a dark ground."""
LIGHT_TAGS = {
    "tag-red": "#a8322a",
    "tag-orange": "#9a5012",
    "tag-yellow": "#7a6200",
    "tag-green": "#3f7a35",
    "tag-cyan": "#1f6f6c",
    "tag-blue": "#2f5f8a",
    "tag-violet": "#5b4a9a",
    "tag-pink": "#96326f",
    "tag-grey": "#6d675e",
}
ANSI_TAGS = {
    "tag-red": "ansi_red",
    "tag-orange": "ansi_bright_red",
    "tag-yellow": "ansi_yellow",
    "tag-green": "ansi_green",
    "tag-cyan": "ansi_cyan",
    "tag-blue": "ansi_blue",
    "tag-violet": "ansi_bright_magenta",
    "tag-pink": "ansi_magenta",
    "tag-grey": "ansi_default",
}


def tag_colours(theme: Theme) -> dict[str, str]:
    """The colours of tags in a theme, as variables: the terminal's own where it uses those."""
    if theme.ansi:
        return ANSI_TAGS
    return DARK_TAGS if theme.dark else LIGHT_TAGS


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
    variables={
        "foreground-muted": "#8f8b84",
        "scrollbar": "#3e4045",
        "scrollbar-background": "#16181c",
    },
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
    variables={
        "foreground-muted": "#6d675e",
        "scrollbar": "#cdc8bf",
        "scrollbar-background": "#f7f4ee",
    },
)
