"""One article as a page to be kept elsewhere: Markdown with front matter, plain text, or HTML.

What the reader has added goes with it: tags in the front matter, the note and the passages below
the text. The line ``newsreader:`` has all marks in the form ``newsreader import`` reads.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from newsreader.article import Article, Format, Kind
from newsreader.library import fields
from newsreader.library.answers.articles import Passage
from newsreader.library.texts import paragraphs_of

PageFormat = Literal["markdown", "text", "html"]
SUFFIXES: dict[PageFormat, str] = {"markdown": ".md", "text": ".txt", "html": ".html"}

MARKS_LINE = "newsreader: "
"""Begins the line of the front matter that has the marks."""
_SIGNS = re.compile(r"([\\`*_\[\]<]|&(?=#?\w+;))|^([#>+-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_NOT_IN_NAMES = re.compile(r"[^\w]+")
_LONGEST_NAME = 60
_STYLE = (
    "body{max-width:40em;margin:2em auto;padding:0 1em;font:1.05em/1.5 serif;color:#222;"
    "background:#fff}header p{color:#666}blockquote{border-left:.2em solid #ccc;margin-left:0;"
    "padding-left:1em}article+article{border-top:1px solid #ccc;margin-top:3em}"
    "pre{overflow-x:auto}@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}}"
)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """An article, and what the reader made of it.

    Attributes:
        id: Of the article.
        title: Its headline.
        outlet: Who published it; empty if that is not known any more.
        article: The article; None if its files are gone.
        marks: Value by field, of those that are worth keeping.
    """

    id: str
    title: str
    outlet: str = ""
    article: Article | None = None
    marks: Mapping[str, str] = {}

    @property
    def tags(self) -> list[str]:
        """The names of its tags."""
        return [self.marks[field] for field in sorted(self.marks) if field.startswith(fields.TAG)]

    @property
    def note(self) -> str:
        """The note, in Markdown; empty if there is none."""
        return self.marks.get(fields.NOTE, "")

    @property
    def passages(self) -> list[str]:
        """The passages, in the order of their places."""
        kept = [
            msgspec.json.decode(value, type=Passage)
            for field, value in self.marks.items()
            if field.startswith(fields.PASSAGE)
        ]
        kept.sort(key=lambda passage: (passage.paragraph, passage.start))
        return [passage.text for passage in kept]

    @property
    def facts(self) -> str:
        """Outlet, byline, place and date on one line."""
        parts = [self.outlet]
        if self.article is not None:
            article = self.article
            parts += [article.byline or "", article.agency or "", article.place or ""]
            parts.append((article.published or "")[:10])
        return " · ".join(part for part in parts if part)

    @property
    def url(self) -> str:
        """The address of the original; empty if it is not known."""
        return (self.article.url if self.article is not None else None) or ""

    def name(self, format: PageFormat) -> str:
        """A name for the file: date, headline, and the beginning of the id."""
        published = self.article.published if self.article is not None else None
        words = _NOT_IN_NAMES.sub("-", self.title).strip("-")
        if len(words) > _LONGEST_NAME:
            words = words[:_LONGEST_NAME].rpartition("-")[0] or words[:_LONGEST_NAME]
        parts = [(published or "")[:10], words, self.id[:8]]
        return " ".join(part for part in parts if part) + SUFFIXES[format]


def format_of(file: Path) -> PageFormat | None:
    """What a file is to hold by its suffix; None if that is none of ours."""
    suffix = file.suffix.lower()
    return next((name for name, known in SUFFIXES.items() if known == suffix), None)


def as_page(page: Page, format: PageFormat) -> str:
    """An article in one of the formats."""
    match format:
        case "markdown":
            return as_markdown(page)
        case "text":
            return as_text(page)
        case "html":
            return as_html([page])


def as_markdown(page: Page) -> str:
    """An article in Markdown, with front matter that Obsidian and its like understand."""
    article = page.article
    front = {
        "title": page.title,
        "author": article.byline if article else None,
        "outlet": page.outlet or None,
        "agency": article.agency if article else None,
        "place": article.place if article else None,
        "date": article.published if article else None,
        "url": page.url or None,
        "tags": page.tags or None,
    }
    lines = [f"{name}: {_json(value)}" for name, value in front.items() if value]
    lines.append(f"{MARKS_LINE}{_json({'id': page.id, 'marks': dict(page.marks)})}")
    body = _markdown_of(article) if article else "*The file of this article is gone.*"
    parts = ["---\n" + "\n".join(lines) + "\n---", f"# {_escaped(page.title)}", body]
    if page.passages:
        parts += ["## Passages", *(_quoted(_escaped(text)) for text in page.passages)]
    if page.note:
        parts += ["## Note", page.note]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_text(page: Page) -> str:
    """An article in plain text: a line is a paragraph."""
    parts = [page.title, page.facts, page.url]
    if page.article is not None:
        parts += paragraphs_of(page.article)
    if page.passages:
        parts += ["— Passages —", *page.passages]
    if page.note:
        parts += ["— Note —", page.note]
    if page.tags:
        parts.append(" ".join(f"#{tag}" for tag in page.tags))
    return "\n\n".join(part for part in parts if part) + "\n"


def as_html(pages: list[Page]) -> str:
    """Articles as one HTML page that loads nothing and runs nothing."""
    marks = [{"id": page.id, "marks": dict(page.marks)} for page in pages]
    # A text in it may not end the script.
    data = _json(marks).replace("<", "\\u003c")
    title = pages[0].title if len(pages) == 1 else f"{len(pages)} articles"
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style></head>\n<body>\n"
        + "".join(_html_of(page) for page in pages)
        + f'<script type="application/json" id="newsreader">{data}</script>\n</body></html>\n'
    )


def _html_of(page: Page) -> str:
    parts = [f"<h1>{html.escape(page.title)}</h1>"]
    if page.facts:
        parts.append(f"<p>{html.escape(page.facts)}</p>")
    if page.url:
        parts.append(f'<p><a href="{html.escape(page.url)}">{html.escape(page.url)}</a></p>')
    if page.tags:
        parts.append(f"<p>{html.escape(' '.join(f'#{tag}' for tag in page.tags))}</p>")
    body = _markdown_of(page.article) if page.article else "*The file of this article is gone.*"
    if page.passages:
        body += "\n\n## Passages\n\n" + "\n\n".join(map(_quoted, map(_escaped, page.passages)))
    if page.note:
        body += f"\n\n## Note\n\n{page.note}"
    head = "\n".join(parts)
    return f"<article><header>\n{head}\n</header>\n{_rendered(body)}</article>\n"


def _rendered(markdown: str) -> str:
    """Markdown as HTML: no markup of its own, no pictures, links to the web and to mail only."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    return str(parser.render(markdown))


def _markdown_of(article: Article) -> str:
    """The body in Markdown; what is plain text stays plain."""
    parts = []
    for section in article.sections:
        if section.kind is not Kind.BODY:
            continue
        if section.heading:
            parts.append(f"## {_escaped(section.heading)}")
        if section.format is Format.MARKDOWN:
            parts.append(section.text.strip("\n"))
        else:
            parts += [_escaped(line.strip()) for line in section.text.split("\n") if line.strip()]
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda match: f"\\{match[1]}" if match[1] else _line_sign(match[2]), text)


def _line_sign(sign: str) -> str:
    # `1.` begins a list: the point is what has to be escaped, and stands after the number.
    return f"{sign}\\" if sign.isdecimal() else f"\\{sign}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _json(value: object) -> str:
    # JSON is YAML, too.
    return json.dumps(value, ensure_ascii=False)
