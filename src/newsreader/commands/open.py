"""``newsreader open``: the app."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsreader.commands.common import PATH, Refused, configured

if TYPE_CHECKING:
    from newsreader.library import Library


@click.command(name="open", short_help="Open folders or files in the app.")
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]…")
def open_(paths: tuple[Path, ...]) -> None:
    """Open folders or files in the app (the same as `newsreader PATH…`)."""
    # Starting makes no garbage to speak of, but much to look through for it: an eighth of the time.
    # The app turns it on again once it is painted.
    gc.disable()
    # What is to be painted soon after something else would wait up to two frames of Textual's 60.
    os.environ.setdefault("TEXTUAL_FPS", "240")

    from newsreader import config
    from newsreader.library import Library

    places = config.places()
    settings, problems = config.read(places.config_file)
    roots = paths or configured(settings)
    library = Library.open(roots, places) if roots else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused(
            "the app needs a terminal; for scripts there are `search`, `show` and `index`"
        )
    if library is not None:
        # Textual takes longer to import than this to answer.
        library.look_ahead()

    def begin(chosen: Path | None) -> Library:
        if chosen is not None:
            config.add_to_library(places.config_file, chosen)
        return Library.open([chosen or config.samples()], places)

    from newsreader.tui.app import NewsreaderApp
    from newsreader.tui.services import Services

    begun = time.time()
    services = Services(settings=settings, problems=problems)
    app = NewsreaderApp(library, services=services, open_library=begin)
    try:
        app.run()
        if app.library is not None and app.services.settings.session_summary:
            _say_goodbye(app.library, begun)
    finally:
        if app.library is not None:
            app.library.close()
    if app.return_code:
        sys.exit(app.return_code)


def _say_goodbye(library: Library, begun: float) -> None:
    """Tell what was read, kept and left since the app was opened."""
    from newsreader.errors import NewsreaderError
    from newsreader.tui.wording import session

    # Who has read all is not kept by what cannot be counted, or a terminal that is gone.
    with suppress(NewsreaderError, OSError):
        if said := session(library.session(begun)):
            click.echo(said)
