"""The command line. Textual is imported only when the app is opened.

A first argument that is no command is a path: ``newsreader ~/news`` is ``newsreader open ~/news``.
Results go to standard output, everything else to standard error; the exit status is 0 when it
worked, 1 when nothing was found, 2 when something was wrong with what was asked.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsreader import __version__
from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from newsreader.article import Article, Section
    from newsreader.config import Settings
    from newsreader.library import Found, Hit, Library, Progress, SyncResult

_PATH = click.Path(path_type=Path)

_PATIENCE = 10.0
"""Seconds a question waits for another process to finish reading; then what there is answers it."""

_EPILOG = """\
\b
Try it:
  newsreader ~/news               open a folder
  newsreader add ~/news           keep it: a plain `newsreader` opens it from then on
  newsreader search 'patriot -trump after:2026-10' --library ~/news
  newsreader show page.html       one file, as the reader sees it

\b
In the app: j k move · space read on · s star · u unread · U undo · / search · ? all keys
"""


class _Commands(click.Group):
    """A group whose first argument may be a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((i for i, arg in enumerate(args) if not arg.startswith("-")), None)
        if first is None:
            if not {"--help", "-h", "--version"} & set(args):
                args = [*args, "open"]
        elif args[first] not in self.commands:
            args = [*args[:first], "open", *args[first:]]
        return super().parse_args(ctx, args)


class _Refused(click.ClickException):
    """A sentence on standard error, and exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"newsreader: {self.message}", file=file, err=file is None)


def cli() -> None:
    """Run the command line; no traceback reaches a person."""
    try:
        commands(prog_name="newsreader")
    except NewsreaderError as error:
        _Refused(str(error)).show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output, such as `head`, has had enough.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("unexpected")
        _Refused(
            f"something went wrong that should not: {type(error).__name__}: {error}. "
            "`newsreader --debug …` writes a log that helps to find out why"
        ).show()
        sys.exit(2)


@click.group(
    cls=_Commands,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="[PATH]… | COMMAND …",
)
@click.option("--debug", is_flag=True, help="Write a log file, and say where.")
@click.version_option(__version__, prog_name="newsreader")
def commands(debug: bool) -> None:
    """Read, search and triage the news you keep on disk: offline, by keyboard.

    Opens the folders and files named as PATH (text, Markdown, web pages, feeds, mail, EPUB; also
    gzipped); without any, the configured library. Your files are only ever read.
    """
    from newsreader import log

    log.silence()
    if debug:
        from newsreader import config

        file = config.places().cache / "newsreader.log"
        try:
            log.start(file)
        except OSError as error:
            raise _Refused(f"{file}: the log cannot be written: {error.strerror}") from error
        click.echo(f"newsreader: writing a log to {file}", err=True)


@commands.command(name="open", short_help="Open folders or files in the app.")
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]…")
def open_(paths: tuple[Path, ...]) -> None:
    """Open folders or files in the app (the same as `newsreader PATH…`)."""
    from newsreader import config
    from newsreader.library import Library

    places = config.places()
    settings = config.load(places.config_file)
    roots = paths or _configured(settings)
    library = Library.open(roots, places) if roots else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise _Refused(
            "the app needs a terminal; for scripts there are `search`, `show` and `index`"
        )

    def begin(chosen: Path | None) -> Library:
        if chosen is not None:
            config.add_to_library(places.config_file, chosen)
        return Library.open([chosen or config.samples()], places)

    from newsreader.tui.app import NewsreaderApp
    from newsreader.tui.services import Services

    app = NewsreaderApp(library, services=Services(settings=settings), open_library=begin)
    try:
        app.run()
    finally:
        if app.library is not None:
            app.library.close()
    if app.return_code:
        sys.exit(app.return_code)


@commands.command()
@click.argument("path", type=_PATH)
def add(path: Path) -> None:
    """Put a folder or file into the configured library."""
    from newsreader import config
    from newsreader.errors import PathMissing

    path = path.expanduser().absolute()
    if not path.exists():
        raise PathMissing(path)
    file = config.places().config_file
    if config.add_to_library(file, path):
        click.echo(f"Added {path} to the library ({file}). `newsreader` opens it.", err=True)
    else:
        click.echo(f"{path} is in the library already.", err=True)


_library_option = click.option(
    "--library",
    "-l",
    "roots",
    multiple=True,
    type=_PATH,
    metavar="PATH",
    help="A folder or file of the library, as often as needed; without it, the configured library.",
)
_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


@commands.command(short_help="Print the article(s) of a file, or one of the library.")
@click.argument("what", metavar="FILE|ID")
@_library_option
@click.option("--why", is_flag=True, help="Say of every folded section which rule folded it.")
@click.option("--whole", is_flag=True, help="The whole page as it came, nothing folded.")
@_json_option
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


@commands.command()
@click.argument("query")
@_library_option
@click.option(
    "--limit",
    "-n",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="Print at most this many hits.",
)
@_json_option
def search(query: str, roots: tuple[Path, ...], limit: int, as_json: bool) -> None:
    """Search headlines and bodies, best hits first.

    \b
    ukraine weapons          both words            "joint production"   the phrase
    patriot OR himars        either                -trump               not
    ukr*                     words that begin so   title:pope           in the headline
    after:2026-10 source:cbc facts                 in:related pope      folded sections too

    Exit status 1 when nothing is found.
    """
    with _opened(roots) as library:
        _bring_up_to_date(library, wait=_PATIENCE)
        found = library.search(query, limit=limit)
        hits = [_hit_as_json(library, found, hit) for hit in found.hits[:limit]]
    for problem in found.problems:
        click.echo(f"newsreader: {problem.message}", err=True)
    if as_json:
        answer = {"query": query, "total": found.total, "ms": round(found.ms, 2), "hits": hits}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            facts = " · ".join(
                part for part in (hit["source"], hit["published"], hit["id"]) if part
            )
            click.echo(f"{hit['title']}\n  {facts}")
            click.echo(f"  {hit['snippet']}\n" if hit["snippet"] else "")
        click.echo(f"{found.total} found, {found.ms:.0f} ms", err=True)
    if not found.total:
        sys.exit(1)


@commands.command()
@click.argument("paths", nargs=-1, type=_PATH, metavar="[PATH]…")
@_json_option
def index(paths: tuple[Path, ...], as_json: bool) -> None:
    """Bring the library up to date with the files on disk."""
    with _opened(paths) as library:
        result = _bring_up_to_date(library)
    if as_json:
        import msgspec

        fields = msgspec.structs.asdict(result)
        fields["failed"] = [msgspec.structs.asdict(failure) for failure in result.failed]
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    for failure in result.failed:
        click.echo(f"  {failure.path}: could not be read: {failure.error}")
    click.echo(
        f"{result.articles} articles from {result.sources} sources: {result.added} new, "
        f"{result.updated} changed, {result.removed} gone, {result.skipped} files skipped, "
        f"{len(result.failed)} could not be read ({result.seconds:.1f} s)"
    )


@commands.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: newsreader completion bash >> ~/.bashrc
    zsh:  newsreader completion zsh >> ~/.zshrc
    fish: newsreader completion fish > ~/.config/fish/completions/newsreader.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # click knows all three
    click.echo(made(commands, {}, "newsreader", "_NEWSREADER_COMPLETE").source())


# -- what the commands share


def _configured(settings: Settings) -> list[Path]:
    return [Path(path).expanduser() for path in settings.library]


def _opened(roots: Sequence[Path]) -> Library:
    from newsreader import config
    from newsreader.library import Library

    places = config.places()
    roots = roots or _configured(config.load(places.config_file))
    if not roots:
        raise _Refused(
            "no library: name one with --library PATH, or `newsreader add PATH` to keep one"
        )
    library = Library.open(roots, places)
    for warning in library.warnings:
        click.echo(f"newsreader: {warning}", err=True)
    return library


def _bring_up_to_date(library: Library, wait: float | None = None) -> SyncResult:
    """Sync, with a progress bar where somebody is looking.

    Args:
        wait: Seconds to wait for another process that does the same; None as long as it takes.
    """
    if not sys.stderr.isatty():
        return library.sync(wait=wait)
    with click.progressbar(length=1, label="Looking", file=sys.stderr, width=0) as bar:

        def report(progress: Progress) -> None:
            bar.label = progress.phase.capitalize()
            bar.length = max(1, progress.total)
            bar.pos = min(progress.done, bar.length)
            bar.update(0)

        return library.sync(report, wait=wait)


def _article_by_id(id_: str, roots: Sequence[Path], *, whole: bool, why: bool) -> dict[str, Any]:
    if not 4 <= len(id_) <= 16 or not set(id_.lower()) <= set("0123456789abcdef"):
        from newsreader.errors import PathMissing

        raise PathMissing(Path(id_))
    with _opened(roots) as library:
        _bring_up_to_date(library, wait=_PATIENCE)
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


def _hit_as_json(library: Library, found: Found, hit: Hit) -> dict[str, Any]:
    entry = library.entry(hit.number)
    snippet = library.snippet(hit.number, found)
    return {
        "id": hit.id,
        "source": entry.source.name,
        "path": _printable(entry.paths[0]) if entry.paths else None,
        "title": entry.article.title,
        "published": entry.article.published,
        "score": round(hit.score, 4),
        "snippet": snippet.text if snippet else None,
    }


def _as_json(
    article: Article, source: str, outlet: str, path: Path | None, *, why: bool
) -> dict[str, Any]:
    """The stable form of an article for scripts; how it was read is added if somebody asks why."""
    fields = {
        "id": article.id,
        "source": source,
        "outlet": outlet,
        "path": _printable(path) if path is not None else None,
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
        article["published"],
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


def _printable(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 show as �, control characters are left out."""
    from newsreader.reading.clean import clean_line

    return clean_line(str(path).encode("utf-8", "replace").decode("utf-8"))
