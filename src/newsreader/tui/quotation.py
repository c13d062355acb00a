"""A quotation with its source, to be pasted elsewhere."""

from __future__ import annotations

from datetime import datetime

from newsreader.library import Entry
from newsreader.tui import wording


def quotation(text: str, entry: Entry, now: datetime) -> str:
    """A passage as a Markdown quotation, and below it headline, outlet, date and address."""
    article = entry.article
    when = wording.full_date(
        article.published,
        article.published_precision,
        article.published_from,
        now,
        about=article.published_about,
    )
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    source = ", ".join(part for part in (f"“{article.title}”", entry.outlet, when) if part)
    return f"{quoted}\n\n— {source}" + (f"\n{article.url}" if article.url else "")
