"""Stories to make copies of: original writing, long enough to be told apart."""

from __future__ import annotations

LIGHTHOUSE = (
    (
        "The last keeper of the Skerry lighthouse carried his lamp down 214 steps on Friday and handed "
        "it to a woman from the ministry, who asked whether it was supposed to be so heavy."
    ),
    (
        "Osvald Brandt, 71, had lived on the rock since the winter of 1978, when the supply boat was "
        "late by eleven weeks and the previous keeper left with it."
    ),
    (
        "'I was told it would be a temporary post,' Brandt said. 'Nobody ever told me it had stopped "
        "being one.'"
    ),
    (
        "An automatic beacon made in Vessina has replaced him. It weighs four kilograms, speaks to a "
        "satellite every 90 seconds and, according to the Harbour Authority, has already reported "
        "itself as being in good spirits."
    ),
    (
        "Fishermen from the village of Lower Marrow said they would miss the man more than the light. "
        "For 40 years he had raised a blue flag on mornings when the fog was thinner than the forecast."
    ),
    (
        "The authority said it was studying whether the beacon could be taught to do the same. A report "
        "is expected in the autumn, and will cost more than the flag did."
    ),
)
ORCHESTRA = (
    (
        "The municipal orchestra of Lindenau will play its next season without a conductor, the city "
        "council decided on Monday after a debate that lasted longer than most symphonies."
    ),
    (
        "The vote was 19 to 17. Councillors had been told that the post, vacant since Greta Holm went to "
        "Kalmar in March, costs as much each year as three second violins."
    ),
    (
        "The players did not object. 'We have always looked at each other anyway,' said the first oboe, "
        "Marit Sund, who has been with the orchestra for 26 years."
    ),
    (
        "A rehearsal on Tuesday ended four minutes early and nobody could say why. The recording is to "
        "be examined by a committee of three retired bandmasters."
    ),
    (
        "Opponents spoke of a cheap experiment. Councillor Anton Weil said that a ship could sail "
        "without a captain, too, as long as nobody had to decide where."
    ),
    (
        "Tickets for the opening night on September 12 sold out within the hour, mostly, the box office "
        "said, to people who wished to see what would happen."
    ),
)


def body(paragraphs: tuple[str, ...]) -> str:
    """A body as reading leaves it: a paragraph a line."""
    return "\n\n".join(paragraphs)
