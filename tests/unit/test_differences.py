from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from summarizer.compare.differences import differences
from summarizer.comparison import (
    Comparison,
    Contrast,
    ContrastValue,
    Duplicate,
    Fact,
    Figure,
    FigureValue,
    Omission,
    PairInterval,
    Statement,
    StoryActor,
    Wording,
    WordingPhrase,
)
from summarizer.types import Analysis, Evidence, FramingSpan, SentenceScore
from tests.parses import make_parse
from tests.stories import find, make_quote, make_story

EVENT = (("a", "b"),)


def article(id: str, outlet: str | None, *sentences: str, **changes: Any) -> Analysis:
    made = make_story(list(sentences), actors={"ada": ("Ada Lorn", "person")})
    return replace(made, article=replace(made.article, id=id, outlet=outlet, **changes))


def gazette() -> Analysis:
    return article(
        "a",
        "The Gazette",
        "A fire at the Larch Street depot killed 12 people.",
        "The depot had passed a safety check in May.",
        "A reckless cost-cutter runs the depot.",
        "Crews put the fire out by dawn.",
    )


def mirror() -> Analysis:
    return article(
        "b",
        "Daily Mirror-Post",
        "Fourteen people died when a depot burned down, the mayor said.",
        "A respected manager runs the depot.",
        "Crews fought the flames all night.",
    )


def statement(analysis: Analysis, words: str, score: float = 1.0) -> Statement:
    return Statement(analysis.article.id, find(analysis, words), score)


def fact(
    id: str, by: Analysis, words: str, *, probability: float = 0.95, without: str = "b"
) -> Fact:
    stated = statement(by, words)
    source = Evidence(stated.article, stated.span)
    return Fact(id, words, source, (stated,), (Omission(without, probability),), "one")


def deaths(low: float = 14.0) -> Figure:
    a, b = gazette(), mirror()
    sentence_a, sentence_b = (x.sentences[0].span for x in (a, b) if x.sentences)
    return Figure(
        "figure-1",
        "people killed",
        "count",
        (
            FigureValue("a", find(a, "12"), sentence_a, 12.0, 12.0),
            FigureValue(
                "b", find(b, "Fourteen"), sentence_b, low, low, given_by=find(b, "the mayor")
            ),
        ),
        differ=True,
    )


def calls() -> Wording:
    a, b = gazette(), mirror()
    return Wording(
        "wording-1",
        "the manager",
        "person",
        (
            WordingPhrase("a", find(a, "reckless cost-cutter"), 1, 0.9, "negative"),
            WordingPhrase("b", find(b, "respected manager"), 1, 0.6, "positive"),
        ),
    )


def voice() -> Contrast:
    spans = [x.sentences[1].span for x in (gazette(), mirror()) if x.sentences]
    return Contrast(
        "contrast-1",
        "share_of_voice",
        "story-1",
        (
            ContrastValue("a", 0.4, 0.2, 0.6, (spans[0],)),
            ContrastValue("b", 0.05, 0.0, 0.2, (spans[1],)),
        ),
        (PairInterval("b", "a", -0.35, -0.6, -0.1),),
    )


CHECK = "The depot had passed a safety check in May"


def only(comparison: Comparison, *analyses: Analysis) -> Any:
    (found,) = differences(analyses or (gazette(), mirror()), comparison)
    return found


def test_figures_that_cannot_both_hold_come_first() -> None:
    comparison = Comparison(
        EVENT, facts=(fact("f", gazette(), CHECK),), figures=(deaths(),), wordings=(calls(),)
    )

    found = only(comparison)

    assert found.text in {
        "For people killed, The Gazette gives “12”, and Daily Mirror-Post gives “Fourteen” "
        "(from the mayor).",
        "For people killed, Daily Mirror-Post gives “Fourteen” (from the mayor), and The Gazette "
        "gives “12”.",
    }
    assert found.basis == "figure-1"
    assert {e.article for e in found.evidence} == {"a", "b"}


def test_figures_that_can_both_hold_are_no_difference() -> None:
    at_least = replace(deaths(), values=(deaths().values[0], replace(deaths().values[1], low=10.0)))

    assert only(Comparison(EVENT, figures=(at_least,))).basis is None


def test_a_figure_beside_one_that_both_give_is_said_to_be_another() -> None:
    values = deaths().values
    also = replace(values[1], span=find(mirror(), "people died"), low=12.0, high=12.0)
    figure = replace(deaths(), values=(*values, also))

    assert (
        "Daily Mirror-Post also gives “Fourteen”" in only(Comparison(EVENT, figures=(figure,))).text
    )


def test_a_fact_that_one_does_not_report_is_said_to_be_not_found() -> None:
    found = only(Comparison(EVENT, facts=(fact("f", gazette(), CHECK),)))

    assert found.text == f"The Gazette reports “{CHECK}”, which was not found in Daily Mirror-Post."
    assert (found.basis, found.evidence[0].article) == ("f", "a")


def test_a_doubtful_omission_is_not_told() -> None:
    assert (
        only(Comparison(EVENT, facts=(fact("f", gazette(), CHECK, probability=0.6),))).basis is None
    )


def test_words_that_hold_what_the_other_reports_too_are_not_told_as_missing_there() -> None:
    shared = replace(
        fact("g", gazette(), "a safety check in May"),
        evidence=(statement(gazette(), "a safety check"), statement(mirror(), "Crews")),
        omitted_by=(),
    )

    assert only(Comparison(EVENT, facts=(fact("f", gazette(), CHECK), shared))).basis is None


def test_a_loaded_sentence_is_no_fact_to_miss() -> None:
    a = gazette()
    spans = [s.span for s in a.sentences or ()]
    a = replace(a, sentence_scores=tuple(SentenceScore(s, 0.9) for s in spans))

    assert only(Comparison(EVENT, facts=(fact("f", a, CHECK),)), a, mirror()).basis is None


SAID = """
Ada 2 compound PROPN
Lorn 3 nsubj PROPN
said 0 ROOT VERB say
on 3 prep ADP
Monday 4 pobj PROPN
the 7 det DET
doors 9 nsubjpass NOUN
were 9 auxpass AUX
locked 3 ccomp VERB lock
for 9 prep ADP
years 10 pobj NOUN
"""


@pytest.mark.parametrize(
    ("cue", "lemma", "expected"),
    [
        (
            "said",
            "say",
            "The Gazette reports “the doors were locked for years” (from Ada Lorn), which was ",
        ),
        ("denied", "deny", None),
    ],
)
def test_what_a_source_says_is_told_with_the_source(
    cue: str, lemma: str, expected: str | None
) -> None:
    doc = make_parse(SAID.replace("said 0 ROOT VERB say", f"{cue} 0 ROOT VERB {lemma}"))
    a = article("a", "The Gazette", doc.text.strip())
    quote = make_quote(a, "the doors were locked for years", "ada", source="Ada Lorn")
    a = replace(a, parse=doc, quotes=(replace(quote, kind="indirect", cue=find(a, cue)),))

    found = only(
        Comparison(EVENT, facts=(fact("f", a, "the doors were locked for years"),)), a, mirror()
    )

    assert found.text.startswith(expected or "No difference between")


def test_what_two_call_the_same_one_is_quoted() -> None:
    found = only(Comparison(EVENT, wordings=(calls(),)))

    assert "For the manager, " in found.text
    assert "The Gazette writes “reckless cost-cutter”" in found.text or (
        "The Gazette “reckless cost-cutter”" in found.text
    )
    assert "“respected manager”" in found.text


def test_words_of_a_source_are_not_put_in_the_mouth_of_the_outlet() -> None:
    a = gazette()
    mark = FramingSpan(find(a, "reckless"), "framing", "delegitimation", 0.9, voice="quoted")

    found = only(Comparison(EVENT, wordings=(calls(),)), replace(a, framing=(mark,)), mirror())

    assert found.basis is None


def test_a_contrast_is_told_in_numbers_with_evidence_in_both() -> None:
    actors = (StoryActor("story-1", "Ada Lorn", "person", ()),)

    found = only(Comparison(EVENT, actors=actors, contrasts=(voice(),)))

    assert found.text == (
        "The Gazette gives 40% of its quoted words to Ada Lorn, Daily Mirror-Post 5%."
    )
    assert {e.article for e in found.evidence} == {"a", "b"}


def test_where_nothing_is_sure_the_sentence_says_so() -> None:
    found = only(Comparison(EVENT))

    assert found.text.startswith("No difference between ")
    assert found.text.endswith(" is sure enough to state.")
    assert (found.basis, found.evidence) == (None, ())


@pytest.mark.parametrize(("overlap", "word"), [(1.0, "have the same"), (0.9, "nearly the same")])
def test_a_duplicate_is_called_one(overlap: float, word: str) -> None:
    found = only(Comparison(EVENT, duplicates=(Duplicate("b", "a", overlap),), figures=(deaths(),)))

    assert word in found.text
    assert found.basis is None


def test_articles_on_different_events_are_not_set_against_each_other() -> None:
    other = article("c", "The Herald", "A choir sang in the hall on Sunday.")

    found = differences(
        (gazette(), mirror(), other), Comparison((("a", "b"), ("c",)), figures=(deaths(),))
    )

    assert [{d.first, d.second} for d in found] == [{"a", "b"}]


def test_the_order_of_the_articles_changes_nothing() -> None:
    comparison = Comparison(EVENT, facts=(fact("f", gazette(), CHECK),), wordings=(calls(),))

    forward = differences((gazette(), mirror()), comparison)

    assert forward == differences((mirror(), gazette()), comparison)


def test_articles_of_one_outlet_are_told_apart_by_their_titles() -> None:
    a, b = gazette(), mirror()
    a = replace(a, article=replace(a.article, outlet="The Gazette", title="Depot burns"))
    b = replace(b, article=replace(b.article, outlet="The Gazette", title="Night of fire"))

    text = only(Comparison(EVENT, facts=(fact("f", gazette(), CHECK),)), a, b).text

    assert text == f"“Depot burns” reports “{CHECK}”, which was not found in “Night of fire”."
