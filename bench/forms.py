"""Forms, filled in: texts that an outlet writes anew every day, and that are no copies of each other.

Weather, markets, fixtures and obituaries are the ones our thresholds were found with; results of
companies, roadworks, court and council stand in the other half, to see whether they hold
(:func:`bench.material.half_of`).
"""

# ruff: noqa: E501 - the forms are best read in whole lines

from __future__ import annotations

import random

from bench.material import Half, half_of

_PLACES = (
    "Harbourton", "Lindenau", "Kalmar", "Old Marrow", "Vessina", "Great Skerry", "Kap Ost",
    "Fennwick", "Brandholm", "Tidewater", "Hollander Point", "Grauen", "Sankt Jost", "Luthermoor",
)  # fmt: skip
_NAMES = (
    "Agnes Thole", "Pieter Aldous", "Carmela Dusek", "Signe Torvald", "Anders Quill", "Ada Brenner",
    "Lorna Fetterly", "Beatriz Holm", "Osvald Brandt", "Marit Sund", "Anton Weil", "Greta Falk",
)  # fmt: skip


def forms(count: int, seed: int, half: Half | None = None) -> list[str]:
    """Texts of a few forms, each filled in by chance; no two are of the same thing."""
    chance = random.Random(seed)
    makers = half_of(_MAKERS, half)
    return [makers[number % len(makers)](chance) for number in range(count)]


def _weather(chance: random.Random) -> str:
    place, other = chance.sample(_PLACES, 2)
    sky, later = chance.sample(("cloudy", "sunny", "overcast", "foggy", "wet", "stormy"), 2)
    high, low, wind = chance.randint(12, 33), chance.randint(-9, 11), chance.randint(8, 95)
    return (
        f"It will be {sky} in {place} for most of {_day(chance)}, with a high of {high} degrees "
        f"and a low of {low}. Winds from the {_quarter(chance)} will reach {wind} kilometres an hour "
        f"along the coast and {wind // 2} inland, and turn {later} towards the evening.\n"
        f"The chance of rain is {chance.randint(0, 100)} percent. {chance.randint(1, 40)} "
        f"millimetres fell in {other} on {_day(chance)}, the most since {chance.randint(1951, 2019)}."
        f" Drivers between {place} and {other} should allow {chance.randint(5, 60)} minutes more "
        f"than usual.\nThe sun rises at {chance.randint(5, 8)}.{chance.randint(10, 59)} and sets at "
        f"{chance.randint(16, 21)}.{chance.randint(10, 59)}. The water in the harbour has "
        f"{chance.randint(3, 22)} degrees. The next full moon is on {_day(chance)} the "
        f"{chance.randint(1, 30)}. The outlook for the days after that is {later}."
    )


def _markets(chance: random.Random) -> str:
    up = chance.choice(("rose", "fell"))
    points = [f"{chance.randint(1, 400)}.{chance.randint(0, 9)}" for _ in range(3)]
    levels = [f"{chance.randint(2, 40)},{chance.randint(100, 999)}" for _ in range(3)]
    one, other = chance.sample(_NAMES, 2)
    return (
        f"Shares in {chance.choice(_PLACES)} {up} on {_day(chance)} as investors weighed the latest "
        f"figures on prices. The main index {up} {points[0]} points to {levels[0]}, while the index "
        f"of smaller companies moved {points[1]} points to close at {levels[1]}.\n"
        f"Volume was {chance.randint(100, 900)} million shares, against {chance.randint(100, 900)} "
        f"million the day before. {chance.randint(40, 400)} shares gained and "
        f"{chance.randint(40, 400)} lost. Banks moved {chance.randint(1, 9)}.{chance.randint(0, 9)} "
        f"percent, shipping {chance.randint(1, 9)}.{chance.randint(0, 9)} percent.\n“The market is "
        f"waiting for the bank,” said {one} of {other.split()[1]} and Partners. The crown traded at "
        f"{chance.randint(5, 12)}.{chance.randint(10, 99)} to the dollar. A barrel of oil cost "
        f"{chance.randint(40, 120)}.{chance.randint(10, 99)} dollars, an ounce of gold "
        f"{chance.randint(900, 2900)}. Futures pointed to a change of {points[2]} points."
    )


def _fixtures(chance: random.Random) -> str:
    teams = chance.sample(_PLACES, 8)
    scores = [chance.randint(0, 6) for _ in range(8)]
    one, other, third = chance.sample(_NAMES, 3)
    return (
        f"{teams[0]} beat {teams[1]} {scores[0]}-{scores[1]} on {_day(chance)} before a crowd of "
        f"{chance.randint(800, 30000)}, with two goals by {one} in the {chance.randint(2, 89)}th "
        f"and {chance.randint(2, 89)}th minute. {other} was sent off for a second booking.\nIn the "
        f"other matches of the round {teams[2]} met {teams[3]} ({scores[2]}-{scores[3]}), {teams[4]} "
        f"met {teams[5]} ({scores[4]}-{scores[5]}) and {teams[6]} met {teams[7]} "
        f"({scores[6]}-{scores[7]}).\n{teams[0]} now have {chance.randint(3, 80)} points from "
        f"{chance.randint(3, 38)} matches. “We take it from match to match,” said their coach, "
        f"{third}. The next round will be played on {_day(chance)}, when {teams[0]} are at home to "
        f"{teams[5]} and {teams[1]} travel to {teams[7]}. Tickets cost between "
        f"{chance.randint(8, 20)} and {chance.randint(30, 90)} crowns."
    )


def _obituary(chance: random.Random) -> str:
    name, other = chance.sample(_NAMES, 2)
    place, born = chance.sample(_PLACES, 2)
    year, age = chance.randint(1920, 1950), chance.randint(71, 99)
    trade = chance.choice(("baker", "teacher", "pilot", "typesetter", "ferryman", "organist"))
    return (
        f"{name}, who worked as a {trade} in {place} for {chance.randint(20, 55)} years, died at "
        f"home on {_day(chance)} at the age of {age}, the family said. The cause was not given.\n"
        f"{name.split()[1]} was born in {born} in {year}, the {chance.choice(('first', 'third'))} "
        f"of {chance.randint(2, 9)} children, left school at {chance.randint(12, 18)} and came to "
        f"{place} in {year + chance.randint(18, 40)}. Those who knew {name.split()[0]} spoke of a "
        f"patient and exacting {trade} who never raised a voice.\n“There will not be another,” said "
        f"{other}, a neighbour since {chance.randint(1960, 2010)}. The funeral is on {_day(chance)} "
        f"at {chance.randint(9, 16)} in the church of {born}. In place of flowers the family asks "
        f"for gifts to the lifeboat of {place}. {chance.randint(2, 9)} grandchildren survive."
    )


def _day(chance: random.Random) -> str:
    return chance.choice(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )


def _quarter(chance: random.Random) -> str:
    return chance.choice(("north", "south", "east", "west", "north-west", "south-east"))


def _results(chance: random.Random) -> str:
    place, other = chance.sample(_PLACES, 2)
    head, analyst = chance.sample(_NAMES, 2)
    trade = chance.choice(
        ("Rope", "Glass", "Ferries", "Paper", "Salt", "Timber", "Optics", "Looms")
    )
    name = f"{place} {trade}"
    up = chance.choice(("rose", "fell"))
    sales, before = chance.randint(12, 990), chance.randint(12, 990)
    return (
        f"{name} said on {_day(chance)} that net profit {up} to {chance.randint(1, 90)}."
        f"{chance.randint(0, 9)} million crowns in the {_quarter_of_year(chance)} quarter, or "
        f"{chance.randint(2, 99)} hellers a share, from {chance.randint(1, 90)}.{chance.randint(0, 9)} "
        f"million a year earlier. Sales were {sales} million crowns, against {before} million.\n"
        f"“The quarter was in line with our expectations,” said {head}, the chief executive. The "
        f"company expects sales of {chance.randint(50, 4000)} million crowns for the full year and "
        f"will pay a dividend of {chance.randint(2, 80)} hellers. It employs "
        f"{chance.randint(80, 9000):,} people in {place} and {other}.\nShares in {name} "
        f"{chance.choice(('gained', 'lost'))} {chance.randint(1, 11)}.{chance.randint(0, 9)} percent "
        f"in early trading. {analyst.split()[1]} Research rates the stock "
        f"“{chance.choice(('hold', 'buy', 'reduce'))}” with a target of {chance.randint(9, 700)} crowns."
    )


def _roadworks(chance: random.Random) -> str:
    place, one, other = chance.sample(_PLACES, 3)
    road = chance.randint(2, 480)
    return (
        f"Road {road} between {one} and {other} will be closed from {_day(chance)} the "
        f"{chance.randint(1, 30)} at {chance.randint(5, 22)}.00 for about {chance.randint(2, 30)} days, "
        f"the road office in {place} said. The surface is to be renewed over a length of "
        f"{chance.randint(1, 19)}.{chance.randint(0, 9)} kilometres.\nTraffic is led by way of "
        f"{chance.choice(_PLACES)} on road {chance.randint(2, 480)}, which takes {chance.randint(8, 55)} "
        f"minutes longer. Buses of line {chance.randint(1, 99)} do not stop at {chance.choice(_PLACES)}. "
        f"Residents may pass on foot. Vehicles of more than {chance.randint(3, 24)} tonnes have to "
        f"take the motorway.\nThe work costs {chance.randint(1, 40)}.{chance.randint(0, 9)} million "
        f"crowns, of which the county pays {chance.randint(20, 90)} percent. “We ask for patience,” said "
        f"{chance.choice(_NAMES)} of the road office. The road was last renewed in "
        f"{chance.randint(1961, 2012)}."
    )


def _court(chance: random.Random) -> str:
    place, home = chance.sample(_PLACES, 2)
    judge, counsel = chance.sample(_NAMES, 2)
    what = chance.choice(
        ("theft of a boat", "fraud", "driving without a licence", "arson", "smuggling", "forgery")
    )
    return (
        f"A {chance.randint(19, 78)}-year-old {chance.choice(('man', 'woman'))} from {home} was "
        f"sentenced to {chance.randint(2, 48)} months in prison for {what} by the district court of "
        f"{place} on {_day(chance)}. The prosecution had asked for {chance.randint(2, 60)} months.\n"
        f"According to the indictment the damage was {chance.randint(2, 900)},{chance.randint(100, 999)} "
        f"crowns. The court heard {chance.randint(2, 21)} witnesses in {chance.randint(1, 9)} days. "
        f"“The evidence leaves no doubt,” said the judge, {judge}, in giving the reasons. The defence, "
        f"led by {counsel}, had pleaded for an acquittal.\nThe sentence is not final; an appeal may be "
        f"lodged within {chance.randint(7, 30)} days. The accused was arrested on {_day(chance)} the "
        f"{chance.randint(1, 30)} near {chance.choice(_PLACES)} and has {chance.randint(1, 8)} earlier "
        f"convictions. The case has the number {chance.randint(100, 999)}/{chance.randint(10, 99)}."
    )


def _council(chance: random.Random) -> str:
    place = chance.choice(_PLACES)
    mayor, other = chance.sample(_NAMES, 2)
    what = chance.choice(
        (
            "a new school",
            "a swimming pool",
            "street lamps",
            "a library",
            "a bridge",
            "a bus station",
        )
    )
    yes, no = chance.randint(12, 30), chance.randint(2, 11)
    return (
        f"The council of {place} voted {yes} to {no} on {_day(chance)} to spend {chance.randint(1, 90)}."
        f"{chance.randint(0, 9)} million crowns on {what}. {chance.randint(1, 6)} members abstained. "
        f"The debate lasted {chance.randint(1, 7)} hours and {chance.randint(2, 58)} minutes.\n“It is a "
        f"good day for {place},” said the mayor, {mayor}. {other}, who leads the opposition, called the "
        f"sum irresponsible and pointed to debts of {chance.randint(20, 400)} million crowns. Work is to "
        f"begin in {chance.randint(3, 30)} months.\nThe council also raised the fee for parking to "
        f"{chance.randint(2, 40)} crowns an hour and heard {chance.randint(2, 14)} questions from "
        f"residents. {place} has {chance.randint(2, 90)},{chance.randint(100, 999)} inhabitants. The next "
        f"meeting is on {_day(chance)} the {chance.randint(1, 30)} at {chance.randint(16, 19)}.30 in "
        f"room {chance.randint(1, 48)} of the town hall."
    )


def _quarter_of_year(chance: random.Random) -> str:
    return chance.choice(("first", "second", "third", "fourth"))


_MAKERS = (
    _weather, _results, _markets, _roadworks, _fixtures, _court, _obituary, _council,
)  # fmt: skip
