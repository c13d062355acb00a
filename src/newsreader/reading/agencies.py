"""The news agencies of ``data/agencies.toml``: their short names and the forms copy gives them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _short_names() -> dict[str, str]:
    table = tomllib.loads((Path(__file__).parent / "data" / "agencies.toml").read_text("utf-8"))
    return {form: short for short, forms in table.items() for form in forms}


@cache
def agency_pattern() -> str:
    """A regular expression of every known form, longest first, without groups."""
    return "(?:" + "|".join(sorted(map(re.escape, _short_names()), key=len, reverse=True)) + ")"


def agency_name(form: str) -> str | None:
    """The short name ("AP") of a form in copy ("The Associated Press"), or None."""
    return _short_names().get(form.strip())
