"""Copies to find, made of real articles as newspapers and scanners make them; and forms, filled in.

A copy is cut (to a third at most), has paragraphs moved, a new lead, up to a fifth of its words
changed by spelling, typography and misreading, and teasers of other articles glued to its end, each
of these by chance. Everything depends on the seed alone.

A form is a text that an outlet fills in anew every day: weather, markets, fixtures, obituaries.
"""

# ruff: noqa: E501 - the forms are best read in whole lines

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LONGEST, _FAIR = 110, 45
_SPELLINGS = {
    "defense": "defence", "color": "colour", "labor": "labour", "center": "centre",
    "percent": "per cent", "program": "programme", "favor": "favour", "theater": "theatre",
    "toward": "towards", "traveled": "travelled", "organize": "organise", "neighbor": "neighbour",
}  # fmt: skip
_MISREAD = {
    "e": "c", "c": "e", "l": "1", "i": "l", "o": "0", "s": "5", "m": "rn", "h": "b", "n": "u",
    "u": "n", "t": "f", "a": "o", "g": "q", "b": "h", "d": "cl", "f": "t", "r": "i", "w": "vv",
    "y": "v", "k": "lc",
}  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PLACES = (
    "Harbourton", "Lindenau", "Kalmar", "Old Marrow", "Vessina", "Great Skerry", "Kap Ost",
    "Fennwick", "Brandholm", "Tidewater", "Hollander Point", "Grauen", "Sankt Jost", "Luthermoor",
)  # fmt: skip
_NAMES = (
    "Agnes Thole", "Pieter Aldous", "Carmela Dusek", "Signe Torvald", "Anders Quill", "Ada Brenner",
    "Lorna Fetterly", "Beatriz Holm", "Osvald Brandt", "Marit Sund", "Anton Weil", "Greta Falk",
)  # fmt: skip


class Labelled(NamedTuple):
    """A text, and which story it is of: equal numbers are copies."""

    text: str
    story: int


def noisy_copies(articles: Sequence[tuple[str, str]], stories: int, seed: int) -> list[Labelled]:
    """Two to six copies each of some articles.

    Args:
        articles: Headlines and bodies, of which no two may be copies themselves.
        stories: How many of them to make copies of.
        seed: For the same copies.
    """
    chance = random.Random(seed)
    chosen = [(title, paragraphs(body)) for title, body in chance.sample(list(articles), stories)]
    return [
        Labelled(_copy(chance, number, chosen), number)
        for number in range(stories)
        for _ in range(chance.randint(2, 6))
    ]


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a body; long ones in parts."""
    indented = re.sub(r"\n(?= {4})", "\n\n", body)
    found = []
    for paragraph in re.split(r"\n\s*\n", indented):
        words = paragraph.split()
        if len(words) <= _LONGEST:
            found.append(" ".join(words))
            continue
        part: list[str] = []
        for sentence in _SENTENCE_END.split(" ".join(words)):
            part += sentence.split()
            if len(part) > _FAIR:
                found.append(" ".join(part))
                part = []
        found.append(" ".join(part))
    return [paragraph for paragraph in found if paragraph]


def forms(count: int, seed: int) -> list[str]:
    """Texts of a few forms, each filled in by chance; no two are of the same thing."""
    chance = random.Random(seed)
    makers = (_weather, _markets, _fixtures, _obituary)
    return [makers[number % len(makers)](chance) for number in range(count)]


def _copy(chance: random.Random, number: int, articles: Sequence[tuple[str, list[str]]]) -> str:
    title, whole = articles[number]
    text = _cut(chance, whole, chance.choice((1, 1, 0.75, 0.5, 0.34)))
    if chance.random() < 0.25:
        chance.shuffle(text)
    if chance.random() < 0.3:
        words = [*title.split(), *text[0].split()[:10]]
        chance.shuffle(words)
        text.insert(0, f"In a turn that few had expected, it was said that {' '.join(words)}.")
    rate = chance.uniform(0, 0.2)
    text = [
        " ".join(_noisy(chance, word) if chance.random() < rate else word for word in part.split())
        for part in text
    ]
    if chance.random() < 0.4:
        for other in chance.sample(range(len(articles)), chance.choice((1, 2, 3))):
            if other != number:
                text += [articles[other][0], articles[other][1][0]]
    return "\n\n".join(text)


def _cut(chance: random.Random, whole: list[str], share: float) -> list[str]:
    """The first paragraphs, or any of them in order."""
    words = sum(len(paragraph.split()) for paragraph in whole)
    order = list(range(len(whole)))
    if chance.random() < 0.4:
        chance.shuffle(order)
    kept: list[int] = []
    length = 0
    for place in order:
        if length >= share * words:
            break
        kept.append(place)
        length += len(whole[place].split())
    return [whole[place] for place in sorted(kept)]


def _noisy(chance: random.Random, word: str) -> str:
    """A word in another spelling, in other type, or misread."""
    kind = chance.random()
    if kind < 0.2:
        if "'" in word or "-" in word:
            return word.replace("'", "’").replace("-", " ")
        return word.upper() if chance.random() < 0.3 else word.rstrip(".,") + chance.choice(",–")
    if kind < 0.35:
        known = _SPELLINGS.get(word.lower())
        return known or word.replace("ize", "ise").replace("or", "our")
    letters = list(word)
    for _ in range(1 if len(word) < 7 else chance.choice((1, 1, 2))):
        place, how = chance.randrange(len(letters)), chance.random()
        letter = letters[place]
        if how < 0.6:
            letters[place] = _MISREAD.get(letter, chance.choice(_LETTERS))
        elif how < 0.75:
            letters[place] = ""
        elif how < 0.85:
            letters[place] = letter * 2
        else:
            letters[place] = chance.choice(_LETTERS) if how < 0.95 else f"{letter} "
    return "".join(letters)


def _weather(chance: random.Random) -> str:
    place, other = chance.sample(_PLACES, 2)
    sky, later = chance.sample(("cloudy", "sunny", "overcast", "foggy", "wet", "stormy"), 2)
    high, low, wind = chance.randint(12, 33), chance.randint(-9, 11), chance.randint(8, 95)
    return (
        f"It will be {sky} in {place} for most of {_day(chance)}, with a high of {high} degrees "
        f"and a low of {low}. Winds from the {_quarter(chance)} will reach {wind} kilometres an hour "
        f"along the coast and {wind // 2} inland, and turn {later} towards the evening.\n"
        f"The chance of rain is {chance.randint(0, 100)} percent. {chance.randint(1, 40)} "
        f"millimetres fell in {other} on {_day(chance)}, the most since {chance.randint(1951, 2019)}."
        f" Drivers between {place} and {other} should allow {chance.randint(5, 60)} minutes more "
        f"than usual.\nThe sun rises at {chance.randint(5, 8)}.{chance.randint(10, 59)} and sets at "
        f"{chance.randint(16, 21)}.{chance.randint(10, 59)}. The water in the harbour has "
        f"{chance.randint(3, 22)} degrees. The next full moon is on {_day(chance)} the "
        f"{chance.randint(1, 30)}. The outlook for the days after that is {later}."
    )


def _markets(chance: random.Random) -> str:
    up = chance.choice(("rose", "fell"))
    points = [f"{chance.randint(1, 400)}.{chance.randint(0, 9)}" for _ in range(3)]
    levels = [f"{chance.randint(2, 40)},{chance.randint(100, 999)}" for _ in range(3)]
    one, other = chance.sample(_NAMES, 2)
    return (
        f"Shares in {chance.choice(_PLACES)} {up} on {_day(chance)} as investors weighed the latest "
        f"figures on prices. The main index {up} {points[0]} points to {levels[0]}, while the index "
        f"of smaller companies moved {points[1]} points to close at {levels[1]}.\n"
        f"Volume was {chance.randint(100, 900)} million shares, against {chance.randint(100, 900)} "
        f"million the day before. {chance.randint(40, 400)} shares gained and "
        f"{chance.randint(40, 400)} lost. Banks moved {chance.randint(1, 9)}.{chance.randint(0, 9)} "
        f"percent, shipping {chance.randint(1, 9)}.{chance.randint(0, 9)} percent.\n“The market is "
        f"waiting for the bank,” said {one} of {other.split()[1]} and Partners. The crown traded at "
        f"{chance.randint(5, 12)}.{chance.randint(10, 99)} to the dollar. A barrel of oil cost "
        f"{chance.randint(40, 120)}.{chance.randint(10, 99)} dollars, an ounce of gold "
        f"{chance.randint(900, 2900)}. Futures pointed to a change of {points[2]} points."
    )


def _fixtures(chance: random.Random) -> str:
    teams = chance.sample(_PLACES, 8)
    scores = [chance.randint(0, 6) for _ in range(8)]
    one, other, third = chance.sample(_NAMES, 3)
    return (
        f"{teams[0]} beat {teams[1]} {scores[0]}-{scores[1]} on {_day(chance)} before a crowd of "
        f"{chance.randint(800, 30000)}, with two goals by {one} in the {chance.randint(2, 89)}th "
        f"and {chance.randint(2, 89)}th minute. {other} was sent off for a second booking.\nIn the "
        f"other matches of the round {teams[2]} met {teams[3]} ({scores[2]}-{scores[3]}), {teams[4]} "
        f"met {teams[5]} ({scores[4]}-{scores[5]}) and {teams[6]} met {teams[7]} "
        f"({scores[6]}-{scores[7]}).\n{teams[0]} now have {chance.randint(3, 80)} points from "
        f"{chance.randint(3, 38)} matches. “We take it from match to match,” said their coach, "
        f"{third}. The next round will be played on {_day(chance)}, when {teams[0]} are at home to "
        f"{teams[5]} and {teams[1]} travel to {teams[7]}. Tickets cost between "
        f"{chance.randint(8, 20)} and {chance.randint(30, 90)} crowns."
    )


def _obituary(chance: random.Random) -> str:
    name, other = chance.sample(_NAMES, 2)
    place, born = chance.sample(_PLACES, 2)
    year, age = chance.randint(1920, 1950), chance.randint(71, 99)
    trade = chance.choice(("baker", "teacher", "pilot", "typesetter", "ferryman", "organist"))
    return (
        f"{name}, who worked as a {trade} in {place} for {chance.randint(20, 55)} years, died at "
        f"home on {_day(chance)} at the age of {age}, the family said. The cause was not given.\n"
        f"{name.split()[1]} was born in {born} in {year}, the {chance.choice(('first', 'third'))} "
        f"of {chance.randint(2, 9)} children, left school at {chance.randint(12, 18)} and came to "
        f"{place} in {year + chance.randint(18, 40)}. Those who knew {name.split()[0]} spoke of a "
        f"patient and exacting {trade} who never raised a voice.\n“There will not be another,” said "
        f"{other}, a neighbour since {chance.randint(1960, 2010)}. The funeral is on {_day(chance)} "
        f"at {chance.randint(9, 16)} in the church of {born}. In place of flowers the family asks "
        f"for gifts to the lifeboat of {place}. {chance.randint(2, 9)} grandchildren survive."
    )


def _day(chance: random.Random) -> str:
    return chance.choice(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )


def _quarter(chance: random.Random) -> str:
    return chance.choice(("north", "south", "east", "west", "north-west", "south-east"))
