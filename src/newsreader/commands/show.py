"""``newsreader show``: an article as text, or as JSON for scripts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader.commands.common import (
    PATIENCE,
    bring_up_to_date,
    json_option,
    library_option,
    opened,
    printable,
    when,
)

if TYPE_CHECKING:
    from newsreader.article import Article, Section
    from newsreader.library import Entry


@click.command(short_help="Print the article(s) of a file, or one of the library.")
@click.argument("what", metavar="FILE|ID")
@library_option
@click.option("--why", is_flag=True, help="Say of every folded section which rule folded it.")
@click.option("--whole", is_flag=True, help="The whole page as it came, nothing folded.")
@json_option
def show(what: str, roots: tuple[Path, ...], why: bool, whole: bool, as_json: bool) -> None:
    """Print the article(s) of a FILE, or the article of the library with this ID.

    The first four digits of an ID are enough if no other article's begins with them.
    """
    path = Path(what)
    if path.is_file():
        found = _articles_of_file(path, whole=whole, why=why)
    else:
        found = [_article_by_id(what, roots, whole=whole, why=why)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        click.echo(("\n\n" + "═" * 72 + "\n\n").join(_as_text(article) for article in found))


def print_entry(entry: Entry, *, as_json: bool) -> None:
    """Print an article of the library."""
    path = entry.paths[0] if entry.paths else None
    article = _as_json(entry.article, entry.source.name, entry.outlet, path, why=False)
    if as_json:
        click.echo(json.dumps([article], ensure_ascii=False, indent=2))
    else:
        click.echo(_as_text(article))


def _article_by_id(id_: str, roots: Sequence[Path], *, whole: bool, why: bool) -> dict[str, Any]:
    if not 4 <= len(id_) <= 16 or not set(id_.lower()) <= set("0123456789abcdef"):
        from newsreader.errors import PathMissing

        raise PathMissing(Path(id_))
    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        entry = library.entry_by_id(id_.lower())
        article = library.whole(entry.number) if whole else entry.article
    path = entry.paths[0] if entry.paths else None
    return _as_json(article, entry.source.name, entry.outlet, path, why=why)


def _articles_of_file(path: Path, *, whole: bool, why: bool) -> list[dict[str, Any]]:
    from newsreader.library.walk import feed_source, folder_source
    from newsreader.reading import read_file
    from newsreader.reading.whole import read_whole

    name = os.fsencode(path.absolute())
    folder = folder_source(os.path.dirname(name))  # noqa: PTH120 - bytes
    result = []
    for article in (read_whole if whole else read_file)(path):
        source = folder if article.feed is None else feed_source(name, article.feed)
        outlet = article.outlet or source.name
        result.append(_as_json(article, source.name, outlet, path, why=why))
    return result


def _as_json(
    article: Article, source: str, outlet: str, path: Path | None, *, why: bool
) -> dict[str, Any]:
    """The stable form of an article for scripts; how it was read is added if somebody asks why."""
    fields = {
        "id": article.id,
        "source": source,
        "outlet": outlet,
        "path": printable(path) if path is not None else None,
        "title": article.title,
        "title_from": article.title_from,
        "byline": article.byline,
        "agency": article.agency,
        "place": article.place,
        "language": article.language,
        "url": article.url,
        "published": article.published,
        "published_precision": article.published_precision,
        "published_from": article.published_from,
        "words": article.words,
        "error": article.error,
        "sections": [_section_as_json(section, why) for section in article.sections],
    }
    if why:
        fields["encoding"] = article.encoding
        fields["published_about"] = article.published_about
    return fields


def _section_as_json(section: Section, why: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "kind": section.kind,
        "format": section.format,
        "heading": section.heading,
        "text": section.text,
        "items": [
            {"outlet": item.outlet, "age": item.age, "title": item.title, "text": item.text}
            for item in section.items
        ],
    }
    if why:
        fields["why"] = section.why
    return fields


def _as_text(article: dict[str, Any]) -> str:
    """An article for reading in a pipe: the body first, then what was folded, under its heading."""
    facts = (
        article["outlet"],
        article["byline"],
        article["agency"],
        article["place"],
        when(article["published"]),
        article["url"],
    )
    parts = [article["title"], " · ".join(fact for fact in facts if fact)]
    if article.get("encoding"):
        parts.append(f"decoded as {article['encoding']}")
    if article["error"]:
        parts.append(f"could not be read: {article['error']}")
    for body in (True, False):
        for section in article["sections"]:
            if (section["kind"] == "body") is not body:
                continue
            if not body:
                reason = f"({section['why']}) " if section.get("why") else ""
                parts.append(f"── {section['heading'] or section['kind'].capitalize()} {reason}──")
            parts += _section_as_text(section)
    return "\n\n".join(parts)


def _section_as_text(section: dict[str, Any]) -> Iterable[str]:
    if section["items"]:
        for item in section["items"]:
            head = " · ".join(part for part in (item["outlet"], item["age"]) if part)
            yield "\n".join(part for part in (head, item["title"], item["text"]) if part)
    elif section["text"].strip():
        yield section["text"].strip("\n")
