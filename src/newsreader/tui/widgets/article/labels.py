"""Letters for the links on the screen, as few for each as will do."""

from __future__ import annotations

from itertools import islice, product

LETTERS = "asdfghjklweruiopcvnmtbxqz"
"""Those on the home row first; ``y`` says that the address is to be copied."""


def labels(count: int) -> list[str]:
    """So many different labels, all equally long so that none begins another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=length), count)]
