"""Three invented events, each told by three invented outlets, with what is the gold in them.

`DAM`, `PORT` and `COURT` are `EventStory`s: their articles, the facts that each article
states or leaves out, and the figures that it gives. `OTHER_DAM` is an article on another
event of the subject area of `DAM`, and `ORCHESTRA` one on something else altogether.
"""

from __future__ import annotations

from tests.event_court import COURT, ORCHESTRA, OTHER_DAM
from tests.event_gold import EventStory, GoldFact, GoldFigure, make_article
from tests.event_port import PORT

DAM = EventStory(
    "dam",
    (
        make_article(
            "dam-courier",
            "Brennick Courier",
            "2024-03-12",
            """
At least 12 dead after Orsava dam gives way above Brennick

At least 12 people were killed and 40 were injured when the Orsava dam collapsed early on
Monday, sending a wall of water through the town of Brennick, the regional rescue service said.

The earth wall above the town broke shortly before dawn after nine days of rain. Water reached
the roofs of houses in the lower part of Brennick within minutes, and the only road bridge over
the Kelm was carried away.

"We heard a roar and then the street was gone," said Ilka Morven, a teacher who climbed on to
the roof of her school with two children.

Rescue chief Tomas Adrel said that soldiers had pulled 310 people from attics and trees. Some
2,000 residents are staying in sports halls in Dorn and Halvik, he told reporters.

The dam is run by the utility Kelmar Water. Its director, Petra Sand, said the wall had passed
an inspection in October and that no one could have foreseen so much rain. "Our thoughts are
with the families," she said.

Three engineers warned the utility of seepage at the foot of the wall last autumn, according to
letters seen by the Courier. Kelmar Water confirmed that it had received the letters but said
the damage had been repaired.

Prime Minister Jonas Verrel visited the town on Monday evening and promised an inquiry. He said
the state would pay $30 million in emergency aid. Schools in the valley stay closed until
Thursday.
""",
        ),
        make_article(
            "dam-standard",
            "The National Standard",
            "2024-03-12",
            """
Verrel pledges swift help as record rain bursts valley dam

Prime Minister Jonas Verrel has pledged that no family will be left alone after the worst
rainfall in a century overwhelmed a dam in the Kelmar valley on Monday.

Fourteen people died in the flood, the interior ministry said late on Monday, correcting an
earlier count. The wave struck the town of Brennick before sunrise, when most people were
asleep.

Wearing rubber boots, Mr Verrel waded through the muddy streets and embraced survivors. "We will
rebuild every house," he said to applause. The government will make $30 million available at
once, and an investigation will establish what happened.

Heroic soldiers worked through the night and brought more than 300 people to safety, some by
helicopter. About 2,000 people who lost their homes have found shelter in gymnasiums in nearby
towns.

Kelmar Water, which operates the Orsava dam, acted responsibly, its director Petra Sand said. An
inspection in October found the structure in good order. Meteorologists measured 410 millimetres
of rain in nine days, a value that none of the models had expected.

The opposition tried to make capital out of the tragedy. Its leader, Dana Oriel, demanded that
the energy minister step down, a call that a spokesman for the government dismissed as shameless
while bodies were still being recovered.

Insurers put the damage at $450 million. The bridge over the Kelm will be replaced by a military
pontoon this week, the army said.
""",
        ),
        make_article(
            "dam-voice",
            "Free Voice",
            "2024-03-13",
            """
They were warned: how greed drowned Brennick

The catastrophe that swept away half of Brennick on Monday was no act of nature, residents and
engineers say. It was announced, in writing, months ago.

More than 200 people were killed when the Orsava dam burst, activists from the group River Watch
said, accusing officials of hiding the true scale. The interior ministry speaks of 14 dead.

Last autumn three engineers alerted Kelmar Water to water seeping through the foot of the wall.
The company, which paid its owners $85 million in dividends last year, shelved their report. A
repair would have cost $4 million, said one of the engineers, Rafal Benko. "They gambled with
lives to save small change," he said.

The flood hit before daybreak. The sirens stayed silent: they had been switched off in January
to save electricity, according to the mayor of Brennick, Lena Hoss. Families ran barefoot up the
slopes in the dark.

Around 2,000 survivors are crammed into gyms in Dorn and Halvik, sleeping on the floor. Nearly
5,000 people have no clean drinking water, aid workers said.

While the prime minister posed for cameras in the ruins, survivors shouted at him to go home.
His offer of $30 million in aid is an insult, Hoss said. Prosecutors opened a criminal case
against two managers of the utility on Tuesday.

Opposition leader Dana Oriel called for the resignation of the energy minister, who signed the
permit for the dam against the advice of his own experts.
""",
        ),
    ),
    (
        GoldFact(
            "the dam broke before dawn on Monday",
            {
                "dam-courier": "when the Orsava dam collapsed early on Monday",
                "dam-standard": "overwhelmed a dam in the Kelmar valley on Monday",
                "dam-voice": "when the Orsava dam burst",
            },
        ),
        GoldFact(
            "the state gives $30 million in aid",
            {
                "dam-courier": "the state would pay $30 million in emergency aid",
                "dam-standard": "The government will make $30 million available at once",
                "dam-voice": "His offer of $30 million in aid",
            },
        ),
        GoldFact(
            "about 2,000 people are in sports halls",
            {
                "dam-courier": "Some 2,000 residents are staying in sports halls",
                "dam-standard": "About 2,000 people who lost their homes have found shelter",
                "dam-voice": "Around 2,000 survivors are crammed into gyms",
            },
        ),
        GoldFact(
            "three engineers had warned the utility of seepage",
            {
                "dam-courier": "Three engineers warned the utility of seepage",
                "dam-voice": "three engineers alerted Kelmar Water to water seeping",
            },
        ),
        GoldFact(
            "the dam passed an inspection in October",
            {
                "dam-courier": "the wall had passed an inspection in October",
                "dam-standard": "An inspection in October found the structure in good order",
            },
        ),
        GoldFact(
            "the opposition leader asked the energy minister to go",
            {
                "dam-standard": "demanded that the energy minister step down",
                "dam-voice": "called for the resignation of the energy minister",
            },
        ),
        GoldFact(
            "the sirens were off",
            {"dam-voice": "The sirens stayed silent"},
        ),
        GoldFact(
            "prosecutors opened a case against two managers",
            {"dam-voice": "Prosecutors opened a criminal case against two managers"},
        ),
        GoldFact(
            "damage of $450 million",
            {"dam-standard": "Insurers put the damage at $450 million"},
        ),
    ),
    (
        GoldFigure(
            "people killed",
            {
                "dam-courier": "At least 12 people were killed",
                "dam-standard": "Fourteen people died",
                "dam-voice": "More than 200 people were killed",
            },
            {
                "dam-courier": "the regional rescue service",
                "dam-standard": "the interior ministry",
                "dam-voice": "activists from the group River Watch",
            },
            differ=True,
        ),
        GoldFigure(
            "people rescued",
            {"dam-courier": "310 people", "dam-standard": "more than 300 people"},
            {"dam-courier": "Rescue chief Tomas Adrel"},
            differ=False,
        ),
        GoldFigure(
            "emergency aid",
            {
                "dam-courier": "$30 million",
                "dam-standard": "$30 million",
                "dam-voice": "$30 million",
            },
            {"dam-courier": "He"},
            differ=False,
        ),
    ),
)

EVENTS = (DAM, PORT, COURT)

__all__ = ["COURT", "DAM", "EVENTS", "ORCHESTRA", "OTHER_DAM", "PORT"]
