from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from summarizer.comparison import Comparison, Duplicate
from summarizer.relations import SpeechAct
from summarizer.render.related import act_words
from summarizer.render.text import render_text
from summarizer.render.text_lines import WIDTH
from summarizer.types import (
    Actor,
    Failure,
    FramingSpan,
    Mention,
    Portrayal,
    Quote,
    QuoteKind,
    Report,
    Span,
)
from tests.comparison_factories import make_comparison_report
from tests.factories import make_analysis, make_article, make_report, span_of


def block(report: Report, heading: str) -> list[str]:
    """Return the lines under a heading, up to the next blank line."""
    lines = render_text(report).split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith(heading)) + 2
    return lines[first : lines.index("", first)]


def test_a_summary_sentence_carries_the_number_of_its_source() -> None:
    sentences = make_analysis().sentences or ()
    number = [s.span for s in sentences].index(span_of("Talks are due to resume on Thursday.")) + 1

    assert f"  Talks are due to resume on Thursday. [{number}]" in block(make_report(), "Neutral")


def test_each_actors_summary_is_under_its_name() -> None:
    text = render_text(make_report())

    assert "\nPerspective: Harbour Lines\n" in text
    assert "The article does not quote dockworkers." in text


def test_a_phrase_has_label_probability_valence_target_and_voice() -> None:
    lines = " ".join(" ".join(block(make_report(), "Framing phrases")).split())

    assert (
        "“so-called strike” delegitimation 0.83, negative, toward dockworkers, "
        "quoted from Tomas Reiner, sentence 9"
    ) in lines
    assert "“chaos” loaded other 0.66, negative, the outlet's voice, sentence 4" in lines
    assert "“crippling stoppage” economic harm 0.79, negative, quoted from a source" in lines


@pytest.mark.parametrize(
    ("sure", "said"),
    [
        (0.31, "“chaos” kind unclear 0.66, the outlet's voice"),
        (0.34, "“chaos” perhaps threat danger 0.66, this label 0.34, the outlet's voice"),
        (0.5, "“chaos” threat danger 0.66, this label 0.50, the outlet's voice"),
    ],
)
def test_a_label_that_is_less_likely_than_not_is_a_guess(sure: float, said: str) -> None:
    mark = FramingSpan(span_of("chaos"), "framing", "threat_danger", 0.66, label_score=sure)
    report = make_report()
    report = replace(report, articles=(replace(report.articles[0], framing=(mark,)),))

    assert said in " ".join(" ".join(block(report, "Framing phrases")).split())


def test_every_framing_mark_is_listed() -> None:
    lines = block(make_report(), "Framing phrases")

    assert sum(line.startswith("  “") for line in lines) == len(make_analysis().framing or ())


def test_the_most_prominent_actor_comes_first() -> None:
    header, first, *_ = block(make_report(), "Actors")

    assert header.split()[:3] == ["Actor", "Kind", "Mentions"]
    assert first.split()[0] == "dockworkers"
    assert "negative 0.67" in first
    assert "31%" in first


def test_columns_line_up() -> None:
    header, *rows = block(make_report(), "Actors")
    column = header.index("Sentiment")

    assert {row[column - 1] for row in rows} == {" "}
    assert " " not in {row[column] for row in rows}


def test_many_actors_are_cut_with_a_count() -> None:
    span = Span(0, 4)
    actors = tuple(
        Actor(f"a{i}", f"Actor {i}", "person", (Mention(span, f"a{i}", "name"),)) for i in range(25)
    )
    analysis = make_analysis(actors=actors, portrayals=(), quotes=(), framing=())

    assert "  and 5 less prominent; the JSON has all" in block(make_report(analysis), "Actors")


def test_actors_without_portrayal_come_last() -> None:
    analysis = make_analysis()
    kept: tuple[Portrayal, ...] = (analysis.portrayals or ())[-1:]
    rows = block(make_report(make_analysis(portrayals=kept)), "Actors")[1:]
    known = next(a.name for a in analysis.actors or () if a.id == kept[0].actor)

    assert rows[0].strip().startswith(known)
    assert rows[-1].endswith("-")


def test_control_characters_never_reach_the_terminal() -> None:
    text = "The \x1b[31mred\x07 \u202eline is long."
    article = make_article(text, title="A \x1b]0;title\x07")
    mark = FramingSpan(Span(4, 16), "framing", "loaded_other", 0.9)
    analysis = make_analysis(
        article,
        sentences=(),
        quotes=(),
        actors=(),
        framing=(mark,),
        sentence_scores=(),
        portrayals=(),
        relations=(),
    )
    shown = render_text(make_report(analysis, summaries=()))

    assert all(c == "\n" or c.isprintable() for c in shown)
    assert "red" in shown


def test_failures_and_warnings_are_told() -> None:
    failure = Failure("article-1", "portrayal", "no parse")
    report = make_report(make_analysis(failures=(failure,)))

    assert "  portrayal could not be done: no parse" in block(report, "Please note")


def test_layers_that_did_not_run_are_left_out_and_empty_ones_are_said_to_be() -> None:
    unknown = render_text(make_report(make_analysis(framing=None)))
    none = render_text(make_report(make_analysis(framing=())))

    assert "Framing phrases" not in unknown
    assert "Framing phrases (0)\n-------------------\n  None found." in none


# Comparisons -------------------------------------------------------------------------------


def compared(heading: str, **changes: Any) -> str:
    """Return the text under a heading of a comparison, with its line breaks as spaces."""
    return " ".join(" ".join(block(make_comparison_report(**changes), heading)).split())


def test_a_comparison_begins_with_its_articles_and_what_to_know() -> None:
    lines = render_text(make_comparison_report()).split("\n")

    assert lines[0] == "3 articles compared"
    assert lines[2] == "  Strait Observer: Fire on island ferry injures 36 [article-2]"
    assert lines[4] == "  ! Facts are told from the first 512 words of each article."


def test_articles_on_different_events_are_told_apart() -> None:
    report = make_comparison_report(
        events=(("article-3",), ("article-1", "article-2")),
        duplicates=(Duplicate("article-1", "article-2", 0.93),),
    )
    head = " ".join(render_text(report).split("\n\n")[0].split())

    assert "do not seem to be about one event: Kellan Mail, Strait Observer; National Wire." in head
    assert "Kellan Mail and Strait Observer have nearly the same text: 93% in common." in head


def test_summaries_are_told_apart_by_article() -> None:
    text = render_text(make_comparison_report())

    assert "\nNeutral summary of Kellan Mail\n" in text
    assert "\nAs told by National Wire\n" in text
    assert "[Kellan Mail: 2; Strait Observer: 2; National Wire: 2]" in " ".join(text.split())


def test_a_fact_says_where_it_was_found_and_where_not() -> None:
    text = compared("Facts")

    assert "3. Inspectors had noted a rusted valve in March, a report shows." in text
    assert (
        "stated in: Kellan Mail (0.97), Strait Observer (0.97) ○ not found in: National Wi" in text
    )
    assert "? unsure: Strait Observer" in text
    assert "(all state it; figures differ)" in text


def test_figures_wordings_and_contrasts_have_a_line_per_article() -> None:
    assert "Kellan Mail: At least 41 people (source: the sailors' union)" in compared("Figures")
    assert "Kellan Mail: “the ageing death trap” (1×, loaded 0.94, neg" in compared("Wordings")
    contrasts = compared("Contrasts")
    assert "Kellan Mail −0.70 (−0.90 to −0.50)" in contrasts
    assert "Strait Observer is above Kellan Mail beyond chance" in contrasts
    actors = compared("Actors across articles")
    assert "Strait Observer: 1 mention, sentiment neutral 0.70, role none, doer 50% of" in actors
    assert "doer 50% of 2 clauses, voice 40%" in actors
    assert "crew (group) Kellan Mail: 1 mention Strait Observer: not found" in actors


def test_an_empty_comparison_says_so() -> None:
    text = render_text(replace(make_comparison_report(), comparison=Comparison(())))

    assert "No fact was found that could be set against the other articles." in text
    assert "No measure was found in which two articles differ beyond chance." in text


@pytest.mark.parametrize("n", [2, 12])
def test_no_line_of_a_comparison_is_too_wide(n: int) -> None:
    assert max(map(len, render_text(make_comparison_report(n)).split("\n"))) <= WIDTH


def test_a_comparison_holds_nothing_that_a_terminal_obeys() -> None:
    report = make_comparison_report(notes=("red \x1b[31m",))
    assert report.comparison is not None
    facts = tuple(replace(f, statement="\x1b]0;title\x07") for f in report.comparison.facts)
    actors = tuple(replace(a, name="\x1b[2J") for a in report.comparison.actors)
    comparison = replace(report.comparison, facts=facts, actors=actors)

    assert "\x1b" not in render_text(replace(report, comparison=comparison))


def test_relations_say_where_and_in_whose_words_they_are_told() -> None:
    shown = render_text(make_report())

    assert "Relations (4)" in shown
    assert "  Harbour Lines blames dockworkers\n" in shown
    assert "“condemned”, stated, in the outlet’s own words [7]" in shown
    assert "“offered”, as planned, possible or alleged, in the words of Tomas Reiner [8]" in shown
    assert "Relations (0)\n" in render_text(make_report(make_analysis(relations=())))
    assert "Relations" not in render_text(make_report(make_analysis(relations=None)))


def test_quotes_say_what_is_done_in_saying_them() -> None:
    shown = render_text(make_report())

    assert "Who says what (8)" in shown
    assert (
        "Exporters (fears or warns): that the crippling stoppage could ruin small growers" in shown
    )
    assert "Marta Ilves (accuses): a brutal show of force" in shown


@pytest.mark.parametrize(
    ("cue", "kind", "act", "expected"),
    [
        ("opposed", "indirect", "says", "opposed"),
        ("has said", "indirect", "says", "says"),
        ("opposed", "direct", "says", "says"),
        ("opposed", "indirect", "denies", "denies"),
        (None, "indirect", None, "is quoted"),
    ],
)
def test_a_verb_that_is_none_of_saying_is_shown(
    cue: str | None, kind: QuoteKind, act: SpeechAct | None, expected: str
) -> None:
    text = "Ruiz has said it. Ruiz opposed it."
    at = None if cue is None else span_of(cue, text)

    assert act_words(Quote((Span(0, 4),), kind, at, act=act), text) == expected
