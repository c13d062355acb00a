"""From the text of a query to its tree: a tokenizer and a recursive descent, both by hand.

Any text gives an answer. What is not understood becomes a :class:`~newsreader.search.query.Problem`
at its place, and the rest still searches: an open quote or bracket closes at the end, of an unknown
field the value is searched for, a bad date is left out. Length, depth and the number of terms are
bounded, and every step takes at least one character, so no text takes long.

The grammar::

    any    = all ("OR" all)*
    all    = item (["AND"] item)*             binds tighter than OR
    item   = ("-" | "NOT" | "+")* term
    term   = "(" any ")" | field ":" value | "@" name | ["="] quoted | ["="] word
    quoted = '"' words '"' ["~" number | "*"]
    word   = text ["*" | "~" [number]]         and "*" inside the text, for any letters
    value  = ["=" | "<" | "<=" | ">" | ">="] (text | '"' text '"') | "(" any ")"

``in:`` and ``sort:`` speak of the whole query, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from newsreader.article import FOLDED_KINDS, Kind
from newsreader.search import analysis, dates, facts, wildcards
from newsreader.search.query import (
    Everything,
    Node,
    Phrase,
    Problem,
    Query,
    Saved,
    Sort,
    Word,
    conjunction,
    disjunction,
    negation,
)

MAX_LENGTH = 500
MAX_DEPTH = 20
MAX_TERMS = 64
MAX_SAVED_DEPTH = 4
MAX_FUZZY = 2
MAX_WITHIN = 100
MAX_OPEN = 8
"""So many words of a query may stand for others (``ukr*``, ``gov*ment``, ``zelensky~``): they are
slow."""
MAX_EXACT = 4
"""So many words of a query may have to stand as written (``=US``): texts are read for them."""
LONG_WORD = 6
"""From so many letters on ``word~`` lets two letters differ instead of one."""

_QUOTES = '"“”„‟＂'
_SPACE = re.compile(r"\s*")
_BARE = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)(?:~(\d*)|(\*))?")
_ENDING = re.compile(r"(?:(\*+)|~(\d*))$")
_OPERATOR = re.compile(r"(?:AND|OR|NOT)(?![^\s()])")
_COMPARISON = re.compile(r"[<>]=?|=")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(
    text: str,
    *,
    today: date | None = None,
    typing: bool = False,
    saved: Mapping[str, str] | None = None,
) -> Query:
    """Understand a query. Never raises.

    Args:
        text: What was typed; any text.
        today: What ``yesterday`` and ``newer:2w`` count from; by default the day it is.
        typing: The reader is still typing: the last word, unless a space ends it, may be the
            beginning of one.
        saved: The saved searches by name, for ``@name``.
    """
    return _Parser(text, today or date.today(), typing, saved or {}).query()


class _Parser:
    """Reads one text from left to right; ``at`` is the next character."""

    def __init__(
        self, text: str, today: date, typing: bool, saved: Mapping[str, str], nested: int = 0
    ) -> None:
        self.text = _SURROGATE.sub("\ufffd", text[:MAX_LENGTH])
        self.today = today
        self.typing = typing and len(text) <= MAX_LENGTH
        self.saved = saved
        self.nested = nested
        self.at = 0
        self.depth = 0
        self.negative = 0
        self.terms = 0
        self.open = 0
        self.exact = 0
        self.field: str | None = None
        self.sort: Sort | None = None
        self.kinds: set[Kind] = set()
        self.directed = False
        self.problems: dict[str, Problem] = {}
        if len(text) > MAX_LENGTH:
            self.problem(MAX_LENGTH, len(text), f"only the first {MAX_LENGTH} characters count")

    def query(self) -> Query:
        parts: list[Node] = []
        while True:
            tree = self.any_of()
            if tree is not None:
                parts.append(tree)
            if self.at >= len(self.text):
                break
            self.problem(self.at, self.at + 1, "this bracket closes nothing", "")
            self.at += 1
        tree = conjunction(parts)
        empty = isinstance(tree, Everything) and not self.directed
        if empty and self.text.strip() and not self.problems:
            self.problem(0, len(self.text), "there is no word in this to search for")
        return Query(
            tree=tree,
            sort=self.sort,
            kinds=tuple(kind for kind in FOLDED_KINDS if kind in self.kinds),
            problems=tuple(sorted(self.problems.values(), key=lambda problem: problem.start)),
        )

    def problem(self, start: int, end: int, message: str, suggestion: str | None = None) -> None:
        """Note a mistake; the same mistake again is not said again."""
        self.problems.setdefault(message, Problem(start, end, message, suggestion))

    # The grammar, from the loosest to the tightest.

    def any_of(self) -> Node | None:
        alternatives: list[Node] = []
        after: int | None = None
        while True:
            found = self.all_of()
            if found is not None:
                alternatives.append(found)
            here = self.at
            more = self.operator("OR")
            if found is None and (more or after is not None):
                start = here if after is None else after
                self.problem(start, start + 2, "OR needs a word on both sides")
            if not more:
                return disjunction(alternatives) if alternatives else None
            after = here

    def all_of(self) -> Node | None:
        parts: list[Node] = []
        while True:
            self.space()
            start = self.at
            if self.operator("AND"):
                self.space()
                if not parts or self.at_limit():
                    self.problem(start, start + 3, "AND needs a word on both sides")
            elif self.at_end() or self.peek("OR"):
                return conjunction(parts) if parts else None
            else:
                found = self.item()
                if found is not None:
                    parts.append(found)

    def item(self) -> Node | None:
        start = self.at
        negative = False
        while True:
            if self.operator("NOT"):
                negative = not negative
                self.space()
            elif self.sign("-"):
                negative = not negative
            elif not self.sign("+"):
                break
        if self.at_limit():
            self.problem(start, self.at, "there is nothing after this to leave out")
            return None
        self.negative += negative
        found = self.term()
        self.negative -= negative
        return negation(found) if found is not None and negative else found

    def term(self) -> Node | None:
        start = self.at
        if self.text[start] == "(":
            return self.group()
        exact = self.sign("=")
        if not exact and self.sign("@"):
            return self.saved_search(start)
        quoted = self.quoted()
        if quoted:
            return self.valued(quoted, start, exact)
        match = _BARE.match(self.text, self.at)
        if not match:  # "=(": the bracket opens a group all the same
            return None
        field = None if exact else _FIELD.match(match[0])
        if field and field[1].casefold() in facts.FIELDS:
            self.at += field.end()
            return self.named(field[1].casefold(), start)
        if field and not self.ends_at(self.at + field.end()):
            self.at += field.end()
            return self.unknown(field[1], start)
        self.at = match.end()
        return self.valued(match, start, exact)

    def group(self) -> Node | None:
        start = self.at
        self.at += 1
        if self.depth >= MAX_DEPTH:
            self.problem(start, start + 1, f"brackets go at most {MAX_DEPTH} deep")
            return None
        self.depth += 1
        found = self.any_of()
        self.depth -= 1
        if self.at < len(self.text):
            self.at += 1
        else:
            self.problem(start, start + 1, "this bracket is never closed")
        return found

    # Words and values.

    def quoted(self) -> re.Match[str] | None:
        match = _QUOTED.match(self.text, self.at)
        if match:
            if not match[2]:
                self.problem(self.at, len(self.text), "this quote is never closed", match[0] + '"')
            self.at = match.end()
        return match

    def valued(self, match: re.Match[str], start: int, exact: bool) -> Node | None:
        """A word or phrase, or a value of the field in whose brackets it stands."""
        if self.field is None or self.field == "title":
            return self.words(match, start, exact)
        return self.value(self.field, "", match[match.re is _QUOTED], start)

    def words(self, match: re.Match[str], start: int, exact: bool) -> Node | None:
        text, number, star, finished = _parts(match)
        wild = match.re is _BARE and wildcards.is_open(text)
        closed = text if wild else text.replace("*", " ")
        words = [word for word in closed.split() if analysis.has_words(word)]
        if not words or not self.room_for(len(words), start):
            return None
        if "*" in text and match.re is _BARE and not wild:
            message = "`*` stands for letters of one word, a few times at most"
            self.problem(start, self.at, message, f"{words[-1]}*")
        at_cursor = self.typing and self.at == len(self.text)
        prefix = star or (at_cursor and not (finished or exact or self.negative))
        fuzzy_word = number is not None and len(words) == 1
        if (prefix or fuzzy_word or wild) and not self.room_for_open(start):
            if wild:
                return None
            prefix, number = False, None
        if wild and exact:
            self.problem(start, self.at, "a word as written has no open letters", text)
        exact = exact and not wild and self.room_for_exact(start)
        title = self.field == "title"
        if len(words) > 1:
            within = None if number is None else min(int(number[:6] or 1), MAX_WITHIN) or 1
            return Phrase(tuple(words), within=within, prefix=prefix, exact=exact, title=title)
        fuzzy = 0
        if number is not None and not exact and not wild:
            fuzzy = int(number[:6] or 1 + (len(words[0]) >= LONG_WORD))
            if fuzzy > MAX_FUZZY:
                fuzzy = MAX_FUZZY
                message = f"at most {MAX_FUZZY} letters may differ"
                self.problem(start, self.at, message, f"{words[0]}~{MAX_FUZZY}")
        return Word(words[0], prefix=prefix, fuzzy=fuzzy, exact=exact, title=title)

    def named(self, name: str, start: int) -> Node | None:
        """What follows ``name:``, a name we know."""
        if self.text[self.at : self.at + 1] == "(" and name not in ("in", "sort"):
            outer, self.field = self.field, name
            found = self.group()
            self.field = outer
            return found
        if name == "title":
            return self.title(start)
        comparison = _COMPARISON.match(self.text, self.at)
        if comparison:
            self.at = comparison.end()
        quoted = self.quoted()
        if quoted:
            text = quoted[1]
        else:
            match = _BARE.match(self.text, self.at)
            text = match[0] if match else ""
            self.at += len(text)
            if name in facts.DATE_FIELDS and dates.is_beginning(text):
                text = self.longer_date(text)
        return self.value(name, comparison[0] if comparison else "", text, start)

    def title(self, start: int) -> Node | None:
        exact = self.sign("=")
        match = self.quoted() or _BARE.match(self.text, self.at)
        if not match:
            self.problem(start, self.at, "`title:` needs a word")
            return None
        self.at = match.end()
        outer, self.field = self.field, "title"
        found = self.words(match, start, exact)
        self.field = outer
        return found

    def longer_date(self, text: str) -> str:
        """Take the words that make ``last`` a date: ``last week``, ``3 days ago``."""
        for count in (2, 1):
            match = re.compile(rf"(?: +[A-Za-z]+){{{count}}}").match(self.text, self.at)
            if match and dates.period(text + match[0], self.today):
                self.at = match.end()
                return text + match[0]
        return text

    def value(self, name: str, op: str, text: str, start: int) -> Node | None:
        text = " ".join(text.replace("*", " ").split())
        if not text:
            self.problem(start, self.at, f"`{name}:` needs a value")
            return None
        if name in ("in", "sort"):
            self.directive(name, text, start)
            return None
        if not self.room_for(1, start):
            return None
        found = facts.fact(name, op, text, self.today)
        if isinstance(found, facts.Mistake):
            self.mistaken(found, start)
            return None
        return found

    def directive(self, name: str, text: str, start: int) -> None:
        self.directed = True
        if self.negative:
            self.problem(start, self.at, f"`{name}:` speaks of the whole query: `-` is ignored")
        found = facts.sections(text) if name == "in" else facts.order(text)
        if isinstance(found, facts.Mistake):
            self.mistaken(found, start)
        elif isinstance(found, Sort):
            self.sort = found
        else:
            self.kinds.update(found)

    def unknown(self, name: str, start: int) -> Node | None:
        """Search what an unknown field asks for as words; ``at`` is behind the colon."""
        near = facts.likely_name(name)
        message = f"no field `{name}`" + (f"; did you mean `{near}`?" if near else "")
        self.problem(start, self.at, message, f"{near}:" if near else None)
        return self.term()

    def saved_search(self, start: int) -> Node | None:
        match = self.quoted() or _BARE.match(self.text, self.at)
        if not match:
            return None
        self.at = match.end()
        name = match[match.re is _QUOTED]
        alike = (other for other in self.saved if other.casefold() == name.casefold())
        name = name if name in self.saved else next(alike, name)
        text = self.saved.get(name)
        if text is None:
            near = get_close_matches(name, self.saved, 1)
            message = f"no saved search `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")
            self.problem(start, self.at, message, f"@{near[0]}" if near else None)
            return self.valued(match, start, False)
        if self.nested == MAX_SAVED_DEPTH:
            self.problem(start, self.at, f"the saved search `{name}` goes too deep")
            return None
        if not self.room_for(1, start):
            return None
        inner = _Parser(text, self.today, False, self.saved, self.nested + 1)
        # What it says counts as said here.
        inner.terms, inner.open, inner.exact = self.terms, self.open, self.exact
        query = inner.query()
        self.terms, self.open, self.exact = inner.terms, inner.open, inner.exact
        self.kinds.update(query.kinds)
        self.sort = self.sort or query.sort
        for problem in query.problems[:1]:
            self.problem(start, self.at, f"in the saved search `{name}`: {problem.message}")
        return Saved(name, query.tree)

    # Small steps.

    def mistaken(self, mistake: facts.Mistake, start: int) -> None:
        self.problem(start, self.at, mistake.message, mistake.suggestion)

    def room_for(self, words: int, start: int) -> bool:
        self.terms += words
        if self.terms > MAX_TERMS:
            self.problem(start, len(self.text), f"only the first {MAX_TERMS} words count")
        return self.terms <= MAX_TERMS

    def room_for_open(self, start: int) -> bool:
        self.open += 1
        if self.open > MAX_OPEN:
            self.problem(start, self.at, f"only the first {MAX_OPEN} words may stand for others")
        return self.open <= MAX_OPEN

    def room_for_exact(self, start: int) -> bool:
        self.exact += 1
        if self.exact > MAX_EXACT:
            message = f"only the first {MAX_EXACT} words may have to stand as written"
            self.problem(start, self.at, message)
        return self.exact <= MAX_EXACT

    def space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match
        self.at = match.end()

    def at_end(self) -> bool:
        """At the end of the text or of a group."""
        return self.at >= len(self.text) or self.text[self.at] == ")"

    def at_limit(self) -> bool:
        """Where a word would have to stand, and does not."""
        return self.at_end() or self.peek("OR") or self.peek("AND")

    def ends_at(self, at: int) -> bool:
        """Whether a word ends there."""
        return at >= len(self.text) or self.text[at].isspace() or self.text[at] == ")"

    def operator(self, name: str) -> bool:
        """Take an operator, if it is next."""
        self.space()
        if not self.peek(name):
            return False
        self.at += len(name)
        return True

    def peek(self, name: str) -> bool:
        match = _OPERATOR.match(self.text, self.at)
        return match is not None and match[0] == name

    def sign(self, sign: str) -> bool:
        """Take a sign, if it is next and what it speaks of follows at once."""
        if self.text[self.at : self.at + 1] != sign or self.ends_at(self.at + 1):
            return False
        self.at += 1
        return True


def _parts(match: re.Match[str]) -> tuple[str, str | None, bool, bool]:
    """Text, number after ``~``, whether ``*`` follows, and whether more letters cannot."""
    if match.re is _QUOTED:
        return match[1], match[3], bool(match[4]), bool(match[2])
    ending = _ENDING.search(match[0])
    if not ending:
        return match[0], None, False, False
    return match[0][: ending.start()], ending[2], bool(ending[1]), True
