"""Settings, and where files live."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import config
from newsreader.config import explained
from newsreader.config.actions import NoAction, parse_actions, parse_rule
from newsreader.config.checking import check
from newsreader.errors import ConfigError


def load_text(text: str) -> config.Settings:
    """The settings of a text without a mistake in it."""
    settings, problems = check(text)
    assert problems == []
    return settings


def test_home_puts_everything_below_one_folder(home: Path) -> None:
    places = config.places()
    assert all(home in place.parents for place in (places.config, places.data, places.cache))


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert config.load(tmp_path / "none.toml") == config.Settings()


def test_adding_keeps_what_the_user_wrote(tmp_path: Path) -> None:
    file = tmp_path / "deeper" / "config.toml"
    file.parent.mkdir()
    file.write_text('# mine\ntheme = "nord" # blue\n\n[keys]\nstar = "b"\n', encoding="utf-8")
    assert config.add_to_library(file, Path("/news"))
    assert not config.add_to_library(file, Path("/news"))
    text = file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# blue" in text
    settings = config.load(file)
    assert settings.library == ("/news",)
    assert settings.theme == "nord"
    assert settings.keys == {"star": "b"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("theme = ", "line 1: not valid TOML: Invalid value"),
        ("measure = 70\n\ntehme = 'nord'", "line 3: there is no setting `tehme`; did you mean `theme`?"),
        ("measure = 'x'", "line 1: `measure`: should be a whole number, not text in quotes"),
        ("measure = 5", "line 1: `measure`: has to be 20 or more"),
        ("density = 'compakt'", "line 1: `density`: is one of compact, comfortable; did you mean `compact`?"),
        ("columns = [\n'oulet']", "line 1: `columns`: is one of tags, outlet, minutes, date; did you mean `outlet`?"),
        ("[keys]\n# mine\nstar = 1", "line 3: `keys.star`: should be text in quotes, not a whole number"),
        ("[tags]\n'old town' = 'rde'", "line 2: `tags.old town`: is one of red, orange, yellow, green, cyan, blue, violet, pink, grey; did you mean `red`?"),
        ("sources.Wire.hiden = true", "line 1: there is no setting `hiden` in `sources.Wire`; did you mean `hidden`?"),
        ("[[rules]]\nquery = 'x'\ndo = 'star'\n[[rules]]\nquery = 'x'\ndo = 'achive'", "line 6: `rules[2].do`: `achive` is nothing a rule can do; did you mean `archive`?"),
        ("[[rules]]\ndo = 'star'", "line 1: `rules[1]`: needs `query`"),
        ("library = '/news'", "line 1: `library`: should be a list in brackets, not text in quotes"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_was_meant(
    tmp_path: Path, text: str, sentence: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    _, problems = config.read(file)
    assert problems == [f"{file}: {sentence}"]
    with pytest.raises(ConfigError, match=r"config\.toml"):
        config.load(file)


def test_a_mistake_leaves_the_other_settings_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        "theme = 'nord'\nmeasure = 'wide'\n[keys]\nstar = 1\nread = 'b'\n"
        "[[rules]]\nquery = 'ferry'\ndo = 'fly'\n[[rules]]\nquery = 'pope'\ndo = 'star'\n",
        encoding="utf-8",
    )
    settings, problems = config.read(file)
    assert (settings.theme, settings.measure, settings.keys) == ("nord", 80, {"read": "b"})
    assert [rule.query for rule in settings.rules] == ["pope"]
    assert len(problems) == 3


def test_a_link_to_the_settings_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "newsreader.toml"
    real.parent.mkdir()
    real.write_text('theme = "nord"\n', encoding="utf-8")
    file = tmp_path / "config.toml"
    file.symlink_to(real)
    config.add_to_library(file, Path("/news"))
    assert file.is_symlink()
    assert config.load(real) == config.Settings(theme="nord", library=("/news",))


def test_a_tag_has_the_colour_set_for_it_else_always_the_same() -> None:
    settings = config.Settings(tags={"Defence": "red"})
    assert settings.colour_of_tag("defence") == "red"
    assert settings.colour_of_tag("boats") == config.Settings().colour_of_tag("Boats")


def test_a_source_is_set_by_name_or_by_path() -> None:
    settings = load_text('[sources.Wire]\nname = "W"\n[sources."/news/Wire"]\nhidden = true\n')
    assert settings.of_source("/other/Wire", "Wire").name == "W"
    assert settings.of_source("/news/Wire", "Wire").hidden
    assert settings.of_source("/news/Gazette", "Gazette") == config.SourceSettings()


def test_a_file_we_do_not_understand_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = ", encoding="utf-8")
    with pytest.raises(ConfigError):
        config.add_to_library(file, Path("/news"))
    assert file.read_text(encoding="utf-8") == "theme = "


def test_the_page_of_settings_is_made_from_them() -> None:
    page = Path(__file__).parents[1] / "docs" / "configuration.md"
    assert explained.page() in page.read_text(encoding="utf-8"), "make docs"


def test_every_setting_is_explained_and_every_example_right() -> None:
    shown = explained.explained("")
    assert load_text(shown) == config.Settings()
    settings = "".join(
        line.removeprefix("# ")
        for line in shown.splitlines(keepends=True)
        if re.match(r"# (\[|[\w\s]+ = )", line)
    )
    parsed = load_text(settings)
    for name in config.Settings.__struct_fields__:
        assert name in settings
    assert parsed.library
    assert parsed.rules
    assert parsed.sources


_values = st.fixed_dictionaries(
    {},
    optional={
        "theme": st.sampled_from(['"nord"', "'x = 1'", '"""\n[keys]\nstar = 1\n"""']),
        "library": st.sampled_from(["[]", '["~/news"]', '[\n  "theme = 1",\n  # mine\n  "b",\n]']),
        "measure": st.sampled_from(["90", "90 # wide"]),
        "# theme": st.just('"commented"'),
        "# my own comment, about everything": st.just(""),
        "keys.star": st.just("'b'"),
    },
)
_tables = st.lists(
    st.sampled_from(
        [
            "[tags]\nred = 'red'\n",
            "\n# mine\n[sources.Wire]\nname = 'W'\n",
            "[[rules]]\nquery = 'x'\ndo = 'star'\n",
            "# [keys]\n",
        ]
    ),
    unique=True,
)


@given(values=_values, tables=_tables)
def test_explaining_changes_no_setting_and_no_line_of_the_reader(
    values: dict[str, str], tables: list[str]
) -> None:
    text = "".join(f"{name} = {value}\n" for name, value in values.items()) + "".join(tables)
    shown = explained.explained(text)
    assert load_text(shown) == load_text(text)
    assert explained.explained(shown) == shown
    lines = iter(shown.splitlines())
    assert all(line in lines for line in text.splitlines())


@pytest.mark.parametrize("text", ["tag x, archive", "TAG  x ,archive,", "tag #x, archive"])
def test_what_a_rule_does_is_understood(text: str) -> None:
    assert [str(action) for action in parse_actions(text)] == ["tag x", "archive"]


def test_a_rule_is_a_query_an_arrow_and_what_to_do() -> None:
    query, actions = parse_rule("source:wire (markets OR shares) -> tag markets, read")
    assert query == "source:wire (markets OR shares)"
    assert [action.name for action in actions] == ["tag", "read"]


@pytest.mark.parametrize(
    "text", ["ferry", "-> star", "ferry ->", "ferry -> fly", "ferry -> tag", ""]
)
def test_half_a_rule_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NoAction, match=" "):
        parse_rule(text)
