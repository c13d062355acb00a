"""Copies to find, made of real articles as newspapers and scanners make them.

A copy is cut (to a third at most), has paragraphs moved, a new lead, up to a fifth of its words
changed by spelling, typography and misreading, and teasers of other articles glued to its end, each
of these by chance. Everything depends on the seed alone.
"""

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
