"""Articles with captions, credits, bylines and adverts among their paragraphs, for summaries."""

from __future__ import annotations

SPORTS = """\
Harriers stun Calder in last-minute thriller

By Dana Whitlock
Sports correspondent

Photo: Colm Reyes/Northgate Pictures

Northgate Harriers came from two goals down to beat league leaders Calder Rovers 3-2 on \
Saturday, with substitute Ife Okoro scoring in the fourth minute of added time.

But it was not always pretty. Calder led 2-0 after 20 minutes thanks to a brace from Tomas \
Brandt — his eighth and ninth of the season.

"We were awful," said Harriers coach Linda Marsh. "He ran us ragged. Then they stopped running."

He was taken off injured at half-time. That changed everything.

Okoro, 19, who joined from Eastleigh in January, pounced on a loose ball after goalkeeper Sven \
Dahl spilled a cross. She had waited all season for this, Marsh joked of the club's \
long-suffering tea lady.

ADVERTISEMENT

Read more: Five things we learned from the weekend

Northgate Harriers celebrate their winner at Mill Road. (Credit: Colm Reyes)

The win lifts Harriers to fourth, three points behind Calder with a game in hand. They play at \
Dunmore next Saturday.

Sign up for our newsletter to get the latest scores in your inbox.

Follow Dana Whitlock on Twitter @danawhitlock

Additional reporting by Piet Haan
"""
COURT = """\
Former treasurer jailed for stealing from flood fund

A former town treasurer who stole more than 340,000 crowns from a relief fund for flood victims \
was sentenced to four years in prison on Friday.

Edgar Pohl, 58, wept as Judge Miriam Castell read the sentence in the district court of Lenz. \
"You took from people who had lost everything," she told him.

[Image: Edgar Pohl arrives at court on Friday. Photograph by Anna Lindqvist/Lenz Courier]

The court heard that Pohl moved the money in 61 transfers between 2019 and 2021, using it to \
pay off gambling debts. His lawyer, Dr. Hanna Vogt, said he would appeal.

This was rejected by prosecutors. It was, they said, "a betrayal of trust of the worst kind".

"I lost my house," said Maria Tell, one of 212 applicants who never received a payment. "I lost \
my dog. And then I lost my faith in this town."

Neither Mr. Pohl's wife nor his brother, both of whom were initially suspected, was charged.

Related: How the flood fund was emptied

— Reporting by Jo Ames; editing by T. Bell

Copyright 2023 Lenz Courier. All rights reserved.
"""
SCIENCE = """\
Tiny frog may hold key to new painkiller

Scientists in Maraba say a compound from the skin of a thumbnail-sized frog blocks pain in mice \
without the side effects of opioids.

The study, published on Wednesday in the journal Molecular Signals, tested the compound on 48 \
mice. None of them developed tolerance after three weeks.

It is too early to say whether it could work in people, cautioned lead author Prof. Luisa \
Andrade. "Most such compounds fail," she said. "This one may, too."

Figure 1: The frog Dendrophila minuta on a leaf. Image credit: L. Andrade, University of Maraba

The university has applied for a patent, and two companies have shown interest, according to a \
spokesman. They declined to be named.

However, animal-welfare groups questioned the methods. "Forty-eight animals died for a press \
release," said Rui Tavares of the group Free Labs; the university rejects that.

Getty Images

Share this article: Facebook | Twitter | Email

The team hopes to begin trials within five years — if money can be found.
"""
BUSINESS = """\
Voltra to cut 2,300 jobs as battery demand slumps

Battery maker Voltra will cut 2,300 jobs, a fifth of its workforce, and close its plant in \
Aldern, the company said on Monday.

Shares in Voltra (VLT.N) fell 14% in early trading. They had already lost half of their value \
this year.

Chief executive Paula Renner blamed weak demand for electric cars and "unfair" competition from \
abroad. Such cuts were, she said, "painful but necessary".

These include 900 posts in Aldern, where Voltra is by far the largest employer. That will hurt, \
said Mayor Dieter Kolb, whose father helped build the plant. "What do I tell them?" he asked.

FILE PHOTO: The Voltra plant in Aldern, March 2, 2022. REUTERS/Kim Olsen/File Photo

Our Standards: The Thomson Reuters Trust Principles.

The union IG Zelle called the plan a declaration of war; it wants talks with Renner this week. \
"We won't take this lying down," its head Sibel Aydin said.

In 2021, Voltra received 410 million euros in state aid. Whether any of it must be repaid is \
unclear.

(Reporting by Kim Olsen in Aldern; Editing by Pat Moore)
"""
PROTEST = """\
Thousands march against water price rise

ORSINA — Thousands of people marched through the centre of Orsina on Sunday to protest against \
a 40 percent rise in water prices.

Police put the crowd at 6,000; organisers spoke of 15,000. Either way, it was the largest march \
in the city since 2011.

"Water is not a luxury!" chanted the crowd outside the town hall, where Mayor Renata Solis — \
elected last year on a promise to freeze prices — did not appear. Her office said she was ill.

AFP

Twelve people were arrested after bottles were thrown, according to police. They denied using \
tear gas. But videos seen by this newspaper show officers firing canisters into a side street.

Demonstrators hold a banner reading "Dry your own taps" in front of the town hall in Orsina on \
Sunday. | Photo by Lena Fuchs

Aqua Sur, the private firm that took over the network in 2018, says it must replace 300 \
kilometres of pipes. It lost nine million last year. "Nobody likes this," said its director, \
Hugo Brandt.

What happens next? The council votes on Thursday; a strike of bus drivers has been called for \
the same day.

Watch: Protesters clash with police in Orsina

Do you have a story? Email us at tips@orsina-post.example
"""

# Of each article, words that stand only in lines that are not its prose.
PAGE_WORDS = {
    SPORTS: (
        "Dana Whitlock",
        "Sports correspondent",
        "Colm Reyes",
        "ADVERTISEMENT",
        "Read more",
        "celebrate their winner",
        "newsletter",
        "Piet Haan",
    ),
    COURT: ("[Image", "Anna Lindqvist", "Related:", "Jo Ames", "Copyright"),
    SCIENCE: ("Figure 1", "Image credit", "Getty", "Share this"),
    BUSINESS: ("FILE PHOTO", "REUTERS", "Our Standards", "Pat Moore"),
    PROTEST: ("AFP", "Lena Fuchs", "hold a banner", "Watch:", "Email us"),
}
