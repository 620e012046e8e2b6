"""An invented court ruling told by three outlets, and two articles on other events."""

from __future__ import annotations

from tests.event_gold import EventStory, GoldFact, GoldFigure, make_article

COURT = EventStory(
    "court",
    (
        make_article(
            "court-gazette",
            "Ostmark Gazette",
            "2025-05-21",
            """
Supreme court cancels permit for Lurren lithium mine

The supreme court on Tuesday annulled the permit for an open-pit lithium mine at Lurren, ruling
that the environment agency had failed to examine its effect on groundwater.

The panel voted 5-2 against the mining company Nordal Minerals, which had planned to dig for 22
years on a plateau used by reindeer herders. The company can file a new application.

"A permit that rests on half of the facts is not a permit," presiding judge Astrid Kolm said as
she read out the decision.

Nordal Minerals has invested $190 million in the project, according to its annual report. Its
shares fell 31 percent after the ruling. Chief executive Marc Dufray said the firm was
disappointed and would study the reasons before deciding on its next step.

The mine was to employ 450 people. Lurren's mayor, Pia Holst, called the decision a heavy loss
for a town that has shrunk by a third since its sawmill closed.

The suit was brought in 2021 by the herders' cooperative and two environmental groups. Its
chairwoman, Sanna Vikel, said that 60 families depended on the pastures around the plateau.

Economy Minister Rolf Ander said the country still needed lithium and announced that the
government would change the mining law before the end of the year.

About 300 people had gathered in front of the court, police said. The gathering was peaceful.
""",
        ),
        make_article(
            "court-business",
            "Capital Wire",
            "2025-05-21",
            """
Judges kill $2 billion mine in blow to battery plans

Activist judges have sunk one of the continent's most promising lithium projects, throwing the
country's battery industry into doubt.

In a ruling that stunned investors, the supreme court on Tuesday struck down the licence of
Nordal Minerals for its mine at Lurren because of a formal gap in a study of groundwater. Two of
the seven judges dissented.

Shares in Nordal dived 34 percent, wiping out $600 million of market value in an hour. The
company has sunk $240 million into the site so far, a person familiar with its accounts said.

The deposit could have supplied lithium for half a million electric cars a year, analysts at
Brehm Bank estimate. "Nobody will build anything here again if a stamp from the state is worth
nothing," said chief executive Marc Dufray.

The town of Lurren loses 700 jobs with the mine, Nordal said. Mayor Pia Holst spoke of a black
day. Young families had come back to work there.

The government moved quickly to limit the damage. Economy Minister Rolf Ander promised to
rewrite the mining law this year so that strategic projects can no longer be blocked by small
pressure groups.

The case had dragged on for four years. Herders had argued that the pit would cut across the
paths of their animals, a point on which the court did not rule.
""",
        ),
        make_article(
            "court-earth",
            "Green Horizon",
            "2025-05-22",
            """
Herders beat mining giant in landmark victory

After four years of struggle, the reindeer herders of Lurren have defeated a multinational that
wanted to turn their sacred plateau into a pit.

By five votes to two the supreme court tore up the permit of Nordal Minerals on Tuesday. The
environment agency had waved the project through without asking what it would do to the drinking
water of 30,000 people downstream, the judges found.

Tears ran down the face of Sanna Vikel, who leads the herders' cooperative, when presiding judge
Astrid Kolm read out the decision. "Our grandchildren will still hear the bells up there," she
said.

Outside, around 2,000 supporters sang and beat drums, organisers said. Some had walked for three
days to be there.

The pit would have swallowed 14 square kilometres of pasture. It threatened the living of 60
families. Wells near a test site of the company were found to hold arsenic at nine times the
legal limit in a study by the university of Halm last year.

Nordal tried to buy consent with a fund of $5 million for the community, which the herders
refused. The company had claimed the mine would create 450 jobs.

But the fight may not be over. Economy Minister Rolf Ander wants to change the mining law by the
end of the year. Lawyers for the herders said they would go to the European court if he did.
""",
        ),
    ),
    (
        GoldFact(
            "the court annulled the permit",
            {
                "court-gazette": "annulled the permit for an open-pit lithium mine",
                "court-business": "struck down the licence of Nordal Minerals",
                "court-earth": "tore up the permit of Nordal Minerals",
            },
        ),
        GoldFact(
            "the minister will change the mining law this year",
            {
                "court-gazette": "would change the mining law before the end of the year",
                "court-business": "promised to rewrite the mining law this year",
                "court-earth": "wants to change the mining law by the end of the year",
            },
        ),
        GoldFact(
            "shares of the company fell",
            {
                "court-gazette": "Its shares fell 31 percent",
                "court-business": "Shares in Nordal dived 34 percent",
            },
        ),
        GoldFact(
            "sixty families depend on the pastures",
            {
                "court-gazette": "60 families depended on the pastures",
                "court-earth": "It threatened the living of 60 families",
            },
        ),
        GoldFact(
            "the mayor regretted the ruling",
            {
                "court-gazette": "called the decision a heavy loss",
                "court-business": "Mayor Pia Holst spoke of a black day",
            },
        ),
        GoldFact("wells held arsenic", {"court-earth": "were found to hold arsenic"}),
        GoldFact(
            "the deposit could have supplied half a million cars",
            {"court-business": "could have supplied lithium for half a million electric cars"},
        ),
    ),
    (
        GoldFigure(
            "fall of the shares",
            {"court-gazette": "31 percent", "court-business": "34 percent"},
            {},
            differ=True,
        ),
        GoldFigure(
            "invested in the project",
            {"court-gazette": "$190 million", "court-business": "$240 million"},
            {
                "court-gazette": "its annual report",
                "court-business": "a person familiar with its accounts",
            },
            differ=True,
        ),
        GoldFigure(
            "jobs",
            {"court-business": "700 jobs", "court-earth": "450 jobs"},
            {"court-business": "Nordal", "court-earth": "The company"},
            differ=True,
        ),
        GoldFigure(
            "people outside the court",
            {"court-gazette": "About 300 people", "court-earth": "around 2,000 supporters"},
            {"court-gazette": "police", "court-earth": "organisers"},
            differ=True,
        ),
        GoldFigure(
            "families who depend on the pastures",
            {"court-gazette": "60 families", "court-earth": "60 families"},
            {"court-gazette": "Sanna Vikel"},
            differ=False,
        ),
    ),
)

OTHER_DAM = make_article(
    "other-dam",
    "Southern Mail",
    "2024-07-30",
    """
Tailings dam fails at Ibarza copper mine, 30 workers missing

A dam that held back mining waste failed at the Ibarza copper mine on Sunday, burying a canteen
and an office where dozens of workers were having lunch.

At least 9 people were killed and 30 are missing, the civil defence agency said. Firefighters
dug through the mud with their hands because heavy machines could not get near.

"There is no sound from under there any more," said fire captain Luis Ortano, whose men had been
searching for 20 hours.

The mine belongs to Altaplan Resources, which stopped all work and said that it was cooperating
with the authorities. The dam had been raised twice in the past decade to make room for more
waste.

Residents of the village of Pueblo Sur were taken to higher ground for fear that a second basin
could break. Governor Marisa Quell declared three days of mourning and said that those
responsible would answer in court.

Orange sludge has reached the river Tamba, from which 80,000 people draw their water. The health
ministry told them to drink only from bottles. Fishermen found thousands of dead fish along the
banks.

It is the third failure of a tailings dam in the province in eight years. A bill that would have
banned the cheapest way of building them has been waiting in parliament since 2019.

Relatives waited at the gate of the mine through the night. Some shouted at managers who drove
past behind dark windows.
""",
)

ORCHESTRA = make_article(
    "orchestra",
    "Evening Post",
    "2024-03-12",
    """
City orchestra picks 29-year-old cellist as chief conductor

The Westholm Philharmonic has named Noemi Tarsk as its next chief conductor, the first woman in
the post since the orchestra was founded in 1887.

Tarsk, a cellist by training who took up the baton only six years ago, will succeed Edvard Lund
in September. Her contract runs for five seasons.

The musicians chose her in a secret vote after she stepped in for a sick colleague in November
and led a Bruckner symphony without a rehearsal. "She listened before she spoke, which is rare,"
said the leader of the violins, Hanno Pell.

Tarsk wants to play in schools and factories as well as in the concert hall. She plans a series
of premieres by composers from the region, and a night for children in which the audience lies
on the floor.

The hall sold 86 percent of its seats last season. Its manager, Clara Veen, hopes that a young
face will bring in people who have never heard a symphony. Tickets for the first concert go on
sale in May and start at 12 euros.

Not everyone is convinced. The critic Otto Brandis wrote that the choice was brave but that a
world-class orchestra was no place to learn.

Lund, who is 71, leaves after 15 years. He will return once a year as a guest, he said, and
otherwise sail.
""",
)
