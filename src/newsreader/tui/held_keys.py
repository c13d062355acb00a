"""Keys pressed before what they are meant for is on the screen.

``n`` right after the enter that ends a query means the next hit: no letter of the query, and no
row of the list of before. So keys are held from that enter on, and act in their order once the
answer is there, each when what the one before it does is done. So are those pressed before the app
has all its parts.
"""

from __future__ import annotations

from collections import deque

from textual.events import Key
from textual.message import Message


class Acted(Message):
    """Follows a held key from widget to widget up to the app, where keys act: it has acted."""


class HeldKeys:
    """None at first; then those pressed from :meth:`hold` until all have acted."""

    def __init__(self) -> None:
        self._keys: deque[Key] = deque()
        self._holding = False
        self._waiting = False
        self._until_escape = False

    def take(self, key: Key) -> bool:
        """Hold a key, if keys are held.

        Returns:
            Whether it is held.
        """
        if self._waiting and self._until_escape and key.key == "escape":
            self._keys.clear()
            self._holding = self._waiting = False
        if self._holding:
            self._keys.append(key)
        return self._holding

    @property
    def any(self) -> bool:
        """Whether keys are held."""
        return self._holding

    def hold_next(self) -> None:
        """Hold keys until the one pressed now has acted, which may hold them longer."""
        self._holding = True

    def hold(self, *, until_escape: bool) -> None:
        """Hold the keys from now on.

        Args:
            until_escape: Whether ``esc`` gives up waiting, and the keys pressed for it.
        """
        self._holding = self._waiting = True
        self._until_escape = until_escape

    def let_go(self) -> None:
        """They may act, one after the other; see :meth:`next`."""
        self._waiting = False

    def next(self) -> Key | None:
        """The key to act now; after the last one, none is held any more."""
        if self._waiting:
            return None
        self._holding = bool(self._keys)
        return self._keys.popleft() if self._keys else None
