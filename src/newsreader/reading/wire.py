"""Headline, byline, agency, dateline and date, as wire copy and scraped text state them.

The head of a text is read line by line while lines are fields: a date line, a byline, an address, a
``Key: value`` of a known key; the first other line that reads like a headline is the headline.
Then comes the first paragraph, which may begin with a dateline (``KYIV, Ukraine (AP) — ``). The
foot may carry a credit (``Jane Roe, The Associated Press``) or the agency in brackets.

Everything found is a span of the text plus a normalised value, so nothing is lost. What is not
certain is left in the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from newsreader.article import Precision
from newsreader.reading.agencies import agency_name, agency_pattern
from newsreader.reading.cards import age_of
from newsreader.reading.dates import Age, When, month_pattern, months, parse_date, stated_day
from newsreader.reading.phrases import ends, says

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚА-ЯЁЄІЇҐ"
_NAME = rf"[{_UPPER}][\w.'’-]{{0,40}}+"  # possessive: names are never taken apart again
_NAMES = (
    rf"{_NAME}(?:(?:,? (?:and|und|et|y|e|i|та|і|&) |, | )"
    r"(?:(?:van|von|der|den|de|da|di|del|la|le|el|al|bin|ibn|zu|dos|du|ter) ){0,2}"
    rf"{_NAME}){{0,9}}?"
)
_BY = (
    r"(?:by|von|par|por|di|da|автор|автори|текст|(?:words|written|story|report|reported) by|byline"
    r"|authors?|author\(s\)|autor|autorin|auteur|作者|記者|文)"
)

_KEYS = {
    "title": "title", "headline": "title", "titel": "title", "titre": "title", "título": "title",
    "date": "date", "published": "date", "publish date": "date", "published on": "date",
    "publication date": "date", "posted": "date", "posted on": "date", "date published": "date",
    "datum": "date", "veröffentlicht": "date", "veröffentlicht am": "date", "stand": "date",
    "publié le": "date", "publié": "date", "fecha": "date", "publicado": "date",
    "publicado el": "date", "дата": "date", "опубліковано": "date", "公開日": "date",
    "日付": "date",
    "by": "byline", "author": "byline", "authors": "byline", "byline": "byline", "autor": "byline",
    "autorin": "byline", "auteur": "byline", "автор": "byline", "文": "byline", "writer": "byline",
    "source": "outlet", "outlet": "outlet", "publication": "outlet", "publisher": "outlet",
    "site": "outlet", "quelle": "outlet", "fuente": "outlet", "джерело": "outlet",
    "url": "url", "link": "url", "source url": "url", "original": "url", "original url": "url",
    "agency": "agency", "place": "place", "location": "place", "dateline": "place",
    "language": "language", "lang": "language",
    "updated": "later", "last updated": "later", "updated on": "later", "modified": "later",
    "оновлено": "later", "aktualisiert": "later", "mis à jour": "later", "mis à jour le": "later",
    "actualizado": "later", "更新日": "later",
}  # fmt: skip
_KEY_VALUE = re.compile(r"([^\W\d][\w ()à-ÿ]{0,19}?)\s*[:：]\s*(\S.*)", re.DOTALL)
_DATE_WORD = re.compile(
    r"(?P<said>published|posted|updated|last updated|veröffentlicht|publié|publicado|опубліковано"
    r"|оновлено|aktualisiert)(?: on| am| le| el| at)?\s+(?P<date>.{6,60})",
    re.IGNORECASE,
)
_DATE_PREFIX = re.compile(r"date[: ]\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\d-])\s*", re.IGNORECASE)
_BYLINE = re.compile(rf"(?i:{_BY})[:：]?\s+(.{{2,120}})")
_NAMED = re.compile(rf"{_NAMES}")
_SIGNATURE = re.compile(
    rf"(?P<names>{_NAMES}), (?P<outlet>(?:The )?{_NAME}(?: (?:of |the )?{_NAME}){{0,4}})"
)
_ROLE = re.compile(
    r",?\s*\b(?:staff|senior|chief|special|political|foreign|sports?|business|correspondent|reporter"
    r"|writer|editor|contributor|columnist|for|of the|in|at)\b.*"
)
_PARTS = re.compile(r"\s+[|·•/–—]\s+|\s*[|·•]\s*")
_READING_TIME = re.compile(r"\d{1,3}[ -]min(?:ute)?s?(?: read)?|read time:? \d+.*", re.IGNORECASE)
_URL = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’]S\b)?")
_SEPARATOR = re.compile(r"[_=~*\-–—•·#⁂]{3,}|(?:[*_–—•·-]\s+){2,}[*_–—•·-]")
# Every form of a dateline has one of these.
_OF_DATELINES = re.compile(r"[—–―(（/\[［【\d]|[\s.]-|-[\s-]|:\s")
_FULL_STOPS = (".", "?", "!")
_SENTENCE_END = re.compile(r"[.!?…。！？．؟։۔](?:[\"'”’»）)\]]|\s)*$")
_MANY_SENTENCES = re.compile(r"[a-zà-ÿа-яіїєґ0-9\"”’][.!?] +[\"“‘]?[A-ZÀ-ÞА-ЯІЇЄҐ]")
_JAPANESE_PLACE = re.compile(
    r"[【［\[（](?P<place>[^】］\]=＝）]{1,20})[=＝](?P<agency>[^】］\]）]{1,12})[】］\]）]\s*"
)
_NEXT_CREDIT = re.compile(r"[;.)）]|,? (?i:writing|editing|additional|redigiert|édité|editado) ")
_WHERE = re.compile(r" in [^,;]*?(?=,| and |$)")
_FIRST_PUBLISHED = re.compile(r"first published (?:on )?([^.]{8,30})\.")
_LONGEST_HEADLINE = 300
_FEW_WORDS = 4
_LONGEST_CREDIT = 8


def is_embargo(line: str) -> bool:
    """Whether a line says from when on a text may be published."""
    return says("embargo", line) > 0 and (
        line.count(" ") < _FEW_WORDS or any(map(str.isdigit, line)) or line.isupper()
    )


def _is_told(line: str) -> bool:
    """Whether a line that begins like a credit is a sentence of the article."""
    return (
        is_sentence(line)
        and (line.count(" ") > _LONGEST_CREDIT or len(line) > 80)
        and line[0] not in "(（"
        and _FIRST_PUBLISHED.search(line) is None
    )


def is_separator(line: str) -> bool:
    """Whether a line only divides (``___``, ``* * *``)."""
    return _SEPARATOR.fullmatch(line) is not None


def is_sentence(line: str) -> bool:
    """Whether a line ends as sentences do."""
    return line.endswith(_FULL_STOPS) or _SENTENCE_END.search(line[-6:]) is not None


def is_headline(line: str) -> bool:
    """Whether a line reads like a headline: short, and not running text."""
    if len(line) > _LONGEST_HEADLINE or not any(map(str.isalnum, line)):
        return False
    words = line.count(" ") + 1
    if words > 40 or (words > 12 and line[-1] in ",;:、"):
        return False
    if line[-1] in "?!？！…":
        return words <= 25 or len(_MANY_SENTENCES.findall(line)) < 2
    return not is_sentence(line) or (words <= 10 and _MANY_SENTENCES.search(line) is None)


@dataclass
class Facts:
    """What an article's own text states about it. The first statement of a fact wins.

    Attributes:
        when: The date the text states in full.
        day: Month and day of a dateline that leaves the year out.
        age: How old it says it is ("3 hours ago").
    """

    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    place: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    when: When | None = None
    day: tuple[int, int] | None = None
    age: Age | None = None

    def published(self) -> When | None:
        """The date stated, a dateline's day completing the year and month of the head."""
        if self.when is not None and self.day is not None:
            month, day = self.day
            if self.when.precision is Precision.YEAR or (
                self.when.precision is Precision.MONTH and int(self.when.value[5:7]) == month
            ):
                return stated_day(int(self.when.value[:4]), month, day) or self.when
        return self.when

    def take_head_line(self, line: str) -> bool:
        """Take a whole line above the body as a field; False, and nothing taken, if it is none."""
        if len(line) > 200:
            return False
        return (
            self._take_key_value(line)
            or self._take_date(line)
            or self._take_age(line)
            or self._take_byline(line)
            or self._take_url(line)
            or self._take_parts(line)
            or is_embargo(line)
        )

    def take_dateline(self, text: str) -> int:
        """Take the date and dateline a paragraph begins with; how many characters they are."""
        taken = 0
        prefix = _DATE_PREFIX.match(text)
        if prefix:
            stated = parse_date(prefix[1]) or (
                When(prefix[1], Precision.YEAR) if len(prefix[1]) == 4 else None
            )
            if stated is not None:
                self.when = self.when or stated
                taken = prefix.end()
        for shape in _datelines() if _OF_DATELINES.search(text, taken) else ():
            match = shape.match(text, taken)
            if match:
                self._take_dateline_parts(match.groupdict())
                return match.end()
        return taken

    def take_credit(self, line: str) -> bool:
        """Take a line below the body that credits authors and agency."""
        if self._take_said_credit(line):
            return True
        if len(line) > 160:
            return False
        match = _credits().fullmatch(line)
        if match is None:
            return False
        self.agency = self.agency or agency_name(match["agency"])
        if match["names"]:
            self.byline = self.byline or _tidy_names(match["names"])
        return True

    def _take_said_credit(self, line: str) -> bool:
        authors = says("authors", line)
        names = ""
        if authors:
            names = _WHERE.sub("", _NEXT_CREDIT.split(line[authors:], maxsplit=1)[0])
            names = _tidy_names(names.strip(" :.,;)）"))
            if not _NAMED.fullmatch(names):
                return False
        elif not ends("credit_ends", line) and (not says("credit", line) or _is_told(line)):
            return False
        agency = _agency_within().search(line)
        if agency:
            self.agency = self.agency or agency_name(agency[0])
        self.byline = self.byline or names or None
        first_published = _FIRST_PUBLISHED.search(line)
        if first_published:
            self.when = self.when or parse_date(first_published[1])
        return True

    def take_signature(self, line: str) -> bool:
        """Take a line below a closing separator that names authors and whom they write for."""
        match = _SIGNATURE.fullmatch(line) if len(line) <= 100 else None
        if match is None:
            return False
        self.byline = self.byline or match["names"]
        self.outlet = self.outlet or match["outlet"]
        return True

    def take_closing_agency(self, text: str) -> int:
        """Take an agency in brackets at the end of the body; where it begins, or the length."""
        match = _closing().search(text, max(0, len(text) - 60))
        if match is None:
            return len(text)
        self.agency = self.agency or agency_name(match["agency"])
        return match.start()

    def _take_key_value(self, line: str) -> bool:
        match = _KEY_VALUE.fullmatch(line)
        name = _KEYS.get(match[1].strip().lower()) if match else None
        if match is None or name is None:
            return False
        value = match[2].strip()
        if name in ("date", "later"):
            stated = parse_date(value)
            if stated is None:
                return False
            if name == "date":
                self.when = self.when or stated
        elif name == "byline":
            return self._take_names(value)
        elif name == "url":
            return self._take_url(value)
        elif name == "outlet" and self._take_url(value):
            return True
        elif len(value) > 120 and name != "title":
            return False
        elif getattr(self, name) is None:
            setattr(self, name, agency_name(value) or value if name == "agency" else value)
        return True

    def _take_date(self, line: str) -> bool:
        said = _DATE_WORD.fullmatch(line)
        stated = parse_date(said["date"].lstrip(": ") if said else line)
        if stated is None:
            prefix = _DATE_PREFIX.fullmatch(line)
            stated = parse_date(prefix[1]) if prefix else None
            if stated is None:
                return False
        if said is None or said["said"].lower() in _APPEARED:
            self.when = self.when or stated
        return True

    def _take_age(self, line: str) -> bool:
        said = age_of(line)
        if said is None:
            return False
        self.age = self.age or said
        return True

    def _take_byline(self, line: str) -> bool:
        match = _BYLINE.fullmatch(line)
        return match is not None and self._take_names(match[1].strip())

    def take_stated_byline(self) -> None:
        """Part a byline that metadata states ("Ragna Holt, Reuters") into names and agency."""
        if self.byline:
            names, agency = _names_and_agency(self.byline)
            if agency:
                self.byline, self.agency = names or None, self.agency or agency

    def _take_names(self, said: str) -> bool:
        names, agency = _names_and_agency(said)
        names = _tidy_names(names)
        if names and (len(names) > 100 or not _NAMED.fullmatch(names)):
            return False
        self.byline = self.byline or names or None
        self.agency = self.agency or agency
        return bool(names or agency)

    def _take_url(self, line: str) -> bool:
        match = _URL.fullmatch(line)
        if match is None:
            return False
        self.url = self.url or match[1]
        return True

    def _take_parts(self, line: str) -> bool:
        """Take a line of fields side by side (``Jane Roe | 2 July 2025 | 4 min read``)."""
        parts = [part for part in _PARTS.split(line) if part]
        if not 1 < len(parts) <= 5:
            return False
        trial = Facts()
        unknown = []
        for part in parts:
            if not (
                _READING_TIME.fullmatch(part)
                or trial._take_date(part)
                or trial._take_age(part)
                or trial._take_byline(part)
            ):
                unknown.append(part)
        if trial.when is None and trial.byline is None and trial.age is None:
            return False
        for part in unknown:
            agency = agency_name(part)
            if agency:
                trial.agency = trial.agency or agency
            elif len(part.split()) > 6 or is_sentence(part):
                return False
            elif trial.byline is None and 2 <= len(part.split()) <= 4 and _NAMED.fullmatch(part):
                trial.byline = part
            else:
                trial.outlet = trial.outlet or part
        for name, value in vars(trial).items():
            if value is not None and getattr(self, name) is None:
                setattr(self, name, value)
        return True

    def _take_dateline_parts(self, found: dict[str, str | None]) -> None:
        if found.get("place"):
            self.place = self.place or tidy_place(found["place"] or "")
        said = found.get("agency")
        if said:
            self.agency = self.agency or agency_name(said) or said.strip()
        name = found.get("name") or found.get("name2")
        if name:
            month = months()[name.lower().rstrip(".")]
            day = int(found["day"] or found["day2"] or 0)
            year = found["year"] or found["year2"]
            if year:
                self.when = self.when or stated_day(int(year), month, day)
            else:
                self.day = self.day or (month, day)


_APPEARED = ("published", "posted", "veröffentlicht", "publié", "publicado", "опубліковано")
_SMALL = {"de", "del", "da", "do", "dos", "la", "le", "les", "el", "al", "of", "the", "an", "am",
          "der", "die", "den", "sur", "und", "and", "y", "et", "upon"}  # fmt: skip


def tidy_place(said: str) -> str:
    """A dateline's place as it is written elsewhere: ``KYIV, Ukraine`` gives ``Kyiv, Ukraine``."""
    said = " ".join(said.split()).strip(" ,;:")
    said = said.removesuffix(".") if said.count(".") == 1 else said
    town, comma, region = said.partition(",")
    words = [
        word
        if not word.isupper() or "." in word
        else word.lower()
        if number and word.lower() in _SMALL
        else _WORD.sub(lambda part: part[0].capitalize(), word)
        for number, word in enumerate(town.split())
    ]
    return " ".join(words) + comma + region


def _names_and_agency(said: str) -> tuple[str, str | None]:
    found = _agency_at_end().search(said)
    if found:
        return said[: found.start()], agency_name(found["agency"])
    agency = agency_name(said)
    return ("" if agency else said), agency


def _tidy_names(said: str) -> str:
    """Names without roles, and as they are written elsewhere where they are in capitals."""
    names = _ROLE.sub("", said).strip(" ,;|-–—")
    if not names.isupper() or "." in names:
        return names
    return _WORD.sub(lambda word: word[0].capitalize(), names).replace(" And ", " and ")


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    agency = agency_pattern()
    word = rf"[{_UPPER}](?=[.'’-]*[{_UPPER}])[{_UPPER}.'’-]{{1,40}}+"
    capitals = rf"{word}(?:[ /](?:{word}|[{_UPPER}.]{{1,20}}+|de|la|el)){{0,3}}"
    region = rf"(?:, ?{_NAME}(?: (?:of |the |and |de )?{_NAME}){{0,3}}| \[[^\]]{{1,30}}\])"
    town = rf"{_NAME}(?:[ /](?:de |la |el |del |am |an der |sur )?{_NAME}){{0,3}}"
    date = (
        rf"(?:(?P<name>{month_pattern()})\s(?P<day>\d{{1,2}})(?:,?\s(?P<year>\d{{4}}))?"
        rf"|(?P<day2>\d{{1,2}})\.?\s(?P<name2>{month_pattern()})(?:\s(?P<year2>\d{{4}}))?)"
    )
    dash = r"\s*(?:—|–|―|--?)\s*"
    ending = r"\s*(?:\.?[—–―:-]+\s*|\.\s*)?"
    unknown = rf"(?P<agency>[{_UPPER}][\w .&-]{{1,30}})"
    any_place = rf"(?P<place>{town}{region}?|[^\W\d_]{{1,12}})"
    forms = (
        rf"[(](?P<agency>{agency})[)]{dash}(?P<place>{capitals}{region}?)[.,]?\s{date}{dash}",
        rf"(?:{any_place}(?:[.,]?\s{date})?[.,]?\s*)?[(/（]\s?(?P<agency>{agency})\s?[)/）]{ending}",
        rf"(?:{any_place}[.,]?\s)?{date}[.,]?\s*[(/]\s?(?P<agency>{agency})\s?[)/]{ending}",
        rf"(?P<place>{capitals}{region}?)[.,]?\s{date}{dash}[(/](?P<agency>{agency})[)/]{ending}",
        rf"(?P<place>{town})\s{date}\.?\s(?P<agency>{agency})\.\s+",
        rf"(?P<place>{capitals}),\s{date},?\s(?P<agency>{agency}){dash}",
        rf"(?P<agency>{agency})\s(?:—|–|--?)\s+",
        rf"(?P<place>{capitals}{region}?)(?:[.,]?\s{date})?(?:\s+-|\s*(?:—|–|―|--))\s+",
        rf"(?P<place>{capitals}{region}):\s+",
        rf"{any_place}[.,]?\s{date}\s*(?:—|–|―|--?|:)\s+",
        rf"(?P<place>{town}{region}?)(?:[.,]?\s{date})?\s*\({unknown}\){dash}",
    )
    japanese = (
        rf"[【（](?P<place>[^】）\s]{{1,12}}?)(?P<agency>{agency})[】）]\s*",
        rf"[\[［](?P<place>[^\]］\s]{{1,12}})\s(?:\d{{1,2}}日\s)?(?P<agency>{agency})[\]］]\s*[-—–―]?\s*",
    )
    return (*map(re.compile, forms), _JAPANESE_PLACE, *map(re.compile, japanese))


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[-–—]\s*)?(?:(?:(?i:{_BY})\s)?(?P<names>{_NAMES}),? [/|]?\s?)?"
        rf"[(/]?(?P<agency>{agency_pattern()})[)/]?\.?"
        r"(?:(?: [A-Z]{2,4}){1,5}|(?<=dpa)(?: [a-z]{2,3}){1,6})?"  # the desk's initials
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"[(\[/]\s?(?P<agency>{agency_pattern()})\s?[)\]/]\.?\s*\Z")


@cache
def _agency_within() -> re.Pattern[str]:
    return re.compile(rf"\b{agency_pattern()}\b")


@cache
def _agency_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:,| [|/·-]|(?= [(/]))\s*[(/]?(?P<agency>{agency_pattern()})[)/]?\Z")
