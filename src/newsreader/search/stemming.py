"""One form for the forms of a word: spelling of English, and the stem in each language.

English has its British and American spellings brought together before it is stemmed, by the rules
and the table below. The stems are Snowball's (snowballstem.org), which were made for accented words
but are given folded ones: a reader who types without accents must find the same. Ukrainian, which
Snowball lacks, loses its commonest endings, in the manner of Snowball's Russian.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import Lock

SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

_PAIRS = """
    aging=ageing airplane=aeroplane aluminum=aluminium analog=analogue anemia=anaemia arbor=arbour
    ardor=ardour armor=armour armory=armoury artifact=artefact behavior=behaviour caliber=calibre
    candor=candour catalog=catalogue center=centre cesarean=caesarean clamor=clamour color=colour
    cozy=cosy defense=defence dialog=dialogue diarrhea=diarrhoea encyclopedia=encyclopaedia
    endeavor=endeavour enroll=enrol enrollment=enrolment estrogen=oestrogen favor=favour
    favorite=favourite fervor=fervour fetus=foetus fiber=fibre flavor=flavour fulfill=fulfil
    fulfillment=fulfilment gray=grey gynecologist=gynaecologist harbor=harbour honor=honour
    honorable=honourable humor=humour installment=instalment jewelry=jewellery judgment=judgement
    kilometer=kilometre labor=labour license=licence liter=litre luster=lustre maneuver=manoeuvre
    marvelous=marvellous meager=meagre meter=metre millimeter=millimetre centimeter=centimetre
    mold=mould mustache=moustache neighbor=neighbour neighborhood=neighbourhood odor=odour
    offense=offence orthopedic=orthopaedic pajamas=pyjamas parlor=parlour pediatric=paediatric
    pediatrician=paediatrician pedophile=paedophile plow=plough practice=practise
    pretense=pretence program=programme rancor=rancour rigor=rigour rumor=rumour saber=sabre
    savior=saviour savor=savour scepter=sceptre skeptic=sceptic skeptical=sceptical
    skepticism=scepticism skillful=skilful somber=sombre specter=spectre splendor=splendour
    succor=succour sulfur=sulphur sulfuric=sulphuric theater=theatre tumor=tumour valor=valour
    vapor=vapour vigor=vigour whiskey=whisky willful=wilful woolen=woollen
"""
_SPELLINGS = {british: american for american, british in (p.split("=") for p in _PAIRS.split())}
"""British → American, where no rule tells; the American spelling stands for both."""
_ENDING = re.compile(r"(?:s|d|ed|r|er|ers|ing|ings|ist|ists|al|ally|less|ful|able|ite|ites)$")
_IZE = re.compile(r"(?<=\w{3})iz(?=(?:e|ed|er|ers|es|ing|able|ation|ations|ational)$)")
_IZE_BEGUN = re.compile(r"(?<=\w{3})iz(?=(?:a|at|ati|atio|i|in)?$)")
_YZE = re.compile(r"(?<=\w{2})yz(?=(?:e|ed|er|ers|es|ing)$)")

_UKRAINIAN = re.compile(
    "(?:увати|ювати|ування|ювання|енням|анням|ення|ання|ськими|ського|ському|ською|ських|ський|"
    "ська|ське|ські|ську|ському|ими|іми|ого|ього|ому|ьому|ами|ями|ові|еві|єві|ої|ій|ою|ею|єю|"
    "их|іх|им|ім|ах|ях|ам|ям|ом|ем|єм|ів|їв|ей|ий|ти|в|ла|ло|ли|ть|ься|ся|"
    "а|я|у|ю|и|і|ї|о|е|є|ь|й)$"
)
_VOWELS = re.compile("(?<=\\w{3})[аеєиіїоуюя]+$")

Stem = Callable[[str], str]


def english_spelling(word: str) -> str:
    """Bring a folded English word to the one spelling both sides of the ocean are indexed by."""
    american = _SPELLINGS.get(word)
    if american:
        return american
    ending = _ENDING.search(word)
    if ending:
        for base in (word[: ending.start()], word[: ending.start()] + "e"):
            if base in _SPELLINGS:
                american = _SPELLINGS[base]
                joined = american if ending[0][0] not in "ei" else american.removesuffix("e")
                return joined + ending[0]
    return _YZE.sub("ys", _IZE.sub("is", word))


def english_beginnings(beginning: str) -> set[str]:
    """How the words that begin so may begin in the one spelling they are indexed by."""
    american = {
        american
        for british, american in _SPELLINGS.items()
        if british.startswith(beginning) and not american.startswith(beginning)
    }
    return {beginning, _IZE_BEGUN.sub("is", beginning), *american}


def ukrainian_stem(word: str) -> str:
    """A folded Ukrainian word without its ending; three letters always stay."""
    ending = _UKRAINIAN.search(word, 3)
    return _VOWELS.sub("", word[: ending.start()] if ending else word)


def stemmer(language: str) -> Stem:
    """The function from a folded word to its stem.

    Args:
        language: BCP 47 primary tag; a language without a stemmer keeps its words as they are.
    """
    if language == "uk":
        return ukrainian_stem
    name = SNOWBALL.get(language)
    import Stemmer

    if name not in Stemmer.algorithms():
        return _unchanged
    snowball = Stemmer.Stemmer(name, 0)
    lock = Lock()  # a Snowball stemmer serves one thread at a time

    def stem(word: str) -> str:
        with lock:
            stemmed: str = snowball.stemWord(word)
            return stemmed

    if language == "en":
        return lambda word: stem(english_spelling(word))
    return stem


def version() -> str:
    """Which stems these are: another version of Snowball may make others."""
    import Stemmer

    return str(Stemmer.version())


def _unchanged(word: str) -> str:
    return word
