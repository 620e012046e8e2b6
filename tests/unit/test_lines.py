"""Kinds of lines, on articles with the habits of several newsrooms."""

from __future__ import annotations

import pytest

from summarizer.credits import is_boilerplate, is_credit, trailing_credit
from summarizer.read import read_text

AGENCY = """Farmers block motorway near Tarn as milk price falls

By Jane Doe

TARN, France (AP) — Farmers parked two hundred tractors across the main motorway on Monday.

FILE - A tractor stands at a toll gate in Tarn on Jan. 5, 2021. (AP Photo/Ann Lee, File)

"We cannot live from this," said Luc Moreau, who keeps forty cows, pictured, near the river.

The minister said that she would meet the farmers' union before the end of the week.

(Reporting by Jane Doe; Editing by Tom Byrne)
"""
WEB = """Miners walk out over safety

Advertisement

Two thousand miners left the pits of Orrin on Friday after a third collapse in a month.

Miners at the gate of the Orrin pit before dawn
Miners gather at the gate of the Orrin pit. [Image by Ann Lee/Getty Images]

What the company says

The company said in a statement that it would bring in inspectors from abroad next week.

Police stand guard outside the pit on Friday.
Photograph: Tom Byrne/Reuters

Read more: Five mines that closed

Nobody was hurt in the collapse, a spokesman for the fire service said on Friday evening.

Sign up for our newsletter
Follow us on Twitter
Copyright 2022 The Orrin Times. All rights reserved.
"""
SINGLE = """Harbour reopens after storm
The harbour of Marlow opened again on Sunday, two days after the worst storm in ten years.
Clean-up begins
Volunteers cleared the beach of wood and nets, and the mayor thanked them for their work.
Boats lie on the sand after the storm
Boats lie on the sand. (Photo: Ann Lee/AFP)
Fishermen said that they had lost a third of their boats and all of their nets that night.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    article = read_text(text)
    return [(line.kind, line.span.of(article.text)[:24]) for line in article.lines]


def test_an_agency_article() -> None:
    assert [kind for kind, _ in kinds(AGENCY)] == [
        "headline", "credit", "body", "caption", "body", "body", "credit",
    ]  # fmt: skip


def test_a_web_article() -> None:
    assert kinds(WEB) == [
        ("headline", "Miners walk out over saf"),
        ("boilerplate", "Advertisement"),
        ("body", "Two thousand miners left"),
        ("caption", "Miners at the gate of th"),
        ("caption", "Miners gather at the gat"),
        ("headline", "What the company says"),
        ("body", "The company said in a st"),
        ("caption", "Police stand guard outsi"),
        ("credit", "Photograph: Tom Byrne/Re"),
        ("boilerplate", "Read more: Five mines th"),
        ("body", "Nobody was hurt in the c"),
        ("boilerplate", "Sign up for our newslett"),
        ("boilerplate", "Follow us on Twitter"),
        ("boilerplate", "Copyright 2022 The Orrin"),
    ]


def test_an_article_with_one_line_break_a_paragraph() -> None:
    assert [kind for kind, _ in kinds(SINGLE)] == [
        "headline", "body", "headline", "body", "caption", "caption", "body",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "[Image by Ann Lee/AP Images]",
        "[Featured Image by Ann Lee/AP Images]",
        "(Photo: Ann Lee)",
        "(AP Photo/Ann Lee, File)",
        "Photograph by Ann Lee",
        "Photo by Ann Lee/AFP via Getty Images",
        "Getty Images",
        "Ann Lee / Getty Images",
        "REUTERS/Ann Lee/File Photo",
        "Ann Lee | Reuters",
        "Image copyright Getty Images",
        "Photo courtesy of the City of Marlow",
        "Picture credit: Ann Lee",
        "Image source, Getty Images",
    ],
)
def test_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Photograph by photograph, the family pieced the day together.",
        "Image by image, a different story appears",
        "He posted a photo by the river.",
        "Getty Images Sues Start-Up Over Pictures",
        "The Reuters office in Marlow was closed.",
        "Credit Bank raises rates",
        "(He declined to comment.)",
        "By Jane Doe",
        "Jane Doe, Reuters",
        "Picture this: a harbour without boats.",
    ],
)
def test_lines_that_are_no_credits(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("A man runs. [Image by Ann Lee/AP Images]", "[Image by Ann Lee/AP Images]"),
        ("A man runs (Ann Lee/Reuters)", "(Ann Lee/Reuters)"),
        ("A man runs. Photograph: Ann Lee/EPA", "Photograph: Ann Lee/EPA"),
        ("A man runs in the U.S. REUTERS/Ann Lee", "REUTERS/Ann Lee"),
        ("A man runs on Tuesday. Reuters", "Reuters"),
        ("A man runs on Tuesday | Ann Lee/Polaris", "Ann Lee/Polaris"),
        ("Left | Right", None),
        ("He told the BBC (the broadcaster).", None),
        ("The force withdrew (see map).", None),
        ("He wrote to Reuters.", None),
        ("The mayor resigned on Monday (via Telegram).", None),
        ("Ann Lee, pictured, runs the harbour.", None),
    ],
)
def test_trailing_credits(line: str, credit: str | None) -> None:
    start = trailing_credit(line)
    assert (line[start:] if start is not None else None) == credit


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Story continues below",
        "Sign up for our daily newsletter.",
        "Read more: The long strike",
        "Who owns the port? Read more",
        "Share this",
        "Share on Facebook",
        "Click here to subscribe.",
        "Follow Jane Doe on Twitter",
        "© 2021 The Orrin Times",
        "Updated at 6:57 p.m. ET",
        "More on this story",
        "The Associated Press contributed to this report.",
    ],
)
def test_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Sponsored by the state, the militia grew.",
        "Children should read more.",
        "Read more, talk less, he told them.",
        "Share this grief with us, the bishop said.",
        "Follow the money, she said.",
        "This story is about the miners of Orrin.",
        "Posted to Camp 5 in 1943, he kept a diary.",
        "Print was his trade.",
        "More than forty people were hurt.",
        "Related companies were searched too.",
    ],
)
def test_sentences_that_are_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_capitals_do_not_make_everything_a_headline() -> None:
    assert [kind for kind, _ in kinds(SINGLE.upper())][:4] == [
        "headline", "body", "headline", "body",
    ]  # fmt: skip


def test_text_without_full_stops_is_body() -> None:
    text = "\n\n".join(["the miners of orrin left the pits on friday and did not come back"] * 3)
    assert {kind for kind, _ in kinds(f"{text}\n\nno one knows why\n\n{text}")[1:]} == {"body"}


def test_a_list_is_not_a_row_of_headings() -> None:
    text = f"{SINGLE}\nThe union asks for four things, its leader said to reporters on Sunday.\n\n"
    found = kinds(text + "Higher pay\nShorter days\nSafe boats\nNew nets\n\n" + SINGLE)
    assert ("body", "Shorter days") in found
    assert ("body", "Safe boats") in found


def test_right_to_left_text_has_lines() -> None:
    text = (
        "عمال الميناء\n\nانتهى إضراب عمال الميناء يوم الثلاثاء بعد عشرة أيام من المفاوضات الطويلة."
    )
    assert [kind for kind, _ in kinds(text)] == ["headline", "body"]
