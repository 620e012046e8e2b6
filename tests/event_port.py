"""An invented strike at a port told by three outlets."""

from __future__ import annotations

from tests.event_gold import EventStory, GoldFact, GoldFigure, make_article

PORT = EventStory(
    "port",
    (
        make_article(
            "port-ledger",
            "Harbour Ledger",
            "2023-09-06",
            """
Dockers' strike shuts Calder port for second day

Container traffic at Calder, the country's largest port, stood still for a second day on Tuesday
as dockworkers walked out over pay.

About 3,400 workers are on strike, according to the Dock and Ferry Union, which represents most
crane drivers and lashers at the four terminals. The port authority put the number of strikers
at 2,100.

The union wants a raise of 11 percent over two years. The terminal operators offered 6 percent
last week, an offer that members rejected in a ballot. Turnout in the ballot was 78 percent, the
union said.

"Our members kept this port open through the pandemic and have lost a fifth of their pay to
prices since," said the union's general secretary, Mairi Colquhar.

Seventeen ships were waiting in the bay on Tuesday evening, the harbour master said. Each day of
the stoppage costs importers 25 million euros, the chamber of commerce estimated.

Fruit growers fear for their harvest. A cooperative in Lunderry said that it had 900 tonnes of
pears in cold stores and no ship to load them on.

Talks between the two sides are to resume on Thursday under a state mediator, Olan Firth.
Transport Minister Greta Haim urged both sides to return to the table and ruled out sending in
the army to run the cranes.

The operators' association said its offer was fair given falling volumes. Its members handled 4
percent fewer containers in the first half of the year than a year before.
""",
        ),
        make_article(
            "port-enterprise",
            "Enterprise Daily",
            "2023-09-06",
            """
Union holds Calder port hostage as losses mount

A militant union has brought the nation's most important trade gateway to its knees, leaving
shops and factories without goods.

Only 2,100 of the workforce have joined the walkout at Calder, the port authority said on
Tuesday, but crane drivers hold a choke point and nothing moves without them.

The ultimatum of the Dock and Ferry Union is a wage increase of 11 percent, which terminal
operators call out of touch with reality. Dockers at Calder earn 61,000 euros a year on average,
far more than a nurse, the operators' association pointed out.

Importers lose 40 million euros a day, said Henrik Vaal, who heads the shippers' council.
Seventeen vessels are stuck at anchor. "Some of my members will not survive a second week of
this blackmail," he said.

Carmaker Torvan has already sent 1,200 workers home because parts did not arrive. Supermarkets
warned that bananas and coffee may run short by the weekend.

Transport Minister Greta Haim refused to let soldiers work the cranes, a decision that business
leaders called weak.

The operators' 6 percent offer still stands, their chief negotiator Paul Ress said. He accused
the union of having planned the conflict for months. Negotiations under a mediator begin again
on Thursday.

Calder handled 5.1 million containers last year. Rival ports across the strait have been quick
to advertise free berths, and two shipping lines have already changed their schedules, a blow
from which the port may take years to recover.
""",
        ),
        make_article(
            "port-worker",
            "Common Ground Weekly",
            "2023-09-07",
            """
Calder dockers stand firm against pay cut in disguise

Braziers burn at all four gates of Calder port, where dockers have downed tools to defend their
living against soaring prices.

More than 3,400 workers have joined the strike, the Dock and Ferry Union said, and the mood on
the picket line was festive on Wednesday. Retired crane drivers brought soup. Children painted
banners.

The dockers ask for a modest 11 percent over two years. Real wages at the port have fallen by 20
percent since 2019, union leader Mairi Colquhar said. What the operators put forward, 6 percent,
would be one more pay cut in disguise.

The terminal operators paid shareholders 310 million euros in the spring. Three workers have
died in accidents on the quays since January, and the union says that thin staffing is to blame.

Bosses and their newspapers paint the strikers as hostage takers. But the public is not buying
it: in a poll by the institute Meridian, 57 percent of respondents supported the strike.

"I have two kids and a second job," said Davor Lenik, a lasher for 14 years. "They can afford
it. We are the ones who cannot afford to lose."

The vote for the strike was overwhelming. With a turnout of 78 percent, 91 percent of members
voted in favour.

On Thursday both sides will meet again with mediator Olan Firth. Police detained five pickets on
Wednesday after lorries tried to break through the north gate; the union called the arrests a
provocation.
""",
        ),
    ),
    (
        GoldFact(
            "the union wants 11 percent",
            {
                "port-ledger": "The union wants a raise of 11 percent",
                "port-enterprise": "is a wage increase of 11 percent",
                "port-worker": "The dockers ask for a modest 11 percent",
            },
        ),
        GoldFact(
            "the operators offered 6 percent",
            {
                "port-ledger": "The terminal operators offered 6 percent",
                "port-enterprise": "The operators' 6 percent offer still stands",
                "port-worker": "What the operators put forward, 6 percent",
            },
        ),
        GoldFact(
            "talks under a mediator on Thursday",
            {
                "port-ledger": "Talks between the two sides are to resume on Thursday",
                "port-enterprise": "Negotiations under a mediator begin again on Thursday",
                "port-worker": "On Thursday both sides will meet again",
            },
        ),
        GoldFact(
            "seventeen ships wait",
            {
                "port-ledger": "Seventeen ships were waiting in the bay",
                "port-enterprise": "Seventeen vessels are stuck at anchor",
            },
        ),
        GoldFact(
            "the minister will not send the army",
            {
                "port-ledger": "ruled out sending in the army",
                "port-enterprise": "refused to let soldiers work the cranes",
            },
        ),
        GoldFact(
            "a carmaker sent workers home",
            {"port-enterprise": "Torvan has already sent 1,200 workers home"},
        ),
        GoldFact(
            "three workers died in accidents",
            {"port-worker": "Three workers have died in accidents on the quays"},
        ),
        GoldFact(
            "police detained five pickets",
            {"port-worker": "Police detained five pickets on Wednesday"},
        ),
    ),
    (
        GoldFigure(
            "workers on strike",
            {
                "port-ledger": "About 3,400 workers",
                "port-enterprise": "Only 2,100",
                "port-worker": "More than 3,400 workers",
            },
            {
                "port-ledger": "the Dock and Ferry Union",
                "port-enterprise": "the port authority",
                "port-worker": "the Dock and Ferry Union",
            },
            differ=True,
        ),
        GoldFigure(
            "daily losses of importers",
            {"port-ledger": "25 million euros", "port-enterprise": "40 million euros"},
            {"port-ledger": "the chamber of commerce", "port-enterprise": "Henrik Vaal"},
            differ=True,
        ),
        GoldFigure(
            "turnout",
            {"port-ledger": "78 percent", "port-worker": "78 percent"},
            {"port-ledger": "the union"},
            differ=False,
        ),
        GoldFigure(
            "ships waiting",
            {"port-ledger": "Seventeen ships", "port-enterprise": "Seventeen vessels"},
            {"port-ledger": "the harbour master"},
            differ=False,
        ),
    ),
)
