"""What is wrong with the settings, each with its line and, where one is near, a suggestion.

Settings are checked one by one, so that a mistake in one leaves the others as they are: it is said,
and the default holds in its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from newsreader.config.actions import NoAction, parse_actions
from newsreader.config.settings import Settings

Place = tuple[str | int, ...]
"""The way to a setting: ``("rules", 0, "do")``."""

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text in quotes",
    "bool": "true or false",
    "array": "a list in brackets",
    "object": "a table",
}
_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_BOUND = re.compile(r"Expected `\w+` (>=|<=) (-?\d+)")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")
_HEADER = re.compile(r"\s*\[(\[?)([^\[\]]*)\]\]?\s*(?:#.*)?")
_KEY = re.compile(
    r'\s*((?:[\w-]+|"[^"]*"|\'[^\']*\')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|\'[^\']*\'))*)\s*='
)
_PART = re.compile(r'[\w-]+|"[^"]*"|\'[^\']*\'')


class Problem(msgspec.Struct, frozen=True):
    """A mistake in the settings.

    Attributes:
        line: Where it is, from 1; None if that cannot be told.
        setting: Which setting, such as ``keys.star``; empty where the file is no TOML.
        message: A sentence on what is wrong.
        suggestion: What was probably meant, or None.
    """

    line: int | None
    setting: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        hint = f"; did you mean `{self.suggestion}`?" if self.suggestion else ""
        return f"{line}{self.message}{hint}"


def check(text: str) -> tuple[Settings, list[Problem]]:
    """Understand a settings file as far as it can be understood.

    Returns:
        The settings, with defaults where there was a mistake, and the mistakes.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        line = None
        if found:
            line = int(found[1]) if found[1] else text.count("\n") + 1
        message = _TOML_PLACE.sub("", str(error))
        return Settings(), [Problem(line, "", f"not valid TOML: {message}")]
    problems: list[Problem] = []
    good = _checked(table, Settings, (), text, problems)
    return msgspec.convert(good, Settings), problems


def _checked(value: Any, kind: Any, place: Place, text: str, problems: list[Problem]) -> Any:
    """A value of the settings without what is wrong in it; raises ValidationError if all is."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        good = {}
        for name, one in value.items():
            if name not in fields:
                problems.append(_unknown(name, place, tuple(fields), text))
            elif (
                kept := _kept(one, fields[name].type, (*place, name), text, problems)
            ) is not None:
                good[name] = kept
        if missing := [n for n, field in fields.items() if field.required and n not in value]:
            raise msgspec.ValidationError(f"needs `{missing[0]}`")
        if any(field.required and name not in good for name, field in fields.items()):
            raise _SaidAlready
        return good
    if get_origin(kind) is dict and isinstance(value, dict):
        of = get_args(kind)[1]
        kept_of = {n: _kept(v, of, (*place, n), text, problems) for n, v in value.items()}
        return {name: kept for name, kept in kept_of.items() if kept is not None}
    if get_origin(kind) is tuple and isinstance(value, list):
        of = get_args(kind)[0]
        if isinstance(of, type) and issubclass(of, msgspec.Struct):
            kept_all = [_kept(v, of, (*place, n), text, problems) for n, v in enumerate(value)]
            return [kept for kept in kept_all if kept is not None]
    msgspec.convert(value, kind, strict=True)
    return value


class _SaidAlready(Exception):
    """Nothing is left, for reasons that are among the problems."""


def _kept(value: Any, kind: Any, place: Place, text: str, problems: list[Problem]) -> Any:
    """A value as far as it is right; None if nothing of it is."""
    try:
        checked = _checked(value, kind, place, text, problems)
        if place[::2] == ("rules", "do"):
            parse_actions(checked)
        return checked
    except _SaidAlready:
        return None
    except (msgspec.ValidationError, NoAction) as error:
        name = _name(place)
        message, suggestion = _said(str(error), value, kind)
        line = line_of(text, place)
        problems.append(Problem(line, name, f"`{name}`: {message}", suggestion))
        return None


def _unknown(name: str, place: Place, known: tuple[str, ...], text: str) -> Problem:
    near = get_close_matches(name, known, 1)
    where = f" in `{_name(place)}`" if place else ""
    return Problem(
        line_of(text, (*place, name)),
        _name((*place, name)),
        f"there is no setting `{name}`{where}",
        near[0] if near else None,
    )


def _said(error: str, value: Any, kind: Any) -> tuple[str, str | None]:
    """An error of msgspec in our words, and what was probably meant."""
    choices = list(_choices(kind))
    wrong = [one for one in (value if isinstance(value, list) else [value]) if one not in choices]
    if choices and wrong:
        near = get_close_matches(str(wrong[0]), choices, 1)
        return f"is one of {', '.join(choices)}", near[0] if near else None
    if found := _BOUND.search(error):
        return f"has to be {found[2]} or {'more' if found[1] == '>=' else 'less'}", None
    if found := _EXPECTED.search(error):
        wanted, got = (
            " or ".join(_KINDS.get(part, part) for part in group.split(" | ") if part != "null")
            for group in found.groups()
        )
        return f"should be {wanted}, not {got}", None
    return error, None


def _choices(kind: Any) -> Iterator[str]:
    """The words a setting can be, where there is a list of them."""
    if get_origin(kind) is Literal:
        yield from get_args(kind)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        yield from (one.value for one in kind)
    elif get_origin(kind) in (tuple, Union, UnionType):
        for one in get_args(kind):
            yield from _choices(one)


def _name(place: Place) -> str:
    """``rules[1].do``, counted from one as people count."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def line_of(text: str, place: Place) -> int | None:
    """The line a setting stands in, from 1; of what is nearest above it if it has none itself."""
    lines = dict[Place, int]()
    table: Place = ()
    seen: dict[Place, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            table = _parts(header[2])
            if header[1]:
                seen[table] = seen.get(table, -1) + 1
                table = (*table, seen[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            parts = (*table, *_parts(key[1]))
            for length in range(len(table) + 1, len(parts) + 1):
                lines.setdefault(parts[:length], number)
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return None


def _parts(key: str) -> Place:
    return tuple(part.strip("\"'") for part in _PART.findall(key))
