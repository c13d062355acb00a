"""Related items: the cards and bare headlines below "Related articles".

A card, as news sites and aggregators print them, is an outlet, an age ("an hour ago"), perhaps the
outlet again after a dash, a headline and a teaser. The age is what gives a card away. Without ages,
each short line is a headline, and running text below it is its teaser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.article import Precision, RelatedItem
from newsreader.reading.dates import Age, parse_date

_AGE = re.compile(
    r"(?:about |over |almost |updated |posted |published )?(?:an?|one|\d{1,3}|a few)\+?\s?"
    r"(?:s|sec|secs|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|y|yrs?"
    r"|years?)\.? ago|just now|yesterday|\d{1,2}[hmdw]"
    r"|vor (?:einer?|einem|\d{1,3}) (?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)"
    r"|il y a (?:une?|\d{1,3}) (?:secondes?|minutes?|heures?|jours?|semaines?|mois)"
    r"|hace (?:una?|\d{1,3}) (?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?)"
    r"|(?:\d{1,3} )?(?:секунду?|секунди?|хвилин[уи]?|годин[уи]?|день|дні|днів|тиждень|тижні) тому"
    r"|\d{1,3}\s?(?:秒|分|時間|日|週間|か月|ヶ月)前",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:published|posted|(?:last )?updated|veröffentlicht|publié|publicado|опубліковано)[: ]\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_UNITS = tuple(
    (re.compile(pattern, re.IGNORECASE), days, precision)
    for pattern, days, precision in (
        (r"\bmo|mes(?:es)?\b|monat|mois|[かヶ]月", 30.4, Precision.MONTH),
        (r"\d ?w|week|wks?\b|woche|semaine|semana|тиж|週", 7.0, Precision.MONTH),
        (r"\d ?y|year|yrs?\b", 365.25, Precision.YEAR),
        (r"\d ?d|days?\b|yesterday|tag|jour|día|ден|дні|日", 1.0, Precision.DAY),
        (r"\d ?h|hour|hrs?\b|stunde|heure|hora|годин|時間", 1 / 24, Precision.DAY),
        (r"\d ?m|min|хвилин|分", 1 / 1440, Precision.DAY),
    )
)
_BULLET = re.compile(r"(?:[-–—•*·▪►→»+]|\d{1,2}[.)])\s*")
_SIDE_BY_SIDE = re.compile(r"\s*[·•|]\s*|\s+[-–—]\s+")
LONGEST_AGE = 40
"""Characters of a line that only says how long ago something was."""

_LONGEST_OUTLET = 60
_LONGEST_HEADLINE = 200


def is_age(line: str) -> bool:
    """Whether a line only says how long ago something was."""
    return len(line) <= LONGEST_AGE and _AGE.fullmatch(line.strip(" ·•|-–—()")) is not None


def age_of(line: str) -> Age | None:
    """How old a line that only says that says something is.

    "3 hours ago" is true to about an hour at best, and the moment it counts from is the file's: a
    day is all it can date. A week or a month is truer to a month.
    """
    if len(line) > 60:
        return None
    said = _SAID.sub("", line.strip(" ·•|-–—()"), count=1)
    if len(said) > LONGEST_AGE or _AGE.fullmatch(said) is None:
        return None
    number = _NUMBER.search(said)
    count = int(number[0]) if number else 1
    for unit, days, precision in _UNITS:
        if unit.search(said):
            return Age(count * days, precision)
    return Age(0, Precision.DAY)


def read_cards(lines: Sequence[str]) -> tuple[RelatedItem, ...]:
    """The items of a related section, from its lines below the heading."""
    lines = [line for line in lines if line]
    ages = [number for number, line in enumerate(lines) if _age_of(line) is not None]
    return _cards_with_ages(lines, ages) if ages else _bare_headlines(lines)


def _cards_with_ages(lines: Sequence[str], ages: list[int]) -> tuple[RelatedItem, ...]:
    starts = [
        number - 1
        if number
        and number - 1 not in ages
        and _outlet_of(lines[number]) is None
        and _is_outlet(lines[number - 1])
        and (position == 0 or ages[position - 1] < number - 2)
        else number
        for position, number in enumerate(ages)
    ]
    items = list(_bare_headlines(lines[: starts[0]]))
    for start, age, end in zip(starts, ages, [*starts[1:], len(lines)], strict=True):
        outlet = _outlet_of(lines[age]) or (lines[start] if start < age else None)
        rest = list(lines[age + 1 : end])
        if rest and _is_credit(rest[0], outlet):
            outlet = outlet or _BULLET.sub("", rest[0], count=1)
            rest = rest[1:]
        items.append(
            RelatedItem(
                outlet=outlet,
                age=_age_of(lines[age]),
                title=rest[0] if rest else (outlet or lines[age]),
                text="\n".join(rest[1:]),
            )
        )
    return tuple(items)


def _bare_headlines(lines: Sequence[str]) -> tuple[RelatedItem, ...]:
    items: list[RelatedItem] = []
    for line in lines:
        headline = _BULLET.sub("", line, count=1) or line
        if (
            items
            and (len(headline) > _LONGEST_HEADLINE or headline[-1] in ".。")
            and not items[-1].text
        ):
            items[-1] = RelatedItem(title=items[-1].title, text=headline)
        else:
            items.append(RelatedItem(title=headline))
    return tuple(items)


def _age_of(line: str) -> str | None:
    if len(line) > 100:
        return None
    if is_age(line):
        return line.strip(" ·•|-–—()")
    for part in _SIDE_BY_SIDE.split(line):
        if _AGE.fullmatch(part):
            return part
    return None


def _outlet_of(line: str) -> str | None:
    """The outlet on a line that says both, such as ``CTV · 2 h ago``."""
    parts = [part for part in _SIDE_BY_SIDE.split(line) if part and not _AGE.fullmatch(part)]
    return parts[0] if len(parts) == 1 and not is_age(line) and len(parts[0]) <= 60 else None


def _is_outlet(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_OUTLET and line[-1] not in ".?!。" and parse_date(line) is None


def _is_credit(line: str, outlet: str | None) -> bool:
    """Whether a line names the outlet once more (``- CTV News``)."""
    said = _BULLET.match(line)
    rest = line[said.end() :] if said else line
    if outlet is None:
        named = not rest or (_is_outlet(rest) and len(rest.split()) <= 4)
        return said is not None and line[0] in "-–—" and named
    return rest.casefold() == outlet.casefold()
