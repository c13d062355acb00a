"""How far many terms are from one word, at once: ``search.spelling`` over arrays of their bytes."""

from __future__ import annotations

import numpy as np

from newsreader.search.postings.files import Array

MOST_LETTERS = 64
"""Bytes of the longest word that fits: a bit each."""


def distances(word: bytes, letters: Array, places: Array, lengths: Array) -> Array:
    """How many edits of bytes make each of some terms the word.

    Args:
        word: At most ``MOST_LETTERS`` bytes, at least one.
        letters: Bytes, among them those of the terms.
        places: Where in them each term begins.
        lengths: How many bytes it has.
    """
    bits = np.zeros(256, np.uint64)
    for place, letter in enumerate(word):
        bits[letter] |= np.uint64(1 << place)
    one, last = np.uint64(1), np.uint64(1 << len(word) - 1)
    rises = np.full(len(places), 2**64 - 1, np.uint64)
    falls, level, before = (np.zeros(len(places), np.uint64) for _ in range(3))
    found = np.full(len(places), len(word), np.int64)
    furthest = len(letters) - 1
    for at in range(int(lengths.max(initial=0))):
        # Beyond a term's end it does not matter what is read: nothing counts there.
        same = bits[letters[np.minimum(places + at, furthest)]]
        swapped = ((~level & same) << one) & before
        level = (((same & rises) + rises) ^ rises) | same | falls | swapped
        right_rises = falls | ~(level | rises)
        right_falls = level & rises
        inside = at < lengths
        found += inside & ((right_rises & last) != 0)
        found -= inside & ((right_falls & last) != 0)
        right_rises = right_rises << one | one
        right_falls <<= one
        rises = right_falls | ~(level | right_rises)
        falls = right_rises & level
        before = same
    return found
