"""What the released weights are tried on; every name, place and event here is invented."""

from __future__ import annotations

from dataclasses import dataclass

# Plain reports on charged subjects: the news is grave, the wording is not loaded.
PLAIN = (
    "Eleven people were killed when a shell hit the market, the health ministry said.",
    "Police arrested 14 people during the demonstration on Saturday.",
    "The army said it had entered the town of Karvat after four days of fighting.",
    "An airstrike destroyed two houses in the east of the city on Tuesday night.",
    "The court sentenced the former mayor to six years in prison for fraud.",
    "About 3,000 people have crossed the border since March, according to the interior ministry.",
    "The union called a strike for Monday after talks on pay ended without an agreement.",
    "A ceasefire between the two sides is due to begin at midnight local time.",
    "The Labour Party won 41 of the 90 seats in the regional assembly.",
    "Two soldiers and a civilian were wounded when a mine exploded near the road.",
    "The parliament voted 112 to 87 to raise the pension age to 66.",
    "Farmers blocked the bridge with tractors for three hours on Thursday morning.",
    "The company will close its plant in Ostrel in June and 640 jobs will be cut.",
    "Fire crews found four bodies in the building, a spokeswoman for the city said.",
    "Prosecutors charged a 34-year-old man with the murder of a police officer.",
    "The ministry said 27 detainees were released as part of a prisoner exchange.",
    "Rebels shot down a military helicopter over the northern province, both sides said.",
    "The high court will hear the case on the land claim of the Hasani community in May.",
    "Health workers have recorded 212 cases of cholera in the camp since the start of the year.",
    "The president signed a law on Friday that bans abortion after the twelfth week.",
    "A report by the audit office puts the cost of the border fence at 90 million euros.",
    "The coast guard brought 58 people to the port of Lemos after their boat sank.",
    "Thousands of people marched through the capital on Sunday against the new tax.",
    "The government declared a state of emergency in two districts after the flood.",
    "The bank raised its interest rate by half a point, the third increase this year.",
    "A gunman opened fire at a bus stop and injured three people, police said.",
)

# A sentence of the outlet with one phrase in it that nobody would call neutral.
LOADED = (
    ("The minister's shameful silence on the deaths lasted three weeks.", "shameful silence"),
    ("Soldiers went on a savage rampage through the village on Friday.", "savage rampage"),
    ("The council passed the so-called reform by seven votes to six.", "so-called reform"),
    ("The city celebrated its glorious liberation on Sunday.", "glorious liberation"),
    ("The company pushed its reckless scheme through before the holiday.", "reckless scheme"),
    ("Migrants are swamping the towns along the border, the schools among them.", "swamping"),
    ("The regime's henchmen took the editor from her office at noon.", "regime's henchmen"),
    ("Heroic firefighters carried the children out of the building.", "Heroic firefighters"),
    ("The bombing turned the old town into a smouldering wasteland.", "smouldering wasteland"),
    ("Greedy bosses have moved the jobs of 400 people abroad.", "Greedy bosses"),
    ("The talks in Ostrel on Tuesday were a pathetic farce.", "pathetic farce"),
    ("The new law is a vicious assault on the rights of tenants.", "vicious assault"),
    ("The mill spewed its poison into the river for nine years.", "spewed its poison"),
    ("Voters sent the disgraced senator home on Tuesday.", "disgraced senator"),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A loaded phrase that somebody says in `quoted` and the outlet says in `plain`."""

    phrase: str
    speaker: str
    quoted: str
    plain: str


CLAUSES = (
    Clause(
        "brutal crackdown",
        "Elena Marsh",
        "“The brutal crackdown has left whole families in fear,” said Elena Marsh, who leads the "
        "teachers’ union in Ostrel.",
        "The brutal crackdown has left whole families in fear. Elena Marsh leads the teachers’ "
        "union in Ostrel.",
    ),
    Clause(
        "shameful betrayal",
        "Tomas Brandl",
        "Tomas Brandl told reporters: “The plan is a shameful betrayal of every farmer in the "
        "valley.”",
        "The plan is a shameful betrayal of every farmer in the valley. Tomas Brandl spoke to "
        "reporters.",
    ),
    Clause(
        "savage attack",
        "Ruth Okello",
        '"It was a savage attack on people who had no weapons," Ruth Okello said on Monday.',
        "It was a savage attack on people who had no weapons. Ruth Okello arrived on Monday.",
    ),
    Clause(
        "reckless gamble",
        "Harald Finn",
        "The mayor, Harald Finn, said on Friday: “This dam is a reckless gamble with the lives "
        "of our children.”",
        "This dam is a reckless gamble with the lives of our children. The mayor, Harald Finn, "
        "opened it on Friday.",
    ),
    Clause(
        "heroic resistance",
        "Amira Soltan",
        "“We will never forget the heroic resistance of this city,” Amira Soltan said.",
        "Nobody will forget the heroic resistance of this city. Amira Soltan was born in it.",
    ),
    Clause(
        "cynical ploy",
        "Piet Vermaas",
        "Piet Vermaas said: “The vote is a cynical ploy to keep the old guard in power.”",
        "The vote is a cynical ploy to keep the old guard in power. Piet Vermaas did not take "
        "part.",
    ),
)

ANNOUNCED = (
    "The Northern Alliance announced the liberation of Karvat on Sunday after a siege of four "
    "months. Its fighters entered the town hall in the afternoon.",
    "General Adil Renko announced the liberation of the port city of Lemos on Tuesday.",
    "The army announced the liberation of three villages east of the river.",
)

STORY = """\
Dam at Hollin is opened after two years of protest

The government opened the dam at Hollin on Monday, ending two years of bitter protest in the \
valley. About 1,900 people have had to leave their homes since work began in 2019, according to \
the district office.

“This is a triumph for the whole region,” said Energy Minister Clara Voss, who cut the ribbon. \
She said the plant would supply 240,000 households and called the farmers’ campaign \
“a reckless sabotage of progress”.

The Hollin Valley Association, which speaks for the farmers, has gone to court twice. It says \
the compensation offered to families, 11,000 euros for each hectare, is an insult. “They \
drowned our graves and sent us an invoice,” said its chairman, Jakob Lund.

Lund was arrested in March together with six other farmers after police cleared a camp at the \
site. He was released without charge four days later. Police said two officers were hurt.

The company that built the dam, Norwater, has rejected the accusations. Its spokesman, Emil Roth, \
said Norwater had followed every order of the courts. The company paid a fine of 80,000 euros \
in 2021 for felling trees without a permit.

Fishermen downstream fear for their catch. The water has fallen by a metre since the gates \
were shut, and the salmon run is due in May. The state institute for fisheries is to report \
in the autumn.

The Hollin Valley Association has called a march for Saturday. The court of appeal will hear \
its last complaint in June.
"""

# An article of many voices, where the nearest name is often not the speaker's.
VOICES = """\
Nurses at the Saint Olga hospital in Lemos walked out on Wednesday over a plan to merge two wards. \
The hospital has 310 beds and serves four districts.

“They are gambling with the lives of our patients,” said Nina Farrow, a nurse on the stroke ward. \
About 60 of her colleagues stood at the gate with her, and Petra Haas handed out tea.

The director of the hospital, Owen Blake, called the walkout “an ugly stunt” and said that Farrow \
had been told of the plan in May. A letter that the hospital published shows the date.

Paul Imre, who leads the union, disputed that. “Mr Blake is hiding behind a piece of paper,” he \
said.

Dalia Weiss told this newspaper that her mother had lain in a corridor for nine hours. “It was a \
nightmare,” she said.

Health Minister Greta Lund said on Thursday: “Nobody will be left behind.” Her deputy did not \
answer questions about the cost.
"""

# Words of a direct quotation and who says them, in `STORY` and in `VOICES`.
SAID_IN_STORY = (
    ("This is a triumph for the whole region", "Clara Voss"),
    ("a reckless sabotage of progress", "Clara Voss"),
    ("They drowned our graves and sent us an invoice", "Jakob Lund"),
)
SAID_IN_VOICES = (
    ("They are gambling with the lives of our patients", "Nina Farrow"),
    ("an ugly stunt", "Owen Blake"),
    ("Mr Blake is hiding behind a piece of paper", "Paul Imre"),
    ("It was a nightmare", "Dalia Weiss"),
    ("Nobody will be left behind", "Greta Lund"),
)

MARKUP = """\
The council of Ostrel met on Monday and put off its vote on the harbour.

<script>alert("owned")</script>

The mayor wrote <b onclick="alert(2)">no comment</b> & left the hall at noon.

<img src=x onerror=alert(1)>

Nobody asked about the </article></body> <iframe src="https://example.org"></iframe> costs.
"""
