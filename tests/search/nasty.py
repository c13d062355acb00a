"""Queries made to break parsers, and to take long: found elsewhere, and our own."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
FOUND = json.loads((HERE / "nasty_queries.json").read_text(encoding="utf-8"))
MORE: dict[str, list[str]] = json.loads(
    (HERE / "more_nasty_queries.json").read_text(encoding="utf-8")
)
"""By what is nasty about them."""

COMMON = "the of and to in for is on that by this with you it not or be are from at"

OURS = [
    # Brackets, quotes and signs without anything in them, or around the wrong thing.
    *("=", "==", "=(", "=(a)", '="', '=""', "=*", "=~", "-=", "=-a", "=title:a", "@", "@@", "@(", '@"'),
    *('@""', "@a:b", "@-", "-@x", "+-+-a", "-+", "+", "-(", "-()", "(-)", "(OR)", "(AND)", "(NOT)"),
    *("()()()", ")(", "))))((((", "(a))(b", '("a)"', '"(a" b)', '""""', '"" ""', '"a""b"', 'a"b"c'),
    *("“a” „b‟ ＂c＂", "“a", "a”", "« a »", "'a b'", "‘a’", "''", "’s", "'s", "s'", "’’’", "`", "´"),
    # Operators in every place where there is nothing to join.
    *("OR OR OR", "a OR", "OR a", "NOT OR", "NOT AND a", "a AND OR b", "AND a OR", "a NOT", "NOT)"),
    *("a OR (", "(a OR) b", "a OR -", "a AND NOT b", "NOT (NOT (NOT a))", "-NOT a", "NOT-a", "NOT -a"),
    *("OR(a)", "a OR(b)", "AND(a b)", "not a", "or", "ORa", "aOR b", '"OR"', "title:OR", "title:-a"),
    # Fields with no value, two values, another's value, or a value that is a field.
    *("by:", "by: a", "by:()", "by:(", "by:)", 'by:"', 'by:""', "by:(a", "by:(a:b)", "by:(OR)", "by:*"),
    *("by:-a", "-by:a", "by:=", "by:==a", "by:>a", "by:by:by", "by:(by:(by:a))", "title:(title:(a))"),
    *("title:()", "title:=", "title:=a", 'title:="a b"', "title:*", "title:a~2", "title:@x", "title:(@x)"),
    *("in:", "in:()", "in:all,", "in:,", "in:body", "in:title", "-in:all", "(in:all)", "in:all OR a"),
    *("a OR in:all", "sort:", "sort:up", "-sort:date", "sort:date sort:relevance", "is:", "is:IS", "has:"),
    *("is:(unread read)", "has:(note OR)", "lang:", "story:*", "tag:🙂", "place:\u200b", "x_y:z", "_:_"),
    *("TITLE:A", "By:X", "IN:ALL", "a:b:c:d", "a::b", "://", "http://", "https://a.b/(c)", "mailto:a@b.c"),
    # Numbers and dates out of this world.
    *("copies:", "copies:-1", "copies:>", "copies:>>3", "copies:>=<3", "copies:1e9", "copies:٣"),
    *("copies:99999999999999999999", "copies:²", "date:9999-12-31", "date:9999", "date:0001", "date:1"),
    *("date:..", "date:a..b", "date:2025..2024", "date:...", "date:2025-00", "date:2025-02-30", "on:last"),
    *("on:last last week", "date:0 days ago", "date:9999 years ago", "on:999 weeks ago", "date:٢٠٢٥"),
    *("newer:0d", "newer:9999y", "older:9999y", "newer:w", "newer:-2w", "after:..", "before:2025.."),
    # Endings.
    *("a**", "a*~", "a~*", "a~~", "a~~2", "a~-1", "a~1.5", "a~²", "~*", "*~", "*~2", "**a**", "a*b~c*"),
    *('"a b"*~2', '"a b"~2*', '"a b"~0', '"a b"~~', '"*"', '"* *"', '"~"', '"a*"*', '"a" *', '"a"~', '"a b c"~1'),
    *("东*", "东京~", "京~2", '"东京 新闻"~5', "สวัสดี*", "한국*", "é*", "e\u0301*", "\u0301*", "🙂~", "ß*", "İ~"),
    # Characters.
    *("\ud800", "a\udfffb", "\U0010ffff", "\uffff", "\x1b[31m", "\x07", "\x00*", "a\r\nb", "\u0085", "\u3000"),
    *("\u202ea\u202c", "\u2066", "\u00ad", "a\u00adb", "\u200d", "👩‍👩‍👧‍👦", "🇺🇦🇺", "ـ", "ʼ", "·", "٠", "½", "①"),
    *("ﷺ", "ǆ", "ŉ", "ΐ", "ﬀﬁ", "㍿", "㌀", "ｶﾞ", "\u3099", "\u1100\u1161", "नि", "\u0e31", "x̸̢̛", "Z͑ͫ̓ͪ̂"),
    # Too much of everything.
    "a" * 5000,
    "a " * 5000,
    "-" * 5000,
    "(" * 5000,
    ")" * 5000,
    '"' * 5001,
    "=" * 5000,
    "@" * 5000,
    ":" * 5000,
    "in:" * 1000,
    "title:(" * 1000,
    "by:(" * 1000 + "a",
    "(a OR " * 1000,
    "-(" * 200 + "a" + ")" * 200,
    "NOT (" * 60 + "a" + ")" * 60,
    "京" * 5000,
    "\u0301" * 5000,
    "🙂" * 5000,
    "a.b." * 1000,
    "a'" * 1000,
    "1," * 1000,
    " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
    " ".join(f"{letter}{letter}ing~" for letter in "abcdefghijklmnopqrstuvwxyz"),
    COMMON.replace(" ", " OR "),
    f'"{COMMON}"',
    f'"{COMMON}"~99',
    *("=the =of =and", "=the =of =and =to", "=a", '="of the"~5', '="of the"~99'),
    *("-=the", "-the -of -and -to", "-the*", "-(a OR -b)", "--the", "-(-(-the))"),
]  # fmt: skip

EVERY = [*FOUND, *OURS, *(text for texts in MORE.values() for text in texts)]
