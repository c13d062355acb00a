"""What the app takes from the world around it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsreader.tui.services import copy_by_tool, open_in_browser


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for programs, the only one there is; and a desktop."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path


def put(tools: Path, name: str, script: str) -> None:
    program = tools / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_a_text_is_given_to_the_systems_own_tool(tools: Path) -> None:
    put(tools, "wl-copy", f"/bin/cat > {tools}/copied")
    assert copy_by_tool("“a quotation”\nin two lines")
    assert (tools / "copied").read_text(encoding="utf-8") == "“a quotation”\nin two lines"


def test_a_tool_that_fails_is_passed_over(tools: Path) -> None:
    put(tools, "wl-copy", "exit 1")
    put(tools, "xclip", f"/bin/cat > {tools}/copied")
    assert copy_by_tool("text")
    assert (tools / "copied").read_text(encoding="utf-8") == "text"


def test_without_a_tool_or_a_desktop_nothing_is_run(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not copy_by_tool("text")
    put(tools, "xclip", f"/bin/cat > {tools}/copied")
    monkeypatch.delenv("DISPLAY")
    assert not copy_by_tool("text")
    assert not (tools / "copied").exists()


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@b"])
def test_only_web_addresses_are_opened(address: str) -> None:
    assert open_in_browser(address).startswith("Not opened")
