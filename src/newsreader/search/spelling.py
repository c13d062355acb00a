"""How far two words are apart: the edits that make one of the other.

An edit leaves a letter out, puts one in, replaces one, or swaps two neighbours ("optimal string
alignment": Damerau–Levenshtein without a second edit of what was swapped). A column of the table of
distances is kept as bits, one a letter, so that a letter of the other word is a handful of
operations on whole numbers (Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau
Edit Distances", 2003). ``postings.resembling`` does the same for many words at once.
"""

from __future__ import annotations


def differs_by_at_most(one: str, other: str, most: int) -> bool:
    """Whether so many edits make two words equal."""
    return distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """How many edits make two words equal; anything above ``most`` for more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one == other:
        return 0
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    last = 1 << len(one) - 1
    every = 2 * last - 1
    rises, falls, level, before = every, 0, 0, 0
    found = len(one)
    for letter in other:
        same = places.get(letter, 0)
        swapped = ((~level & same) << 1) & before
        level = (((same & rises) + rises) ^ rises) | same | falls | swapped
        right_rises = falls | ~(level | rises)
        right_falls = level & rises
        found += bool(right_rises & last) - bool(right_falls & last)
        right_rises = right_rises << 1 | 1
        right_falls <<= 1
        rises = (right_falls | ~(level | right_rises)) & every
        falls = right_rises & level & every
        before = same
    return found
