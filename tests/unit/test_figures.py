"""Figures: reading numbers, knowing what they measure, and setting them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from summarizer.comparison import Figure
from summarizer.read import read_text
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.sentences import Sentences
from summarizer.story.figure_dates import find_dates, published_on
from summarizer.story.figure_numbers import Amount, find_amounts
from summarizer.story.figure_readings import readings
from summarizer.story.figures import figures
from summarizer.types import Analysis, Article, Quote, Span
from tests.event_stories import DAM

if TYPE_CHECKING:
    from spacy.language import Language

Floats = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


def alike(_: Analysis, spans: Sequence[Span]) -> Floats:
    """Vectors that keep nothing apart, so that only what the words say does."""
    return np.ones((len(spans), 1), dtype=np.float32)


def unlike(analysis: Analysis, spans: Sequence[Span]) -> Floats:
    """Vectors under which no two articles have anything in common."""
    vectors = np.zeros((len(spans), 2), dtype=np.float32)
    vectors[:, analysis.article.id == "a"] = 1.0
    return vectors


def analyse(nlp: Language, *articles: Article) -> list[Analysis]:
    batch = [Analysis(article) for article in articles]
    return Parse(nlp)(Sentences()(batch))


def told(nlp: Language, *texts: str, published: str | None = None) -> list[Analysis]:
    """Return one article for each text, called `a`, `b` and so on."""
    ids = "abcdefgh"
    return analyse(
        nlp, *(read_text(t, id=ids[n], published=published) for n, t in enumerate(texts))
    )


def words(figure: Figure, analyses: Sequence[Analysis]) -> dict[str, str]:
    texts = {a.article.id: a.article.text for a in analyses}
    return {v.article: v.span.of(texts[v.article]) for v in figure.values}


def one(text: str) -> Amount:
    found = find_amounts(text)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Fourteen people died.", 14, 14),
        ("At least 12 people died.", 12, None),
        ("More than 2,000 people came.", 2000, None),
        ("Up to 500 troops will go.", None, 500),
        ("Between 10 and 12 boats sank.", 10, 12),
        ("Some 10 to 12 boats sank.", 10, 12),
        ("Nearly 5,000 homes burned.", 4500, 5000),
        ("50 or more houses fell.", 50, None),
        ("Dozens of people fled.", 24, None),
        ("Two hundred and fifty men left.", 250, 250),
        ("Half a million people left.", 5e5, 5e5),
        ("It costs $1.25bn.", 1.25e9, 1.25e9),
        ("It costs 40 million euros.", 4e7, 4e7),
        ("It costs $4-5 million.", 4e6, 5e6),
        ("Two-thirds of the members agreed.", 200 / 3, 200 / 3),
        ("It rose 25 per cent.", 25, 25),
    ],
)
def test_an_amount_is_read_with_its_bounds(
    text: str, low: float | None, high: float | None
) -> None:
    amount = one(text)

    assert (amount.low, amount.high) == (
        None if low is None else pytest.approx(low),
        None if high is None else pytest.approx(high),
    )


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("It costs $30 million.", "money", "dollar"),
        ("It costs 30 million pounds.", "money", "pound"),
        ("It rose by 3.5%.", "percent", "%"),
        ("There were 30 cars.", "count", ""),
    ],
)
def test_an_amount_has_its_kind_and_unit(text: str, kind: str, unit: str) -> None:
    assert (one(text).kind, one(text).unit) == (kind, unit)


@pytest.mark.parametrize(
    "text",
    [
        "A 29-year-old won.",
        "The court ruled 5-2.",
        "Call 555-123-4567 now.",
        "It began at 7:30 pm.",
        "It came 5th.",
        "Rates rose by 2.5 percentage points.",
        "The G20 met about COVID-19.",
    ],
)
def test_ages_scores_times_and_names_are_no_amounts(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("at least 12", "14", True),
        ("at least 12", "more than 200", True),
        ("14", "more than 200", False),
        ("14", "15", False),
        ("about 2,000", "2,150", True),
        ("about 2,000", "3,400", False),
        ("up to 500", "600", False),
        ("$1.4 trillion", "$1.37 trillion", True),
        ("$30 million", "$31 million", False),
        ("31 percent", "31.4 percent", True),
        ("31 percent", "34 percent", False),
    ],
)
def test_figures_agree_if_both_can_hold(first: str, second: str, both: bool) -> None:
    assert one(first).agrees(one(second)) is both
    assert one(second).agrees(one(first)) is both


def test_a_weekday_is_counted_back_unless_the_sentence_looks_ahead() -> None:
    tuesday = published_on("2024-03-12T08:00:00Z")

    back = find_dates("They met on Friday.", tuesday)
    ahead = find_dates("They will meet on Friday.", tuesday)

    assert ahead[0].number - back[0].number == 7
    assert find_dates("They met on Friday.", None) == []


def test_a_date_without_a_year_is_the_nearest_one() -> None:
    january = published_on("2024-01-03")
    assert january is not None

    found = find_dates("It was signed on December 30.", january)

    assert found[0].number == january.toordinal() - 4


@pytest.mark.parametrize(
    ("text", "noun", "predicate"),
    [
        ("At least 12 people were killed in the blast.", "people", "dead"),
        ("The blast left 12 people dead.", "people", "dead"),
        ("The death toll rose to 14 on Friday.", None, "dead"),
        ("Another blast wounded 30 soldiers.", "soldier", "hurt"),
        ("Dozens of houses were destroyed.", "house", "destroy"),
        ("Turnout was 61 percent.", "turnout", None),
        ("They sat in a 338-seat hall.", "seat-hall", None),
    ],
)
def test_a_figure_is_read_with_what_it_measures(
    nlp: Language, text: str, noun: str | None, predicate: str | None
) -> None:
    reading = readings(told(nlp, text)[0])[0]

    assert reading.noun == noun
    if predicate is not None:
        assert reading.predicate == predicate


@pytest.mark.parametrize(
    "text",
    [
        "He turned 71 in 2021 and retired.",
        "She lives at 12 Main Street.",
        "The plane was a Boeing 737 from Oslo.",
        "They talked for 14 years about peace.",
    ],
)
def test_numbers_that_count_nothing_are_passed_over(nlp: Language, text: str) -> None:
    assert readings(told(nlp, text)[0]) == []


def test_casualty_counts_that_differ_stand_side_by_side(nlp: Language) -> None:
    analyses = told(
        nlp,
        "Fourteen people died when the ferry sank, the coast guard said.",
        "Rescuers said 31 people were killed when the ferry sank.",
    )

    (figure,) = figures(analyses, alike)

    assert figure.differ
    assert figure.quantity in ("people died", "people killed")
    assert words(figure, analyses) == {"a": "Fourteen", "b": "31"}


def test_bounds_that_both_hold_are_shown_but_do_not_differ(nlp: Language) -> None:
    analyses = told(
        nlp,
        "At least 12 people were killed in the fire.",
        "Fourteen people were killed in the fire.",
    )

    (figure,) = figures(analyses, alike)

    assert not figure.differ
    assert [(v.low, v.high) for v in figure.values] == [(12, None), (14, 14)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The blast killed 14 people.", "The blast wounded 12 people."),
        ("The blast killed 14 people.", "The blast killed 12 children."),
        ("Floods killed 14 people this week.", "Floods killed 120 people in 2011."),
        ("The fire killed 14 people in Spain.", "The fire killed 40 people in Peru."),
        ("Another 14 people were killed.", "In all, 40 people were killed."),
        ("The Greens won 14 seats.", "They sit in a 150-seat parliament."),
        ("The party won 20 percent of voters.", "The turnout was 70 percent."),
        ("It paid $5 million in dividends.", "It paid $9 million in taxes."),
    ],
)
def test_different_quantities_are_kept_apart(nlp: Language, first: str, second: str) -> None:
    assert figures(told(nlp, first, second), alike) == ()


def test_equal_words_about_different_things_are_kept_apart(nlp: Language) -> None:
    analyses = told(nlp, "The fire killed 14 people.", "The crash killed 31 people.")

    assert figures(analyses, unlike) == ()


def test_an_equal_figure_goes_before_a_different_one(nlp: Language) -> None:
    """An article with both figures, without saying whose they are, gives no contradiction."""
    analyses = told(
        nlp,
        "The quake killed 14 people.",
        "The quake killed 14 people. Storms killed 31 people.",
    )

    (figure,) = figures(analyses, alike)

    assert not figure.differ
    assert {v.low for v in figure.values} == {14}


def test_one_article_may_give_two_figures_of_two_sources(nlp: Language) -> None:
    text = "The ministry said 14 people were killed. Activists said 200 people were killed."
    analyses = told(nlp, text, "It rained.")

    (figure,) = figures(analyses, alike)

    assert figure.differ
    assert [v.given_by and v.given_by.of(text) for v in figure.values] == [
        "The ministry",
        "Activists",
    ]


def test_the_source_of_the_quote_gives_the_figure(nlp: Language) -> None:
    text = "There was panic. 14 people were killed, Mara Voss told us."
    (first, second) = told(nlp, text, "Fourteen people were killed, according to the army.")
    content = Span(text.index("14"), text.index(", Mara"))
    source = Span(text.index("Mara"), text.index(" told"))
    quote = Quote((content,), "indirect", source=source)
    analyses = [Analysis(first.article, first.sentences, first.parse, quotes=(quote,)), second]

    (figure,) = figures(analyses, alike)

    texts = {a.article.id: a.article.text for a in analyses}
    assert {v.article: v.given_by and v.given_by.of(texts[v.article]) for v in figure.values} == {
        "a": "Mara Voss",
        "b": "the army",
    }


def test_a_day_is_compared_once_it_is_known(nlp: Language) -> None:
    texts = ("The trial opens on May 5.", "The trial opens on May 12.")
    dated = told(nlp, *texts, published="2024-04-30")

    (figure,) = figures(dated, alike)

    assert (figure.kind, figure.differ) == ("date", True)
    assert figures(told(nlp, *texts), alike) == ()


def test_the_death_toll_of_the_dam_is_found_with_its_sources(nlp: Language) -> None:
    analyses = analyse(nlp, *DAM.articles)
    gold = DAM.figures[0]

    figure = figures(analyses, alike)[0]

    assert figure.differ
    assert figure.quantity == "people killed"
    for value in figure.values:
        text = DAM.text(value.article)
        assert value.sentence.contains(value.span)
        assert value.given_by is None or value.given_by.of(text)
    low = {v.article: v.low for v in figure.values}
    assert low["dam-courier"] == 12
    assert {v.low for v in figure.values} == {12, 14, 200}
    assert set(low) == set(gold.values)


def test_the_order_of_the_articles_changes_nothing(nlp: Language) -> None:
    analyses = analyse(nlp, *DAM.articles)

    def told_of(found: Sequence[Figure]) -> set[tuple[str, bool, frozenset[tuple[str, Span]]]]:
        return {
            (f.quantity, f.differ, frozenset((v.article, v.span) for v in f.values)) for f in found
        }

    assert told_of(figures(analyses, alike)) == told_of(figures(analyses[::-1], alike))


def test_articles_without_layers_give_no_figures(nlp: Language) -> None:
    bare = Analysis(read_text("Fourteen people died.", id="x"))

    assert figures([bare, *told(nlp, "Fourteen people died.")], alike) == ()
    assert figures([], alike) == ()
