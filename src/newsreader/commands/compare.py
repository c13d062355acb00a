"""``newsreader compare``: what each outlet made of a story."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.commands.common import (
    PATIENCE,
    Refused,
    bring_up_to_date,
    json_option,
    library_option,
    opened,
    printable,
)

if TYPE_CHECKING:
    from newsreader.stories.comparing import Paragraph, Piece
    from newsreader.stories.summary import Comparison, Copy

_WIDTH = 80


@click.command(short_help="Compare the copies of a story: what was cut, added, changed.")
@click.argument("articles", nargs=-1, required=True, metavar="ID|FILE ID|FILE…")
@library_option
@json_option
def compare(articles: tuple[str, ...], roots: tuple[Path, ...], as_json: bool) -> None:
    """Set two or more articles beside the fullest of them, files or IDs of the library; or, given
    one ID, all copies of its story.

    \b
    [-cut-]  {+added+}  [-before-]{+after+}  changed; differences of house style are not shown
    """
    from newsreader.stories.summary import compare as compare_copies

    copies = _copies(articles, roots)
    if len(copies) < 2:
        raise Refused("there is nothing to compare it with: name another article")
    found = compare_copies(copies)
    if as_json:
        import msgspec

        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
    else:
        click.echo(_as_text(found))


def _copies(articles: Sequence[str], roots: Sequence[Path]) -> list[Copy]:
    """What is to be compared, each article once."""
    found: dict[str, Copy] = {}
    named = [what for what in articles if not Path(what).is_file()]
    by_id = _of_library(named, roots, whole_story=len(articles) == 1) if named else {}
    for what in articles:
        for copy in by_id[what] if what in by_id else _of_file(Path(what)):
            found.setdefault(copy.id, copy)
    return list(found.values())


def _of_file(path: Path) -> list[Copy]:
    from newsreader.library.copies import as_copy
    from newsreader.reading import read_file

    return [
        as_copy(article, article.outlet or printable(path), [path]) for article in read_file(path)
    ]


def _of_library(
    ids: Sequence[str], roots: Sequence[Path], *, whole_story: bool
) -> dict[str, list[Copy]]:
    """The articles of these ids, or of one of them the whole story."""
    from newsreader.library.copies import as_copy

    found = {}
    with opened(roots) as library:
        bring_up_to_date(library, wait=PATIENCE)
        for id_ in ids:
            numbers = [library.entry_by_id(id_).number]
            if whole_story:
                numbers = [copy.number for copy in library.story(numbers[0]).articles]
            entries = map(library.entry, numbers)
            found[id_] = [as_copy(entry.article, entry.outlet, entry.paths) for entry in entries]
    return found


def _as_text(comparison: Comparison) -> str:
    fullest = comparison.fullest
    blocks = [f"{fullest.name}: {fullest.title or 'without a headline'} (the fullest copy)"]
    for copy in comparison.copies:
        head = f"{copy.name}: {copy.title or 'without a headline'}\n  {copy.summary}\n  {copy.why}"
        blocks += ["─" * _WIDTH, head, *map(_paragraph, copy.paragraphs)]
    return "\n\n".join(blocks)


def _paragraph(paragraph: Paragraph) -> str:
    text = " ".join(map(_piece, paragraph.pieces))
    return textwrap.fill(f"(moved) {text}" if paragraph.moved else text, _WIDTH)


def _piece(piece: Piece) -> str:
    if piece.change in ("same", "style"):
        return piece.before
    cut = f"[-{piece.before}-]" if piece.before else ""
    return f"{cut}{{+{piece.after}+}}" if piece.after else cut
