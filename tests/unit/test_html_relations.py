"""The relations of an article as a drawing and a table, and its quotes as a list."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from summarizer.relations import Relation, RelationStatus
from summarizer.render.html import relations_html, report_to_html
from summarizer.render.related import main_related, related_in
from summarizer.render.relation_graph import MOST_ACTORS
from summarizer.types import Actor, Mention, Report, Span
from tests.comparison_factories import make_comparison_report
from tests.factories import COMPANY, ILVES, TEXT, WORKERS, make_analysis, make_report, span_of


def drawn(html: str) -> ElementTree.Element:
    found = re.search(r'<svg viewBox="0 [^"]+" role="img".*?</svg>', html)
    assert found is not None
    return ElementTree.fromstring(found[0])


def about(*relations: Relation) -> Report:
    return make_report(make_analysis(relations=relations))


def blames(actor: str, target: str, status: RelationStatus = "asserted") -> Relation:
    return Relation("blames", actor, target, Span(0, 11), (Span(0, 48),), status)


def test_each_relation_has_an_arrow_and_a_row_with_its_words() -> None:
    html = relations_html(make_report())
    arrows = [p for p in drawn(html).iter("path") if "fr-tie" in p.get("class", "")]
    rows = re.findall(r"<tr><td>(\d)</td>(.*?)</tr>", html)

    assert [arrow.get("class") for arrow in arrows] == [
        "fr-tie t-acts_on",
        "fr-tie t-blames",
        "fr-tie t-supports is-open",
        "fr-tie t-blames",
    ]
    assert [number for number, _ in rows] == ["1", "2", "3", "4"]
    assert "Harbour Lines" in rows[1][1]
    assert "<strong>condemned</strong>" in rows[1][1]
    assert "stated, in the outlet’s own words" in rows[1][1]
    assert "as planned, possible or alleged, in the words of Tomas Reiner" in rows[2][1]


def test_evidence_leads_to_its_sentence() -> None:
    html = report_to_html(make_report())
    ids = set(re.findall(r' id="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)" data-evidence', relations_html(make_report()))

    assert len(links) == 4 + 8
    assert set(links) <= ids
    sentence = next(r.evidence[0] for r in make_analysis().relations or () if r.actor == ILVES)
    assert f'data-evidence="0:{sentence.start}-{sentence.end}"' in html


def test_the_drawing_says_in_words_what_it_shows() -> None:
    picture = drawn(relations_html(make_report()))
    title, desc = picture.find("title"), picture.find("desc")

    assert title is not None
    assert desc is not None
    assert picture.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert "3: Harbour Lines perhaps supports dockworkers." in (desc.text or "")
    assert [t.text for t in picture.iter("text") if t.get("class") == "fr-node"] == [
        "Harbour Lines",
        "Dockworkers",
        "Marta Ilves",
    ]


def test_every_kind_of_arrow_has_a_colour_and_a_pattern_of_its_own() -> None:
    style = report_to_html(make_report())
    patterns = re.findall(r"\.fr-tie\.t-\w+ \{ stroke-dasharray: ([\d ]+);", style)
    colours = re.findall(r"\.fr \.t-\w+ \{ --tone: var\((--\w+)\)", style)

    assert len(patterns) == len(set(patterns)) == 4  # and one is drawn through
    assert len(colours) == len(set(colours)) == 5


def test_there_and_back_bow_to_different_sides() -> None:
    picture = drawn(relations_html(about(blames(COMPANY, ILVES), blames(ILVES, COMPANY))))
    circles = [g.find("circle") for g in picture.iter("g")]
    heights = [float(c.get("cy", "0")) for c in circles if c is not None]

    assert abs(heights[0] - heights[1]) > 22


def test_what_is_said_not_to_be_so_is_listed_but_not_drawn() -> None:
    html = relations_html(about(blames(COMPANY, WORKERS, "negated")))

    assert "<figure" not in html
    assert "as not so" in html


def test_the_same_relation_told_twice_is_one_row() -> None:
    html = relations_html(about(blames(COMPANY, ILVES), blames(COMPANY, ILVES, "hedged")))

    assert html.count("<tr><td>") == 1
    assert html.count("<strong>Dockworkers</strong>") == 2
    assert "is-open" not in html


def test_only_the_most_related_actors_are_drawn_and_labels_stay_apart() -> None:
    names = [f"Council of the Elders {i}" for i in range(12)]
    at = Mention(Span(0, 11), "x", "name")
    actors = tuple(Actor(n, n, "group", (replace(at, actor=n),)) for n in names)
    ties = [blames(one, other) for one, other in pairwise(names)] + [blames(names[5], names[9])]
    report = make_report(
        make_analysis(actors=actors, quotes=(), portrayals=(), relations=tuple(ties))
    )
    picture = drawn(relations_html(report))
    labels = [t for t in picture.iter("text") if t.get("class") == "fr-node"]
    places = {(t.get("x"), t.get("y")) for t in labels}

    related = related_in(report.articles[0])
    assert len(main_related(related, report.articles[0], MOST_ACTORS)) == MOST_ACTORS
    assert 1 < len(labels) <= MOST_ACTORS
    assert len(places) == len(labels)
    assert "1 further relation</summary>" not in relations_html(report)


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ({"relations": None}, "Relations between actors were not looked for."),
        ({"relations": ()}, "No relation between two actors was found in this article."),
    ],
)
def test_nothing_to_show_is_said(layers: dict[str, None], sentence: str) -> None:
    assert sentence in relations_html(make_report(make_analysis(**layers)))


def test_names_and_words_of_an_article_stay_text() -> None:
    bad = Actor(COMPANY, "<b>Ltd & Co", "organisation", make_analysis().actors[3].mentions)  # type: ignore[index]
    actors = tuple(bad if a.id == COMPANY else a for a in make_analysis().actors or ())
    html = relations_html(make_report(make_analysis(actors=actors)))

    assert "<b>" not in html
    assert "&lt;b&gt;Ltd &amp; Co" in html
    drawn(html)


def test_quotes_say_who_does_what_in_saying_them() -> None:
    html = relations_html(make_report())

    assert "Who says what: list of 8 quotes" in html
    assert re.search(r"Marta Ilves</span> <em>\(accuses\)</em> .*?a brutal show of force", html)
    assert re.search(r"Exporters</span> <em>\(fears or warns\)</em>", html)


def test_a_comparison_has_the_relations_of_each_article() -> None:
    html = report_to_html(make_comparison_report(3))

    assert html.count("Relations in this article") == 3


def test_evidence_beyond_the_text_is_no_link() -> None:
    beyond = replace(blames(COMPANY, ILVES), evidence=(Span(0, len(TEXT) + 5),))

    assert "data-evidence" not in relations_html(
        make_report(make_analysis(relations=(beyond,), quotes=()))
    )
    assert span_of("Dockworkers") == Span(0, 11)
