"""When a plainer word is suggested, which, and that no other sense is taken for the loaded one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from summarizer.plainer import Alternative
from summarizer.plainer.find import alternative_of
from summarizer.plainer.inflection import article_before, cased, inflected
from summarizer.plainer.lexicon import Entry, entries
from summarizer.render.html import report_to_html
from summarizer.render.text import render_text
from summarizer.stages.parse import load_parser
from summarizer.types import Analysis, FramingSpan, Span
from summarizer.wire import report_from_json, report_to_json
from tests.factories import make_report, span_of

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def suggested(parser: Language, marked: str) -> str | None:
    before, words, after = marked.replace("]", "[").split("[")
    span = Span(len(before), len(before) + len(words))
    found = alternative_of(span, parser(before + words + after))
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("The [regime] banned the march.", "government"),
        ("Both [brutal regimes] banned the march.", "governments"),
        ("[Terrorists] burned the mill.", "Militants"),
        ("The owner [claimed] that the mill was safe.", "said"),
        ("The owner [claims] the mill is safe.", "says"),
        ("Farmers [slammed] the fee.", "criticised"),
        ("He sacked [an inmate] of the camp kitchen.", None),
        ("He sacked an [inmate] yesterday.", "a person in prison"),
        ("They met the [legendary] pilot.", ""),
        ("She praised an [iconic] bridge.", "a"),
        ("The [illegal] immigrants wait.", "immigrants without legal permission"),
    ],
)
def test_plainer_words_agree_with_the_loaded_ones(
    parser: Language, marked: str, text: str | None
) -> None:
    assert suggested(parser, marked) == text


@pytest.mark.parametrize(
    "marked",
    [
        "The [tax regime] changed.",
        "He is for [regime] change.",
        'She said: "The [regime] will fall."',
        "The “[regime]” fell.",
        "She [claimed] asylum in Oslo.",
        "The fire [claimed] six lives.",
        "He [insisted] that the rent be paid.",
        "He [slammed] the door.",
        "The state [executed] two men by lethal injection.",
        "The law [liberated] the postal market.",
        "The [Homeless] World Cup opens.",
        "The [mill] burned.",
        "A loyal and [tireless] helper left.",
        "A most [shocking] film opens.",
    ],
)
def test_another_sense_a_quotation_or_a_name_gets_none(parser: Language, marked: str) -> None:
    assert suggested(parser, marked) is None


def test_every_entry_names_a_source_and_plain_words() -> None:
    rows = [entry for found in entries().values() for entry in found]

    assert len(rows) >= 50
    assert all(entry.source for entry in rows)
    assert all(entry.plain or entry.form == "before noun" for entry in rows)


@pytest.mark.parametrize(
    ("tag", "form"), [("VB", "use"), ("VBZ", "uses"), ("VBD", "used"), ("VBG", "using")]
)
def test_the_first_word_of_a_verb_is_inflected(tag: str, form: str) -> None:
    entry = Entry(("be", "bound"), "VERB", "use a chair", "a guide", {})

    assert inflected(entry, tag) == f"{form} a chair"


def test_articles_and_capitals() -> None:
    assert article_before("engineer") == "an"
    assert article_before("user") == "a"
    assert cased("government", "REGIME") == "GOVERNMENT"
    assert cased("government", "Regime") == "Government"


def with_alternative(text: str) -> Analysis:
    (analysis,) = make_report().articles
    span = span_of("chaos")
    mark = FramingSpan(
        span, "framing", "threat_danger", 0.7, alternative=Alternative(span, text, "A Guide")
    )
    return replace(analysis, framing=(mark,))


@pytest.mark.parametrize(
    ("text", "told"), [("disorder", "“disorder” for “chaos”"), ("", "leave out “chaos”")]
)
def test_a_suggestion_is_shown_with_its_source(text: str, told: str) -> None:
    report = replace(make_report(), articles=(with_alternative(text),))

    for shown in (report_to_html(report), render_text(report)):
        # The terminal breaks its lines where they are full.
        assert f"{told} (A Guide)" in " ".join(shown.split())


def test_a_suggestion_is_in_the_json() -> None:
    report = replace(make_report(), articles=(with_alternative("disorder"),))

    back = report_from_json(report_to_json(report), "here")

    assert (back.articles[0].framing or ())[0].alternative == Alternative(
        span_of("chaos"), "disorder", "A Guide"
    )
