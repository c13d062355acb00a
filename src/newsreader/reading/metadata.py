"""What a web page states about its article: headline, authors, date, outlet, address, language.

Pages state it for search engines and social networks, in this order of trust: JSON-LD
(https://schema.org/NewsArticle), ``<meta>`` tags, marked-up elements. A date is taken only where
the page says that it is the date of publication.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from newsreader.reading.clean import clean_line
from newsreader.reading.dates import When, month_pattern, parse_date
from newsreader.reading.links import web_address
from newsreader.reading.wire import Facts

_ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Opinion|Report|Reportage|Review|Analysis|Satirical|Tech|Scholarly|Background"
    r"|AskPublic|Advertiser|Liveblog|LiveBlog)?(?:News)?(?:Article|Posting|Post|Update|Content)"
)
_TITLE_META = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline",
               "parsely-title", "sailthru.title", "title")  # fmt: skip
_BYLINE_META = ("author", "byl", "parsely-author", "sailthru.author", "dc.creator",
                "dcterms.creator", "article:author_name", "article:author", "twitter:creator:name",
                "cxenseparse:author", "citation_author")  # fmt: skip
_MANY = ("author", "citation_author", "article:author", "parsely-author")
_DATE_META = ("article:published_time", "og:article:published_time", "datepublished",
              "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date",
              "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
              "article.published", "published_time", "article:published", "originalpublicationdate",
              "cxenseparse:recs:publishtime", "article_date_original", "dc.date", "date",
              "citation_publication_date", "og:published_time", "ptime", "pdate")  # fmt: skip
_OUTLET_META = ("og:site_name", "application-name", "publisher", "dc.publisher",
                "dcterms.publisher", "twitter:app:name:iphone", "al:ios:app_name")  # fmt: skip
_WRAPPER = re.compile(
    r"^\s*(?:/\*\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$"
)
_NAME = re.compile(r"[^\W\d_].*[^\W\d_].?", re.DOTALL)
_NO_NAME = re.compile(
    r"https?:|www\.|@|^(?:admin|administrator|staff|editor|editors|guest|unknown|none|null"
    r"|author|web|news desk|online|redaktion|undefined|by)$", re.IGNORECASE
)  # fmt: skip
_BY = re.compile(r"^(?:by|von|par|por|автор:?)\s+", re.IGNORECASE)
_WHEN = re.compile(rf"[\s,|·–-]+(?:{month_pattern()}\s*)?\d.*", re.IGNORECASE)
_MOST_MARKED = 5
_TITLE_PARTS = re.compile(r"\s+[|–—·»«:-]\s+|\s*\|\s*|\s+::\s+")


def page_facts(root: lxml.html.HtmlElement) -> Facts:
    """What a page states about its article."""
    meta = _meta(root)
    linked = next(_linked_data(root), {})
    outlet = _first(meta, _OUTLET_META) or _name_of(linked.get("publisher"))
    return Facts(
        title=_title(root, meta, linked, outlet),
        byline=_byline(root, meta, linked),
        outlet=outlet,
        url=_address(root, meta, linked),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or meta.get("content-language", "").split(",")[0] or (meta.get("og:locale") or None),
        when=_date(root, meta, linked),
    )  # fmt: skip


def _meta(root: lxml.html.HtmlElement) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        name = name or element.get("http-equiv") or ""
        content = clean_line(element.get("content") or "")
        if name and content:
            key = name.strip().lower()
            if (
                key in ("author", "citation_author", "article:author", "parsely-author")
                and key in values
            ):
                if content not in values[key]:
                    values[key] += f", {content}"
            else:
                values.setdefault(key, content)
    return values


def _linked_data(root: lxml.html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(_WRAPPER.sub("", script.text), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(data, 0):
            types = found.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(isinstance(name, str) and _ARTICLE_TYPES.fullmatch(name) for name in names):
                yield found


def _objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 5:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(data.get(key), depth + 1)


def _title(
    root: lxml.html.HtmlElement, meta: dict[str, str], linked: dict[str, Any], outlet: str | None
) -> str | None:
    headings = [clean_line(found.text_content()) for found in list(root.iter("h1"))[:10]]
    headings = [heading for heading in headings if heading]
    page = next((clean_line(found.text_content()) for found in root.iter("title")), "")
    stated = _said(linked.get("headline")) or _first(meta, _TITLE_META)
    for heading in headings:
        if _same(heading, stated or "") or _same(heading, page):
            return heading
    title = stated or page
    if not title:
        return headings[0] if headings else None
    return _without_outlet(title, outlet)


def _same(heading: str, title: str) -> bool:
    """Whether a heading says what a title says, apart from the site's name."""
    heading, title = _letters(heading), _letters(title)
    return len(heading) > 8 and bool(title) and (heading in title or title in heading)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _without_outlet(title: str, outlet: str | None) -> str:
    """A page's title without the site's name at its end."""
    parts = list(_TITLE_PARTS.finditer(title))
    if not parts:
        return title
    end = title[parts[-1].end() :]
    first = title[: parts[-1].start()]
    named = outlet and (_letters(end) in _letters(outlet) or _letters(outlet) in _letters(end))
    if named or ("|" in parts[-1][0] and len(end.split()) <= 5 and len(first.split()) >= 3):
        return first
    return title


def _byline(
    root: lxml.html.HtmlElement, meta: dict[str, str], linked: dict[str, Any]
) -> str | None:
    stated = (_name_of(linked.get("author")), *(meta.get(key) for key in _BYLINE_META))
    shown = (found.text_content() for found in _marked(root, "author"))
    for candidate in itertools.chain(stated, shown):
        name = _WHEN.sub("", _BY.sub("", clean_line(candidate or ""))).strip(" ,;|·–-")
        if _NAME.fullmatch(name) and not _NO_NAME.search(name) and len(name) <= 150:
            return name
    return None


def _marked(root: lxml.html.HtmlElement, what: str) -> Iterator[lxml.html.HtmlElement]:
    """Elements that say by attribute or class that they name the author."""
    classes = 'contains(concat(" ", @class, " "), " {} ")'
    named = " or ".join(classes.format(name) for name in ("byline", what, f"{what}-name"))
    found = root.xpath(f'//*[@itemprop="{what}"] | //a[@rel="{what}"] | //*[{named}]')
    yield from found[:_MOST_MARKED] if isinstance(found, list) else ()


def _date(root: lxml.html.HtmlElement, meta: dict[str, str], linked: dict[str, Any]) -> When | None:
    stated = (_said(linked.get("datePublished")), *(meta.get(key) for key in _DATE_META))
    shown = (
        found.get("datetime") or found.get("content") or found.text_content()
        for found in itertools.islice(_marked_dates(root), _MOST_MARKED)
    )
    dates = (parse_date(clean_line(text)) for text in itertools.chain(stated, shown) if text)
    return next((date for date in dates if date is not None), None)


def _marked_dates(root: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Elements that say by attribute that they hold the date of publication."""
    found = root.xpath('//*[@itemprop="datePublished" or @pubdate]')
    yield from found if isinstance(found, list) else ()


def _address(
    root: lxml.html.HtmlElement, meta: dict[str, str], linked: dict[str, Any]
) -> str | None:
    stated = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    page = linked.get("mainEntityOfPage")
    stated += [meta.get("og:url"), _said(linked.get("url")),
               _said(page.get("@id") if isinstance(page, dict) else page)]  # fmt: skip
    return next((address for url in stated if (address := web_address(url))), None)


def _first(meta: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((meta[key] for key in keys if meta.get(key)), None)


def _said(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return (
        clean_line(lxml.html.fromstring(f"<p>{value}</p>").text_content())
        if (isinstance(value, str) and value.strip())
        else None
    )


def _name_of(value: Any) -> str | None:
    """The name or names of JSON-LD persons or organisations."""
    if isinstance(value, list):
        names = [name for item in value if (name := _name_of(item))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _name_of(value.get("name"))
    return _said(value)
