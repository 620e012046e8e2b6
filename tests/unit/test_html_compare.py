"""The HTML of a comparison: every cell says what it means and leads to the words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from summarizer.comparison import Comparison, Duplicate
from summarizer.render.columns import columns_of
from summarizer.render.html import notices_html, report_to_html
from summarizer.render.html_compare import comparison_html
from summarizer.types import Failure, Report
from tests.comparison_factories import MAIL, OBSERVER, WIRE, make_comparison_report
from tests.unit.test_html import HOSTILE, Page


def section(report: Report, name: str) -> str:
    """Return the HTML of one section of the comparison."""
    html = comparison_html(report)
    found = re.search(rf'<section class="fr fr-compared fr-{name}">.*?</section>', html, re.DOTALL)
    assert found is not None, name
    return found.group()


def row_of(report: Report, name: str, words: str) -> dict[str, str]:
    """Return the text of each cell of the row whose head has `words`, by column."""
    for row in re.findall(r"<tr.*?</tr>", section(report, name), re.DOTALL):
        page = Page(row)
        if page.all(tag="th") and words in page.all(tag="th")[0]["inner"]:
            return {cell["data-column"]: cell["inner"] for cell in page.all(tag="td")}
    raise AssertionError(words)


def lit_words(report: Report, link: dict[str, str]) -> list[str]:
    """Return the words in the articles that a link leads to."""
    texts = {column.key: column.analysis.article.text for column in columns_of(report)}
    found = []
    for place in link["data-evidence"].split():
        key, start, end = re.fullmatch(r"(\w+):(\d+)-(\d+)", place).groups()  # type: ignore[union-attr]
        found.append(texts[key][int(start) : int(end)])
    return found


@pytest.mark.parametrize("n", [2, 3, 12])
def test_ids_are_unique_and_links_lead_to_parts_of_an_article(n: int) -> None:
    page = Page(report_to_html(make_comparison_report(n)))
    ids = Counter(e["id"] for e in page.elements if "id" in e)
    links = [e for e in page.elements if e.get("href", "").startswith("#")]
    starts = {tuple(e["data-at"].rsplit("-", 1)[0].split(":")) for e in page.all(cls="fr-part")}
    ends = {
        (e["data-at"].split(":")[0], e["data-at"].rsplit("-", 1)[1])
        for e in page.all(cls="fr-part")
    }

    assert [id_ for id_, count in ids.items() if count > 1] == []
    assert all(link["href"].removeprefix("#") in ids for link in links)
    places = [p for e in page.elements if "data-evidence" in e for p in e["data-evidence"].split()]
    assert places
    for place in places:
        key, (start, end) = place.split(":")[0], place.split(":")[1].split("-")
        assert (key, start) in starts, place
        assert (key, end) in ends, place


def test_a_cell_says_who_states_a_fact_and_in_which_article_it_was_not_found() -> None:
    row = row_of(make_comparison_report(), "facts", "rusted valve")

    assert "States it 97\u2009%" in row[MAIL]
    assert "with a rusted valve." in row[MAIL]
    assert "Not found in National Wire 88\u2009%" in row[WIRE]
    assert "Closest sentence: Strand Ferries sent a second ship" in row[WIRE]
    assert row_of(make_comparison_report(), "facts", "Heroic")[OBSERVER].strip() == "? Unsure"


def test_a_fact_lights_its_sentence_in_every_article() -> None:
    report = make_comparison_report()
    page = Page(section(report, "facts"))
    link = next(e for e in page.all(tag="a") if "rusted valve in March" in e["inner"])

    assert lit_words(report, link) == [
        "Strand Ferries let the ageing death trap sail with a rusted valve.",
        "Inspectors had noted a rusted valve in March, a report shows.",
    ]


def test_the_table_speaks_of_what_was_found_and_gives_no_verdict() -> None:
    html = report_to_html(make_comparison_report())

    for word in ("hidden by", "hides", "omit", "conceal", "left out by", "lie"):
        assert not re.search(rf"\b{word}", re.sub(r"<(style|script).*?</\1>", "", html, flags=re.S))


def test_signs_are_told_in_words_too() -> None:
    page = Page(section(make_comparison_report(), "facts"))

    assert all(e["aria-hidden"] == "true" for e in page.all(cls="fr-dot"))
    assert {e["inner"] for e in page.all(cls="fr-state")} == {"States it", "Not found", "Unsure"}


def test_figures_stand_beside_who_gave_them() -> None:
    row = row_of(make_comparison_report(), "figures", "People injured")

    assert "At least 41 people" in row[MAIL]
    assert "source: the sailors&#x27; union" not in row[MAIL]
    assert "source: the sailors' union" in row[MAIL]
    assert "Figures differ" in section(make_comparison_report(), "figures")


def test_the_most_loaded_phrase_of_an_article_stands_first() -> None:
    report = make_comparison_report()
    assert report.comparison is not None
    [wording] = report.comparison.wordings
    trap = next(p for p in wording.phrases if p.article == "article-1")
    plain = replace(trap, span=replace(trap.span, start=trap.span.start + 4), loaded=0.1)
    changed = replace(wording, phrases=(plain, *wording.phrases))
    row = row_of(make_comparison_report(wordings=(changed,)), "wordings", "The ferry")

    assert row[MAIL].index("“the ageing death trap”") < row[MAIL].index("“ageing death trap”")
    assert "loaded 94\u2009% · \u2212\u00a0negative · Blame and accusation" in row[MAIL]
    assert "×2" in row[OBSERVER]


def test_a_contrast_shows_values_intervals_and_the_pairs_that_differ() -> None:
    page = Page(section(make_comparison_report(), "contrasts"))
    spoken = [e["aria-label"] for e in page.all(cls="fr-interval")]

    assert "−0.70, between −0.90 and −0.50" in spoken
    assert "40\u2009%, between 30\u2009% and 52\u2009%" in spoken
    pairs = [e["inner"] for e in page.all(tag="li")]
    assert "Strait Observer is higher than Kellan Mail by 0.65 (between 0.35 and 0.95)" in pairs
    assert any(
        p.startswith("Kellan Mail is higher than Strait Observer by 35\u2009p") for p in pairs
    )


def test_bars_lie_where_their_values_do() -> None:
    page = Page(section(make_comparison_report(), "contrasts"))
    mail, observer, wire = [float(e["cx"]) for e in page.all(tag="circle")][:3]
    middle = next(float(e["x1"]) for e in page.all(cls="fr-zero"))

    assert mail < observer < middle < wire


def test_portrayals_are_a_row_per_actor_and_a_column_per_article() -> None:
    report = make_comparison_report()
    company, crew = row_of(report, "portrayals", "Strand"), row_of(report, "portrayals", "Crew")

    assert "negative 81\u2009%" in company[MAIL]
    assert "antagonist" in company[MAIL]
    assert "Doer 50\u2009% of 2 clauses" in company[OBSERVER]
    assert "Voice 55\u2009%" in company[WIRE]
    assert crew[OBSERVER] == "Not found in Strait Observer"


def test_each_article_has_its_own_summaries_side_by_side() -> None:
    page = Page(section(make_comparison_report(), "side"))
    columns = [e["inner"] for e in page.all(cls="fr-column")]

    assert [e["inner"] for e in page.all(tag="h3")] == [MAIL, OBSERVER, WIRE]
    assert "NeutralA blaze tore through" in columns[0]
    assert "In its own wordsStrand Ferries let the ageing death trap" in columns[0]
    assert "Some 36 travellers" in columns[2]


def test_a_summary_without_sentences_is_still_of_its_article() -> None:
    report = make_comparison_report()
    summaries = tuple(
        replace(s, sentences=(), note=f"Note on {s.perspective.about}")
        if s.perspective.about == OBSERVER
        else s
        for s in report.summaries
    )
    page = Page(section(replace(report, summaries=summaries), "side"))

    assert f"Note on {OBSERVER}" in page.all(cls="fr-column")[1]["inner"]


def test_common_ground_names_the_articles_that_it_rests_on() -> None:
    html = section(make_comparison_report(), "common")

    assert [e["inner"] for e in Page(html).all(cls="fr-sources")] == [f"{MAIL}, {OBSERVER}, {WIRE}"]


def test_a_difference_leads_to_both_articles() -> None:
    report = make_comparison_report()
    page = Page(section(report, "differences"))
    mail, observer = page.all(tag="a")[:2]

    assert (mail["inner"], observer["inner"]) == (MAIL, OBSERVER)
    assert lit_words(report, observer) == ["The ministry put the number of injured at 36."]


def test_articles_on_different_events_are_told_apart_before_anything_else() -> None:
    html = section(
        make_comparison_report(events=(("article-3",), ("article-1", "article-2"))), "overview"
    )

    assert "These articles do not seem to be about one event:" in html
    assert [e["inner"] for e in Page(html).all(tag="li")][1:3] == [f"{MAIL}, {OBSERVER}", WIRE]
    assert "one event" not in section(make_comparison_report(), "overview")


@pytest.mark.parametrize(
    ("overlap", "words"),
    [(1.0, "have the same text."), (0.91, "have nearly the same text: 91% in common.")],
)
def test_duplicates_are_said(overlap: float, words: str) -> None:
    double = Duplicate("article-1", "article-3", overlap)
    html = section(make_comparison_report(duplicates=(double,)), "overview")

    assert f"{MAIL} and {WIRE} {words}" in html


def test_notes_and_failures_name_the_article() -> None:
    report = make_comparison_report()
    failed = replace(report, failures=(Failure("article-2", "portrayal", "too long"),))

    assert "first 512 words" in section(report, "overview")
    assert f"<li>{OBSERVER}: portrayal could not be done: too long</li>" in notices_html(failed)


def test_a_warning_names_its_article_and_is_told_once() -> None:
    report = make_comparison_report()
    first, *rest = report.articles
    warned = replace(first, article=replace(first.article, warnings=("It was wrapped.",)))
    provenance = replace(report.provenance, warnings=("It was wrapped.",))
    shown = notices_html(replace(report, articles=(warned, *rest), provenance=provenance))

    assert shown.count("It was wrapped.") == 1
    assert f"<li>{columns_of(report)[0].name}: It was wrapped.</li>" in shown


def test_two_articles_of_one_outlet_are_told_apart() -> None:
    report = make_comparison_report()
    outlets = ("The Post", "The Post", None)
    articles = tuple(
        replace(a, article=replace(a.article, outlet=outlet))
        for a, outlet in zip(report.articles, outlets, strict=True)
    )
    names = [column.name for column in columns_of(replace(report, articles=articles))]

    assert names == ["The Post (1)", "The Post (2)", "Strand Ferries praised for swift rescue"]
    bare = replace(articles[2], article=replace(articles[2].article, title=None))
    assert columns_of(replace(report, articles=(*articles[:2], bare)))[2].name == "article-3"


@pytest.mark.parametrize(
    "sentence",
    [
        "Nothing was found that several articles state.",
        "There is no summary of this article.",
        "No two articles were set against each other.",
        "No fact was found that could be set against the other articles.",
        "No quantity was found for which several articles give a figure.",
        "Nothing was found that the articles call by different words.",
        "No measure was found in which two articles differ beyond chance.",
        "No actor was found in these articles.",
        "There is no actor that enough is said of for a summary.",
    ],
)
def test_an_empty_table_says_so_in_a_sentence(sentence: str) -> None:
    report = replace(make_comparison_report(), comparison=Comparison(()), summaries=())

    assert sentence in report_to_html(report)


def test_html_in_any_field_stays_text() -> None:
    page = Page(report_to_html(_hostile()))

    assert [e["tag"] for e in page.elements].count("script") == 1
    assert page.all(tag="img") == []
    assert not any(name.startswith("on") or name == "style" for e in page.elements for name in e)


def test_a_place_beyond_the_text_leads_nowhere_and_breaks_nothing() -> None:
    report = make_comparison_report()
    short = replace(report.articles[0].article, text="Short.", lines=())
    articles = (
        replace(report.articles[0], article=short, sentences=(), actors=(), framing=()),
        *report.articles[1:],
    )
    page = Page(comparison_html(replace(report, articles=articles)))
    cell = next(e for e in page.all(cls="is-apart") if e["tag"] == "span")

    assert cell["inner"] == "–"
    assert not any(e.get("data-evidence", "").startswith("c0:1") for e in page.elements)


def test_only_one_article_is_open_and_its_tab_says_so() -> None:
    page = Page(comparison_html(make_comparison_report()))
    panels, tabs = page.all(role="tabpanel"), page.all(role="tab")

    assert ["hidden" in panel for panel in panels] == [False, True, True]
    assert [tab["aria-selected"] for tab in tabs] == ["true", "false", "false"]
    assert [tab["aria-controls"] for tab in tabs] == [panel["id"] for panel in panels]


def test_a_report_on_one_article_has_other_addresses() -> None:
    """The app may show both at once, and an address must not lead from one to the other."""
    from tests.factories import make_report

    def ids(report: Report) -> set[str]:
        return {e["id"] for e in Page(report_to_html(report)).elements if "id" in e}

    assert not ids(make_report()) & ids(make_comparison_report())


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert report_to_html(make_comparison_report()) == report_to_html(make_comparison_report())


def _hostile() -> Report:
    report = make_comparison_report()
    old = report.comparison
    assert old is not None
    changes: dict[str, Any] = {
        "notes": (HOSTILE,),
        "actors": tuple(replace(a, name=HOSTILE) for a in old.actors),
        "facts": tuple(replace(f, statement=HOSTILE) for f in old.facts),
        "figures": tuple(replace(f, quantity=HOSTILE) for f in old.figures),
        "wordings": tuple(
            replace(
                w, referent=HOSTILE, phrases=tuple(replace(p, label=HOSTILE) for p in w.phrases)
            )
            for w in old.wordings
        ),
        "contrasts": tuple(
            replace(c, about=HOSTILE, dimension="framing_label") for c in old.contrasts
        ),
        "differences": tuple(replace(d, text=HOSTILE) for d in old.differences),
        "duplicates": (Duplicate("article-1", HOSTILE, 0.9),),
    }
    articles = tuple(
        replace(a, article=replace(a.article, outlet=HOSTILE, title=HOSTILE))
        for a in report.articles
    )
    return replace(report, articles=articles, comparison=replace(old, **changes))
