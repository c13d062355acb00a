"""When garbage is looked for, and in what.

Python looks through everything it has made from time to time, which takes an app of this size 20 to
40 ms: keys wait for that. So the command that starts the app looks for none at first, and what the
app is made of, which stays as long as it runs, is taken out of what is looked through. An app that
somebody else has started, as tests do, leaves all of this alone.
"""

from __future__ import annotations

import gc


def look_from_now_on() -> None:
    """Look for garbage among what comes from now on, if the command has said to look for none."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def keep_all_there_is() -> None:
    """Take out what has been made since, once the app is complete."""
    if gc.get_freeze_count():
        gc.freeze()
