"""Attributions that a reader sees at a glance, on subjects of all kinds.

Each case: the text, who speaks (a part of the source), a stretch of what is said, and its kind.
"""

from __future__ import annotations

from typing import NamedTuple

from summarizer.types import QuoteKind


class Case(NamedTuple):
    """One attribution and the text that it stands in."""

    text: str
    source: str
    content: str
    kind: QuoteKind


FOUND = [
    # Quotation first, and each order of cue and source.
    Case(
        "“The kilns have not cooled since May,” said Hilde Aamot, a potter.",
        "Hilde Aamot",
        "“The kilns have not cooled since May,”",
        "direct",
    ),
    Case(
        "“We lost the whole orchard in one night,” Pavel Dvorak said on Friday.",
        "Pavel Dvorak",
        "“We lost the whole orchard in one night,”",
        "direct",
    ),
    Case(
        "Conductor Mireille Oyono told the players: “Nobody leaves before the last bar.”",
        "Mireille Oyono",
        "“Nobody leaves before the last bar.”",
        "direct",
    ),
    Case(
        '"The bridge will open in March," the ministry wrote in a statement.',
        "the ministry",
        '"The bridge will open in March,"',
        "direct",
    ),
    Case(
        "“Is there any water left?” asked a nurse at the clinic.",
        "a nurse",
        "“Is there any water left?”",
        "direct",
    ),
    Case(
        "In a letter to members, the chess federation's president wrote, "
        "“Our finances are in good order.”",
        "president",
        "“Our finances are in good order.”",
        "direct",
    ),
    # Interrupted quotations.
    Case(
        "“The tide came early,” Captain Joris Maas said, “and nobody had warned the harbour.”",
        "Joris Maas",
        "“and nobody had warned the harbour.”",
        "direct",
    ),
    Case(
        "“If the vaccine arrives,” Dr. Amara Nwosu told reporters, “we can start on Monday.”",
        "Amara Nwosu",
        "“we can start on Monday.”",
        "direct",
    ),
    Case(
        '"I ran until my shoes fell apart," said Lindiwe Khoza. "Then I ran barefoot."',
        "Lindiwe Khoza",
        '"I ran until my shoes fell apart,"',
        "direct",
    ),
    # Reported speech.
    Case(
        "Farmers said that the new tax would ruin small vineyards.",
        "Farmers",
        "the new tax would ruin small vineyards",
        "indirect",
    ),
    Case(
        "The airline announced that all flights to Tromso would be cancelled.",
        "The airline",
        "all flights to Tromso would be cancelled",
        "indirect",
    ),
    Case(
        "Judge Renata Solis ruled that the dam had been built without a permit.",
        "Renata Solis",
        "the dam had been built without a permit",
        "indirect",
    ),
    Case(
        "Economists warned that prices could rise again before winter.",
        "Economists",
        "prices could rise again before winter",
        "indirect",
    ),
    Case(
        "Tomas Berg denied that he had sold the paintings.",
        "Tomas Berg",
        "he had sold the paintings",
        "indirect",
    ),
    Case(
        "The coach insisted the goalkeeper was fit to play.",
        "The coach",
        "the goalkeeper was fit to play",
        "indirect",
    ),
    Case(
        "Astronomers believe the comet will return in eighty years.",
        "Astronomers",
        "the comet will return in eighty years",
        "indirect",
    ),
    Case(
        "The union has accused the shipyard of hiding two accidents.",
        "The union",
        "hiding two accidents",
        "indirect",
    ),
    # "According to", in front and behind.
    Case(
        "According to the weather service, the storm will reach the coast by noon.",
        "the weather service",
        "the storm will reach the coast by noon",
        "indirect",
    ),
    Case(
        "The theatre needs a new roof, according to its director, Ines Falk.",
        "Ines Falk",
        "The theatre needs a new roof",
        "indirect",
    ),
    Case(
        "Unemployment fell to four percent in April, according to figures released by the "
        "statistics office.",
        "figures",
        "Unemployment fell to four percent in April",
        "indirect",
    ),
    # Sources without a name.
    Case(
        "The minister is expected to resign this week, officials said.",
        "officials",
        "The minister is expected to resign this week",
        "indirect",
    ),
    Case(
        "Two people familiar with the talks said the merger had collapsed.",
        "Two people",
        "the merger had collapsed",
        "indirect",
    ),
    Case(
        "“They opened the gates without telling anyone,” said a resident who asked not to be "
        "named.",
        "a resident",
        "“They opened the gates without telling anyone,”",
        "direct",
    ),
    Case(
        "A senior official said the tests had been delayed for months.",
        "A senior official",
        "the tests had been delayed for months",
        "indirect",
    ),
    # Documents and bodies as sources.
    Case(
        "The report says that half of the wells are polluted.",
        "The report",
        "half of the wells are polluted",
        "indirect",
    ),
    Case(
        "The study found that children who walk to school sleep better.",
        "The study",
        "children who walk to school sleep better",
        "indirect",
    ),
    Case(
        "A court filing describes the fire as “an act of revenge.”",
        "A court filing",
        "“an act of revenge.”",
        "direct",
    ),
    Case(
        "The indictment alleges that the clerk took bribes for ten years.",
        "The indictment",
        "the clerk took bribes for ten years",
        "indirect",
    ),
    # Partly in quotation marks.
    Case(
        "Mayor Lucia Ferro said the plan was “a gift to speculators” and would be withdrawn.",
        "Lucia Ferro",
        "“a gift to speculators”",
        "mixed",
    ),
    Case(
        "Oskar Lindqvist said that the orchestra “has never sounded better” than this spring.",
        "Oskar Lindqvist",
        "“has never sounded better”",
        "mixed",
    ),
    Case(
        "Critics called the museum's new wing “a shopping mall with paintings.”",
        "Critics",
        "“a shopping mall with paintings.”",
        "mixed",
    ),
    Case(
        "The company, which it calls “a sensible correction,” said the cuts affect 300 jobs.",
        "The company",
        "the cuts affect 300 jobs",
        "indirect",
    ),
    # Pronouns, relative clauses and apposition.
    Case(
        "Marit Sund has fished here for forty years. “The cod are gone,” she said.",
        "she",
        "“The cod are gone,”",
        "direct",
    ),
    Case(
        "“It is the wrong road in the wrong valley,” said Anton Reuss, a geologist who advised "
        "the government until 2019.",
        "Anton Reuss",
        "“It is the wrong road in the wrong valley,”",
        "direct",
    ),
    Case(
        "Their lawyer, Samira Haddad, said: “The families want answers.”",
        "Samira Haddad",
        "“The families want answers.”",
        "direct",
    ),
    Case(
        "“The bees did not come back,” he added.", "he", "“The bees did not come back,”", "direct"
    ),
    # Marks of all kinds.
    Case(
        "'The library stays open,' said councillor Gwen Parry.",
        "Gwen Parry",
        "'The library stays open,'",
        "direct",
    ),
    Case(
        "‘We were never asked,’ said Dilan Acar, who owns the bakery.",
        "Dilan Acar",
        "‘We were never asked,’",
        "direct",
    ),
    Case(
        "“He told us ‘nobody will pay for this’ and walked out,” said Rosa Lima.",
        "Rosa Lima",
        "“He told us ‘nobody will pay for this’ and walked out,”",
        "direct",
    ),
    Case(
        "«The glacier has lost a third of its ice,» said the hydrologist Jan Moser.",
        "Jan Moser",
        "«The glacier has lost a third of its ice,»",
        "direct",
    ),
    # Other words than "said".
    Case(
        "“Bring back our buses!” chanted the crowd outside the town hall.",
        "the crowd",
        "“Bring back our buses!”",
        "direct",
    ),
    Case(
        "“I would sign it again tomorrow,” Yusuf Demir tweeted on Sunday.",
        "Yusuf Demir",
        "“I would sign it again tomorrow,”",
        "direct",
    ),
    Case(
        "The bishop urged voters to reject the casino.",
        "The bishop",
        "to reject the casino",
        "indirect",
    ),
    Case(
        "“That goal was offside,” argued the visitors' trainer, Bo Halvorsen.",
        "Bo Halvorsen",
        "“That goal was offside,”",
        "direct",
    ),
]

# Words in quotation marks that nobody says: titles, names, doubts about a word.
NOBODY = [
    "The band played “Slow River” and two older songs.",
    "The so-called “ghost fleet” left the port in January.",
    "Her novel “The Salt House” won a prize in 2014.",
    "The trail, known as the “Devil's Staircase,” is closed in winter.",
    "The harbour froze in December. Boats lay on their sides until spring.",
    "The ferry runs twice a day and takes forty cars.",
]
