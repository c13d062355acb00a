"""Sketches: what is kept of a text, however it comes and whatever comes with it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.stories.codes import FACT, FLAGS, TELLING, Codes
from newsreader.stories.normalise import words_of
from newsreader.stories.running import Parted, parted
from newsreader.stories.sketch import EMPTY, Sketch, Sketcher, keys_of
from tests.stories.texts import LIGHTHOUSE, ORCHESTRA, body


def sketch(text: str) -> Sketch:
    [found] = Sketcher().sketches([parted(text)])
    return found


def shared(one: str, other: str) -> float:
    """The share of the first sketch's pairs that are in the other."""
    mine, theirs = (np.frombuffer(sketch(text).pairs, "<u4") for text in (one, other))
    return float(np.isin(mine, theirs).mean())


def test_what_is_in_the_longer_text_can_be_read_off_two_sketches() -> None:
    whole = body((*LIGHTHOUSE, *ORCHESTRA))
    assert shared(body(LIGHTHOUSE), whole) > 0.9
    assert 0.3 < shared(whole, body(LIGHTHOUSE)) < 0.7
    assert shared(body(LIGHTHOUSE), body(ORCHESTRA)) < 0.1


def test_house_style_leaves_a_sketch_as_it_is() -> None:
    text = body(LIGHTHOUSE)
    other = text.replace("Harbour", "Harbor").replace("'", "’").replace("kilograms", "kilogrammes")
    assert shared(text, other) > 0.95


def test_pairs_are_ascending_even_and_each_has_a_place() -> None:
    found = sketch(body(LIGHTHOUSE))
    pairs, places = np.frombuffer(found.pairs, "<u4"), np.frombuffer(found.places, "<u2")
    assert np.all(pairs[1:] > pairs[:-1])
    assert not np.any(pairs & 1)
    assert len(places) == len(pairs)
    assert places.max() < found.running == len(words_of(body(LIGHTHOUSE)))
    assert 0 < keys_of(pairs).sum() < len(pairs) / 2


def test_a_text_without_words_has_an_empty_sketch() -> None:
    assert sketch("") == sketch(" … — \n") == EMPTY


@given(st.lists(st.text(st.sampled_from("aé1 -’'.\nНo港"), max_size=60), max_size=6))
def test_a_text_has_the_same_sketch_in_whatever_company(texts: list[str]) -> None:
    bodies = [Parted(text, text[::-1]) for text in texts]
    together = Sketcher().sketches(bodies)
    assert together == [Sketcher().sketches([one])[0] for one in bodies]
    often = Sketcher()
    assert [often.sketches([one])[0] for one in (*bodies, *bodies)] == together * 2


@given(st.lists(st.text(max_size=60) | st.text("aBc19.,'’_é½ -\n港", max_size=60), max_size=4))
def test_codes_are_those_of_the_words(texts: list[str]) -> None:
    codes, counts = Codes().of(texts)
    assert len(counts) == len(texts)
    assert counts.sum() == len(codes)
    each = [Codes().of([word])[0].tolist() for text in texts for word in words_of(text)]
    assert codes.tolist() == [code for several in each for code in several]


def test_a_word_is_the_same_in_capitals_and_a_name_wherever_it_has_one() -> None:
    for text in ("lamps Lamps LAMPS", "Lamps lamps LAMPS"):
        codes, _ = Codes().of([text])
        assert len({code >> FLAGS for code in codes.tolist()}) == 1
        facts = [
            word for word, code in zip(text.split(), codes.tolist(), strict=True) if code & FACT
        ]
        assert sorted(facts) == ["LAMPS", "Lamps"]


def test_a_code_tells_what_kind_of_word_it_is() -> None:
    codes, _ = Codes().of(["the Skerry 1978 lamps"])
    assert [int(code) & (TELLING | FACT) for code in codes] == [
        0,
        TELLING | FACT,
        TELLING | FACT,
        TELLING,
    ]
