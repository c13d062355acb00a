"""recollindex (Xapian): indexes the same files, with its settings as they come."""

from __future__ import annotations

import shutil
import subprocess
import time

from bench.setting import Setting

NAME = "recollindex"


def index(setting: Setting) -> tuple[float | None, str]:
    """The seconds it takes to index the library of files; or None and why not."""
    if shutil.which("recollindex") is None:
        return None, "recollindex is not installed here."
    settings = setting.folder / "recoll"
    shutil.rmtree(settings, ignore_errors=True)
    settings.mkdir()
    (settings / "recoll.conf").write_text(
        f"topdirs = {setting.library}\nidxstatusfile = {settings / 'status'}\n", encoding="utf-8"
    )
    began = time.perf_counter()
    subprocess.run(["recollindex", "-c", str(settings)], check=True, capture_output=True)
    taken = time.perf_counter() - began
    shutil.rmtree(settings)
    return taken, ""
