"""What looks like a quote and is none: silence, and clauses about the source."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.quotations import quoted_stretches
from summarizer.stages.parse import load_parser
from summarizer.stages.quote_scraps import (
    is_silence,
    is_title,
    parted,
    without_asides,
    without_repeats,
)
from summarizer.types import Quote
from tests.factories import span_of


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def quote(text: str, source: str, cue: str, *content: str) -> Quote:
    is_quoted = any('"' in piece for piece in content)
    return Quote(
        tuple(span_of(piece, text) for piece in content),
        "mixed" if is_quoted else "indirect",
        span_of(cue, text),
        span_of(source, text),
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Ruiz declined to comment on the strike.", "Ruiz", "declined", "on the strike", True),
        ("Ruiz refused to answer questions.", "Ruiz", "refused to answer", "questions", True),
        ("The mill did not respond to the report.", "The mill", "did not respond",
         "to the report", True),
        ("Ruiz declined to say who came.", "Ruiz", "declined to say", "who came", False),
        ("Ruiz refused to rule out a strike.", "Ruiz", "refused", "to rule out a strike", False),
        ("Ruiz stopped short of saying who came.", "Ruiz", "saying", "who came", True),
        ("Ruiz does not want a deal.", "Ruiz", "does not want", "a deal", True),
        ("Ruiz wants a deal.", "Ruiz", "wants", "a deal", False),
        ("The port dismissed its captain.", "The port", "dismissed", "its captain", True),
        ("The port dismissed the claims.", "The port", "dismissed", "the claims", False),
        ("Ruiz commented on the strike.", "Ruiz", "commented", "on the strike", False),
        ("Ruiz said it would not respond.", "Ruiz", "said", "it would not respond", False),
    ],
)  # fmt: skip
def test_who_says_nothing_is_not_quoted(
    parser: Language, text: str, source: str, cue: str, content: str, *, expected: bool
) -> None:
    assert is_silence(quote(text, source, cue, content), parser(text)) is expected


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ('The band played "Slow River" last.', "played", '"Slow River"', True),
        ('The trail, known as the "Devil\'s Staircase", is shut.', "known as",
         '"Devil\'s Staircase"', True),
        ('The minister called it "Slow River" again.', "called", '"Slow River"', False),
        ('The mayor nodded: "Absolutely."', "nodded", '"Absolutely."', False),
        ('The mill wrote of a "slow river" last.', "wrote of", '"slow river"', False),
    ],
)  # fmt: skip
def test_the_name_of_a_song_is_said_by_nobody(
    parser: Language, text: str, cue: str, content: str, *, expected: bool
) -> None:
    given = quote(text, "The", cue, content)

    assert is_title(given, parser(text), quoted_stretches(text)) is expected


def test_a_clause_about_the_source_is_not_said_by_it(parser: Language) -> None:
    text = '"They sold our river," said Josip Maran, whose family keeps sheep in the valley.'
    given = quote(
        text, "Josip Maran", "said", '"They sold our river,"', "family keeps sheep in the valley"
    )

    found = without_asides(given, parser(text), quoted_stretches(text))

    assert [piece.of(text) for piece in found.content] == ['"They sold our river,"']
    assert found.kind == "direct"


def test_what_is_said_without_marks_stays(parser: Language) -> None:
    text = '"They sold our river," said Josip Maran, and that nobody had asked the village.'
    given = quote(
        text, "Josip Maran", "said", '"They sold our river,"', "that nobody had asked the village"
    )

    assert without_asides(given, parser(text), quoted_stretches(text)) == given


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        (
            "Ruiz said repairs were due and accused the union of lying.",
            "said",
            "repairs were due and accused the union of lying",
            [("said", "repairs were due"), ("accused", "the union of lying")],
        ),
        (
            "Ruiz said the bank was closed and left the room.",
            "said",
            "the bank was closed and left the room",
            [("said", "the bank was closed and left the room")],
        ),
        (
            "Ruiz said the mayor had lied and would pay.",
            "said",
            "the mayor had lied and would pay",
            [("said", "the mayor had lied and would pay")],
        ),
        (
            "Ruiz called the plan mad and promised a vote.",
            "called",
            "the plan mad and promised a vote",
            [("called", "the plan mad"), ("promised", "a vote")],
        ),
        (
            "Ruiz called the plan mad and promised a vote.",
            "called",
            "the plan mad and promised",
            [("called", "the plan mad")],
        ),
    ],
)
def test_what_a_source_does_next_is_told_apart(
    parser: Language, text: str, cue: str, content: str, expected: list[tuple[str, str]]
) -> None:
    parts = parted(quote(text, "Ruiz", cue, content), parser(text), [])

    shown = [(p.cue and p.cue.of(text), p.content[0].of(text)) for p in parts]
    assert shown == expected


def test_a_quotation_is_told_by_the_cue_of_its_sentence(parser: Language) -> None:
    text = '"It failed badly," she said. Nobody had asked her, she added.'
    near = quote(text, "she", "said", '"It failed badly,"')
    far = quote(text, "she", "added", '"It failed badly,"', "Nobody had asked her")

    kept = without_repeats([near, far], parser(text), quoted_stretches(text))

    assert kept[0] == near
    assert [piece.of(text) for piece in kept[1].content] == ["Nobody had asked her"]
    assert kept[1].kind == "indirect"


def test_what_one_quote_has_alone_stays(parser: Language) -> None:
    text = '"It failed badly," she said. Nobody had asked her, she added.'
    far = quote(text, "she", "added", '"It failed badly,"', "Nobody had asked her")

    assert without_repeats([far], parser(text), quoted_stretches(text)) == [far]
