"""Reported words: whole phrases, no place lines, nothing that is more likely none."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.quotations import quoted_stretches
from summarizer.stages.actor_text import datelines
from summarizer.stages.parse import load_parser
from summarizer.stages.quote_whole import fronted, is_weak, rounded, without_dateline
from summarizer.types import Quote
from tests.factories import span_of


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def reported(
    text: str, cue: str | None, *content: str, source: str | None = None, score: float = 0.5
) -> Quote:
    return Quote(
        tuple(span_of(piece, text) for piece in content),
        "indirect",
        span_of(cue, text) if cue else None,
        span_of(source, text) if source else None,
        None,
        score,
    )


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Roe spoke of a strike that lasted many months.", "a strike that lasted many",
         "a strike that lasted many months"),
        ("Roe said sales fell to the lowest since March.", "sales fell to the lowest since",
         "sales fell to the lowest since March"),
        ("Roe said the old mill was safe.", "old mill was safe", "the old mill was safe"),
        ("Roe said the town's mill was safe.", "'s mill was safe", "the town's mill was safe"),
        ("Roe said and hailed the old mill as a triumph.", "as a triumph",
         "the old mill as a triumph"),
        ("Roe said the mill was safe.", "the mill was safe", "the mill was safe"),
        ("Roe said it took men between 15 and 60.", "it took men between 15 and",
         "it took men between 15 and 60"),
        ("Roe said it took boats as late as 2014.", "it took boats as late as",
         "it took boats as late as 2014"),
        ("Roe said it stood on a much-loved old meadow.", "it stood on a much-",
         "it stood on a much-loved old meadow"),
        ("Roe said the mill had stood there since May, which nobody knew.",
         "the mill had stood there since May, which", "the mill had stood there since May"),
        ("Roe said the mill was hit by a boat.", "was hit by a boat", "the mill was hit by a boat"),
        ("Roe said nothing would change that.", "nothing would change that",
         "nothing would change that"),
    ],
)  # fmt: skip
def test_phrases_are_whole(parser: Language, text: str, content: str, expected: str) -> None:
    found = rounded(reported(text, "spoke" if "spoke" in text else "said", content), parser(text))

    assert [piece.of(text) for piece in found.content] == [expected]


def test_a_phrase_does_not_grow_over_its_cue(parser: Language) -> None:
    text = "Roe said on Monday the mill was safe."
    given = reported(text, "said on Monday", "the mill was safe")

    assert rounded(given, parser(text)) == given


def test_pieces_that_meet_become_one(parser: Language) -> None:
    text = "Roe said the old mill was safe."
    given = reported(text, "said", "the old", "mill was safe")

    assert [p.of(text) for p in rounded(given, parser(text)).content] == ["the old mill was safe"]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The mill burned down, killing two workers, firemen said.", "killing two workers",
         "The mill burned down, killing two workers"),
        ("But the mill burned down on Monday, firemen said.", "on Monday",
         "the mill burned down on Monday"),
        ("Firemen said the mill burned down.", "the mill burned down", "the mill burned down"),
        ('The "old" mill burned down on Monday, firemen said.', "on Monday", "on Monday"),
        ("Rebels took the hill on Monday, the army said, the first loss in years.",
         "the first loss in years", "Rebels took the hill on Monday | the first loss in years"),
    ],
)  # fmt: skip
def test_all_of_a_clause_before_its_cue_is_said(
    parser: Language, text: str, content: str, expected: str
) -> None:
    found = fronted(reported(text, "said", content), parser(text), quoted_stretches(text))

    assert [piece.of(text) for piece in found.content] == expected.split(" | ")


def test_words_in_quotation_marks_stay_as_they_are(parser: Language) -> None:
    text = 'Roe spoke of "many" months.'
    given = Quote((span_of('"many"', text),), "direct", None, None, None, 0.5)

    assert rounded(given, parser(text)) == given
    assert not is_weak(given, parser(text))


@pytest.mark.parametrize("line", ["PORT ADA - ", "PORT ADA, Nov 4 - ", "PORT ADA (AP) — "])
def test_a_place_line_is_not_said(line: str) -> None:
    text = f"{line}The bridge is safe, engineers said."
    given = reported(text, "said", f"{line}The bridge is safe", source="engineers")

    found = without_dateline(given, datelines(text))

    assert found is not None
    assert [piece.of(text) for piece in found.content] == ["The bridge is safe"]
    assert found.source == given.source


def test_a_place_line_says_nothing() -> None:
    text = "PORT ADA - Teachers rejected a plan on Monday."
    given = reported(text, "rejected", "a plan", source="PORT ADA")

    found = without_dateline(given, datelines(text))

    assert found is not None
    assert found.source is None
    assert without_dateline(reported(text, "rejected", "PORT ADA"), datelines(text)) is None


@pytest.mark.parametrize(
    ("cue", "content", "source", "score", "expected"),
    [
        ("said", "the mill on the river was safe", "Roe", 0.5, False),
        ("said", "the mill on the river was safe", None, 0.5, True),
        ("said", "mill on the", "Roe", 0.5, True),
        ("said", "mill on the", "Roe", 0.7, False),
        ("went", "the mill on the river was safe", "Roe", 0.5, True),
        ("went", "the mill on the river was safe", "Roe", 0.7, False),
    ],
)
def test_weak_ones_are_told_apart(
    parser: Language, cue: str, content: str, source: str | None, score: float, *, expected: bool
) -> None:
    text = "Roe said the mill on the river was safe and went home."
    given = reported(text, cue, content, source=source, score=score)

    assert is_weak(given, parser(text)) is expected


def test_bits_of_phrases_under_a_verb_of_no_speech_are_weak(parser: Language) -> None:
    text = "The news would mark the end of a long campaign for the town."

    def is_weak_with(content: str) -> bool:
        return is_weak(reported(text, "would mark", content, source="The news"), parser(text))

    assert is_weak_with("end of a long campaign for the")
    assert not is_weak_with("the end of a long campaign for the town")
