"""The front matter of Markdown files: ``---`` (flat YAML), ``+++`` (TOML) or ``{`` (JSON) on top.

Of YAML only what front matter is written in is understood: ``key: value``, quoted or not, lists in
brackets or as ``- item`` lines, and ``>`` and ``|`` blocks. Anchors, tags and the other dangers of
YAML are text here. Keys nobody asks for are passed over.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from typing import NamedTuple

_FENCED = re.compile(
    r"\s*?(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)(?:^|\n)(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}?|\"[^\"]+\"):(?:[ \t]+(?P<value>.*))?[ \t]*")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_COMMENT = re.compile(r"(?:^|(?<![ \t])[ \t]+)#.*")
_LONGEST = 64 * 1024

Values = dict[str, list[str]]


class FrontMatter(NamedTuple):
    """What stands above a text.

    Attributes:
        values: By key in lower case, words joined with ``_``; every value as a list of texts.
        end: Where the text below begins.
    """

    values: Values
    end: int


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a text; no values and end 0 if it has none."""
    match = _FENCED.match(text[:_LONGEST])
    if match is None:
        return _json(text[:_LONGEST])
    if match["fence"] == "+++":
        try:
            return FrontMatter(_flat(tomllib.loads(match["inside"])), match.end())
        except (tomllib.TOMLDecodeError, RecursionError):
            return FrontMatter({}, 0)
    values = _flat_yaml(match["inside"])
    return FrontMatter(values, match.end()) if values else FrontMatter({}, 0)


def _json(text: str) -> FrontMatter:
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start):
        return FrontMatter({}, 0)
    try:
        table, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return FrontMatter({}, 0)
    return FrontMatter(_flat(table), end) if table else FrontMatter({}, 0)


def _flat_yaml(inside: str) -> Values:
    values: Values = {}
    key: str | None = None
    block = is_mapping = False
    for line in inside.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _KEY.fullmatch(line)
        if match:
            key = _name(match["key"].strip('"'))
            value = (match["value"] or "").strip()
            block = value[:1] in ("|", ">") and len(value) <= 2
            values[key] = [] if block else _scalars(value)
            is_mapping = False
            continue
        item = _ITEM.fullmatch(line)
        if key is None:
            return {}
        if item and not block:
            is_mapping = _KEY.fullmatch(item[1]) is not None
            values[key] += _scalars(_entry(item[1]))
        elif line[0] in " \t" and not (is_mapping and _KEY.fullmatch(line.strip())):
            _continue(values[key], line.strip())
    return values


def _entry(item: str) -> str:
    """The value of a list's item that is a mapping itself (``- name: Jane Roe``)."""
    match = _KEY.fullmatch(item)
    return (match["value"] or "") if match and match["value"] else item


def _continue(values: list[str], more: str) -> None:
    match = _KEY.fullmatch(more)
    if match and not values:
        values += _scalars(match["value"] or "")
    elif values:
        values[-1] = f"{values[-1]} {more}"
    else:
        values.append(more)


def _scalars(value: str) -> list[str]:
    """The texts of a value: one, or several of a list in brackets."""
    value = _WIKI_LINK.sub(r"\1", value)
    if value.startswith("[") and value.rstrip().endswith("]"):
        return [_unquote(part) for part in re.findall(_IN_BRACKETS, value.strip()[1:-1])]
    named = _NAMED.match(value)
    return [_unquote(named[1] if named else value)] if value else []


_NAMED = re.compile(r"\{(?:[^{}]{0,200},)?\s*\"?name\"?:\s*([^,{}]{1,200})")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_IN_BRACKETS = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'|[^,\s][^,]*")


def _unquote(value: str) -> str:
    value = value.strip()
    if value[:1] == '"':
        end = _closing_quote(value)
        try:
            return str(json.loads(value[: end + 1], strict=False)) if end else value
        except ValueError:
            return value[1:end] if end else value
    if value[:1] == "'" and value.count("'") > 1:
        return value[1 : value.rindex("'")].replace("''", "'")
    return _COMMENT.sub("", value)


def _closing_quote(value: str) -> int:
    for place in range(1, len(value)):
        if value[place] == '"' and (len(value[:place]) - len(value[:place].rstrip("\\"))) % 2 == 0:
            return place
    return 0


def _flat(table: dict[str, object]) -> Values:
    values: Values = {}
    for key, value in table.items():
        if isinstance(value, dict):
            for inner, said in _flat(value).items():
                values.setdefault(inner, said)
        elif isinstance(value, list):
            values[_name(key)] = [_text(item) for item in value if not isinstance(item, list)]
        else:
            values[_name(key)] = [_text(value)]
    return values


def _text(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _name(key: str) -> str:
    return key.strip().lower().replace(" ", "_").replace("-", "_")
