"""The settings explained, from their docstrings: for the settings file, and for the page in docs.

``newsreader config`` shows every setting with what it is for. What the reader has written stays as
it is, comments and all; settings that are not in the file are added as comments that show their
default or, for tables, an example.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from newsreader.config import settings as module
from newsreader.config.settings import RuleSettings, Settings, SourceSettings

_WIDTH = 96
_HEADER = re.compile(r"\s*\[")
_BEGIN = "# The settings of newsreader. A line that begins with # says nothing to the program.\n"

# Of what is a table, or empty by default: something to copy.
_EXAMPLES = {
    "library": '["~/news", "~/saved pages"]',
    "marks_folder": '"~/Sync/newsreader"',
    "keys": '[keys]\nstar = "s,b"\n',
    "tags": '[tags]\ndefence = "red"\n',
    "sources": '[sources."Lindenau Gazette"]\nname = "Gazette"\nshow = ["related"]\n'
    "mark_read_after = 5.0\nhidden = false\n",
    "rules": '[[rules]]\nquery = "source:wire title:markets"\ndo = "tag markets, archive"\n',
}
_PARTS: dict[str, type[msgspec.Struct]] = {"sources": SourceSettings, "rules": RuleSettings}


def explained(text: str) -> str:
    """A settings file with every setting in it, shown and explained; as it is if it is no TOML.

    Args:
        text: What the file says now, or an empty text.
    """
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return text
    lines = text.splitlines(keepends=True) or [_BEGIN]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    for name in Settings.__struct_fields__:
        if _is_table(name):
            _add_table(lines, name)
        else:
            _add_value(lines, name)
    after = "".join(lines)
    # Lines are looked at one by one, which a text over several lines could deceive.
    return after if tomllib.loads(after) == before else text


def page() -> str:
    """The documentation of all settings, in Markdown."""
    parts = []
    docs = _docstrings()
    for name in Settings.__struct_fields__:
        parts.append(f"## `{name}`\n\n{_prose(docs['Settings'][name])}\n")
        if name in _PARTS:
            own = docs[_PARTS[name].__name__]
            parts.append("".join(f"- `{field}`: {_prose(doc)}\n" for field, doc in own.items()))
        parts.append(f"```toml\n{_shown(name)}```\n")
    return "\n".join(parts)


def _add_value(lines: list[str], name: str) -> None:
    """Explain a setting that is no table: above its line, or before the first table."""
    end = next((at for at, line in enumerate(lines) if _HEADER.match(line)), len(lines))
    there = re.compile(rf"\s*(#\s*)?{name}\s*=")
    at = next((at for at in range(end) if there.match(lines[at])), None)
    comment = _comment(_docstrings()["Settings"][name])
    if at is None:
        while end > 0 and end < len(lines) and lines[end - 1].startswith("#"):
            end -= 1  # What stands above a table belongs to it.
        above = ["\n"] * bool(end and lines[end - 1].strip())
        below = ["\n"] * bool(end < len(lines) and lines[end].strip())
        lines[end:end] = [*above, *comment, f"# {_shown(name)}", *below]
    elif not at or not lines[at - 1].startswith("#"):
        lines[at:at] = ["\n"] * bool(at and lines[at - 1].strip()) + comment


def _add_table(lines: list[str], name: str) -> None:
    """Explain a table: above its header, or at the end."""
    there = re.compile(rf"\s*(#\s*)?\[\[?\s*{name}\s*[.\]]|{name}\s*[.=]")
    at = next((at for at, line in enumerate(lines) if there.match(line)), None)
    docs = _docstrings()
    comment = _comment(docs["Settings"][name])
    if name in _PARTS:
        part = docs[_PARTS[name].__name__]
        comment += [line for field, doc in part.items() for line in _comment(f"{field}: {doc}")]
    if at is None:
        shown = [f"# {line}\n" for line in _shown(name).splitlines()]
        lines += ["\n", *comment, *shown]
    elif not at or not lines[at - 1].startswith("#"):
        lines[at:at] = ["\n"] * bool(at and lines[at - 1].strip()) + comment


def _is_table(name: str) -> bool:
    return _EXAMPLES.get(name, "").startswith("[") and "\n" in _EXAMPLES[name]


def _shown(name: str) -> str:
    """A setting with its default, or an example, as TOML."""
    example = _EXAMPLES.get(name)
    if example is None:
        (field,) = (one for one in msgspec.structs.fields(Settings) if one.name == name)
        return f"{name} = {_toml(field.default)}\n"
    return example if _is_table(name) else f"{name} = {example}\n"


def _toml(value: Any) -> str:
    # What the defaults are is written alike in JSON and TOML.
    return json.dumps(value, ensure_ascii=False)


def _comment(docstring: str) -> list[str]:
    text = _prose(docstring)
    return [f"# {line}\n" for line in textwrap.wrap(text, _WIDTH, break_on_hyphens=False)]


def _prose(docstring: str) -> str:
    return " ".join(docstring.replace("``", "`").split())


def _docstrings() -> dict[str, dict[str, str]]:
    """The docstrings of the settings: by class, then by setting."""
    tree = ast.parse(inspect.getsource(module))
    found: dict[str, dict[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            own = found[node.name] = {}
            for setting, doc in zip(node.body, node.body[1:], strict=False):
                match setting, doc:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        own[name] = text
    return found


def _main(file: Path) -> None:
    """Write the settings between the two marks in the page."""
    text = file.read_text(encoding="utf-8")
    head, mark, rest = text.partition("<!-- settings -->\n")
    _, end, tail = rest.partition("<!-- /settings -->\n")
    file.write_text(f"{head}{mark}\n{page()}\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
