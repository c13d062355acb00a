"""What a file holds, told from its first bytes.

Bytes that are no text are named by their signature ("a picture (PNG)"); markup is told apart by its
first tag, JSON by the keys of a feed. The suffix decides only between plain text and Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from newsreader.article import Article
from newsreader.errors import NotAnArticle, ReadingError
from newsreader.reading import (
    emlx,
    epub,
    feed,
    html,
    json_feed,
    mail,
    markdown,
    mbox,
    mhtml,
    plain_text,
    saved_mail,
)
from newsreader.reading.opened import Opened, suffix_of

Reader = Callable[[Opened], list[Article]]

_ARTICLE_SUFFIXES = frozenset((
    ".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", ".html", ".htm", ".xhtml", ".xht",
    ".xml", ".rss", ".atom", ".rdf", ".json", ".jsonfeed", ".feed", ".eml", ".emlx", ".mbox",
    ".mht", ".mhtml", ".epub",
))  # fmt: skip
_FEED_SUFFIXES = frozenset((".xml", ".rss", ".atom", ".rdf", ".jsonfeed", ".mbox", ".epub"))
_MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_OTHER_TEXT = frozenset((
    ".css", ".js", ".mjs", ".ts", ".jsx", ".tsx", ".py", ".pyc", ".rb", ".sh", ".bash", ".c",
    ".h", ".cpp", ".hpp", ".java", ".go", ".rs", ".php", ".pl", ".lua", ".sql", ".toml",
    ".yaml", ".yml", ".ini", ".cfg", ".conf", ".lock", ".log", ".csv", ".tsv", ".tex", ".bib",
    ".map", ".svg", ".opml", ".plist", ".xsl", ".xslt", ".xsd", ".dtd", ".bat", ".ps1",
    ".make", ".mk", ".diff", ".patch", ".srt", ".vtt", ".ics", ".vcf", ".webmanifest", ".scss",
    ".less",
))  # fmt: skip
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\0\0\1\0", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"PK\3\4", "an archive (ZIP, or an office document)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\0", "a compressed file (xz)"),
    (b"(\xb5/\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"OggS", "a sound or video file"),
    (b"fLaC", "a sound file"),
    (b"ID3", "a sound file (MP3)"),
    (b"\xff\xfb", "a sound file (MP3)"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"bplist", "a property list"),
)
_LOOK_AT = 16 * 1024
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b\x08"))

_XML_START = re.compile(
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*+"
    r"<(?:[\w.-]+:)?(?P<tag>[A-Za-z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
_FEED_TAGS = frozenset(("rss", "feed", "rdf", "channel", "entry", "item"))
_HTML_TAGS = frozenset((
    "html", "head", "body", "div", "article", "main", "section", "p", "h1", "h2", "h3", "meta",
    "title", "link", "script", "style", "span", "table", "header", "nav", "a", "b", "i", "em",
    "strong", "center", "font", "img", "br", "hr", "ul", "ol", "li", "blockquote", "pre",
    "figure", "base",
))  # fmt: skip
_HTML_TYPE = re.compile(
    r"\s*(?>(?:<\?xml.*?\?>|<!--.*?-->)\s*)*+<!DOCTYPE\s+html", re.I | re.DOTALL
)
_MANY_TAGS = re.compile(
    r"</(?:p|div|a|span|li|h[1-6]|body|html|article|section)\s*>", re.IGNORECASE
)


def has_article_suffix(path: Path) -> bool:
    """Whether a file is called as articles are, so that it is worth a row even if unreadable."""
    return suffix_of(path) in _ARTICLE_SUFFIXES


def has_feed_suffix(path: Path) -> bool:
    """Whether a file is called as feeds, mailboxes and EPUBs are, so that it is a source of its own
    even if unreadable."""
    return suffix_of(path) in _FEED_SUFFIXES


def reader_of(file: Opened) -> Reader:
    """The reader for what a file holds.

    Raises:
        ReadingError: It holds nothing to read: it is empty, or no text.
        NotAnArticle: It is text, but no article.
    """
    if not file.data:
        raise ReadingError(file.path, "the file is empty")
    if epub.is_epub(file):
        return epub.read
    binary = _not_text(file.data)
    if binary is not None:
        raise ReadingError(file.path, f"this is not text but {binary}")
    if file.suffix in _OTHER_TEXT:
        raise NotAnArticle(file.path, f"{file.suffix} files hold no articles")
    start = _start(file.data)
    letters = _mail_reader(file, start)
    if letters is not None:
        return letters
    if not start.strip():
        if not file.data.strip():
            raise ReadingError(file.path, "the file holds nothing but white space")
        return plain_text.read
    if start.lstrip()[0] in "{[":
        reader = json_feed.reader_of(file)
        if reader is not None:
            return reader
    markup = _markup_reader(file, start)
    if markup is not None:
        return markup
    return markdown.read if file.suffix in _MARKDOWN_SUFFIXES else plain_text.read


def _mail_reader(file: Opened, start: str) -> Reader | None:
    """The reader of mail, or of the page that was saved as if it were one."""
    if mbox.is_mbox(start):
        return mbox.read
    if mail.is_mail(start):
        return mhtml.read if mhtml.is_page(file, start) else mail.read
    if emlx.is_emlx(start):
        return emlx.read
    return saved_mail.read if saved_mail.is_saved_mail(start) else None


def _markup_reader(file: Opened, start: str) -> Reader | None:
    if _HTML_TYPE.match(start):
        return html.read
    match = _XML_START.match(start)
    if match is None:
        return None
    tag = match["tag"].lower()
    if tag in _FEED_TAGS:
        return feed.read
    if file.suffix in _MARKDOWN_SUFFIXES:
        return None
    if tag in _HTML_TAGS or file.suffix in (".html", ".htm", ".xhtml", ".xht"):
        return html.read
    if start.lstrip().startswith("<?xml") or file.suffix in (".xml", ".rss", ".atom", ".rdf"):
        if feed.first_mistake(file.data) is None:
            raise NotAnArticle(file.path, f"this is XML, but no feed (<{match['tag'][:40]}>)")
        return feed.read
    return html.read if len(_MANY_TAGS.findall(start)) > 2 else None


def _start(data: bytes) -> str:
    """The first characters, near enough for telling tags."""
    head = data[:_LOOK_AT]
    if head[:2] in _WIDE_MARKS:
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _not_text(data: bytes) -> str | None:
    """What bytes are that are no text, or None for text."""
    head = data[:_LOOK_AT]
    for signature, name in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 3 or _share_of_controls(head) > 0):
            return name
    if head[:4] == b"RIFF":
        return "a picture (WebP)" if head[8:12] == b"WEBP" else "a sound or video file"
    if head[4:8] == b"ftyp":
        return "a video file"
    if head[:2] in _WIDE_MARKS or head[:4] == b"\0\0\xfe\xff":
        return None
    return "binary data" if _share_of_controls(head) > 0.02 else None


def _share_of_controls(head: bytes) -> float:
    return 1 - len(head.translate(None, _CONTROLS)) / len(head)
