from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsreader.search import analysis
from newsreader.search.postings.numbering import Numbering
from newsreader.search.postings.pieces import encoded

texts = st.lists(
    st.tuples(
        st.lists(
            st.one_of(
                st.text(max_size=8),
                st.sampled_from(
                    ["U.S.'s", "US-led", "“Ukraine’s", "3.5bn,", "東京都の", "ニュース", "U.S.'S", "don't",
                     "l'élysée", "dogs'", "…", "weapons", "extraordinarily", "x" * 70, "İstanbul", "A.", "x²", "\u200bword", "und\u00adso"]
                ),
            ),
            max_size=12,
        ).map(lambda parts: " ".join(parts)),
        st.sampled_from(["en", "de", "fr", "ja", None, "uk"]),
    ),
    max_size=6,
)  # fmt: skip


@given(texts)
def test_texts_are_cut_as_the_analysis_cuts_them(some: list[tuple[str, str | None]]) -> None:
    numbering = Numbering()
    texts = [encoded(text) for text, _ in some]
    found = numbering.words(texts, [language for _, language in some])
    again = numbering.words(texts, [language for _, language in some])
    assert all(np.array_equal(*both) for both in zip(found, again, strict=True))
    names = list(numbering.terms)
    cut = [
        (number, names[term], position)
        for number, term, position in zip(
            found.texts.tolist(), found.terms.tolist(), found.positions.tolist(), strict=True
        )
    ]
    assert cut == [
        (number, analysis.terms(language)[token.raw], token.position)
        for number, (text, language) in enumerate(some)
        for token in analysis.words(text)
    ]
