"""Finds an expression in texts, in a process of its own; :mod:`newsreader.search.within` asks.

Python's expressions can take for ever, and nothing but the end of their process stops them. Imports
nothing of ours, so that it starts at once: JSON in (``pattern``, ``texts``, ``most``), JSON out
(``spans`` of each text, or ``problem``).
"""

from __future__ import annotations

import json
import re
import resource
import sys

_ADDRESS_SPACE = 512 * 1024**2


def main() -> None:
    """Answer one question."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, resource.RLIM_INFINITY))
    asked = json.load(sys.stdin)
    try:
        pattern = re.compile(asked["pattern"], re.IGNORECASE | re.MULTILINE)
        left = asked["most"]
        spans = []
        for text in asked["texts"]:
            found = []
            for match in pattern.finditer(text):
                if left and match.end() > match.start():
                    found.append(match.span())
                    left -= 1
            spans.append(found)
        answer: dict[str, object] = {"spans": spans}
    except re.error as error:
        answer = {"problem": f"{error.msg}" + (f" at {error.pos}" if error.pos is not None else "")}
    except (MemoryError, RecursionError, OverflowError):
        answer = {"problem": "it is too large"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
