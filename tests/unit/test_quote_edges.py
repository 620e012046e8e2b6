"""Which words a cue tells, in sentences parsed by the real parser."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.quotations import quoted_stretches
from summarizer.stages.parse import load_parser
from summarizer.stages.quote_edges import own_words, without_nicknames
from summarizer.types import Quote, QuoteKind
from tests.factories import span_of


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def told(
    parser: Language, text: str, parts: tuple[str, str, str], kind: QuoteKind
) -> list[str] | None:
    """Return the pieces that are left of a quote with this source, cue and content."""
    source, cue, content = parts
    pieces = tuple(span_of(piece, text) for piece in content.split(" | "))
    given = Quote(pieces, kind, span_of(cue, text), span_of(source, text))
    found = own_words(given, parser(text), quoted_stretches(text))
    return None if found is None else [piece.of(text) for piece in found.content]


@pytest.mark.parametrize(
    ("text", "parts", "kind", "expected"),
    [
        ("The mayor sent 40 boats to the quay and warned families not to sail.",
         ("The mayor", "warned", "40 boats | families not to sail"), "indirect",
         ["families not to sail"]),
        ("The party seized on the chaos, branding the plan a gamble with lives.",
         ("The party", "branding", "on the chaos | the plan a gamble with lives"), "indirect",
         ["the plan a gamble with lives"]),
        ('The mayor signed the order and promised that the quay would "be safe by noon".',
         ("The mayor", "promised", 'the order and promised that the quay would "be safe by noon"'),
         "mixed", ['that the quay would "be safe by noon"']),
        ('Ruiz accused Berg of "drowning the town".',
         ("Ruiz", "accused", 'accused Berg of "drowning the town"'), "mixed",
         ['Berg of "drowning the town"']),
        ("The ferry was hit by a tanker, his father, Ole Berg, told the court.",
         ("Ole Berg", "told", "The ferry was hit by a tanker, his father"), "indirect",
         ["The ferry was hit by a tanker"]),
        ("The institute, which had foreseen a flood, said the dam was safe.",
         ("The institute, which had foreseen a flood,", "said", "a flood | the dam was safe"),
         "indirect", ["the dam was safe"]),
        ("Ruiz said they voted by eight to seven to close the quay.",
         ("Ruiz", "said", "they voted by eight | seven to close the quay"), "indirect",
         ["they voted by eight to seven to close the quay"]),
        ('Berg was tired when a judge branded him "a pirate".',
         ("a judge", "branded", 'a judge branded him "a pirate"'), "mixed", ['him "a pirate"']),
        ("Ruiz said the quay was safe.", ("Ruiz", "said", "the quay was safe"), "indirect",
         ["the quay was safe"]),
    ],
)  # fmt: skip
def test_a_quote_has_only_what_its_cue_tells(
    parser: Language,
    text: str,
    parts: tuple[str, str, str],
    kind: QuoteKind,
    expected: list[str] | None,
) -> None:
    assert told(parser, text, parts, kind) == expected


def test_direct_quotations_stay(parser: Language) -> None:
    text = '"The quay is safe," said Ruiz, who runs it.'
    parts = ("Ruiz, who runs it", "said", '"The quay is safe,"')

    assert told(parser, text, parts, "direct") == ['"The quay is safe,"']


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ole "The Heron" Berg won the race.', 0),
        ('Berg said "The Heron" had sunk.', 1),
        ('Berg called "never again" at the gate.', 1),
    ],
)
def test_a_nickname_is_no_quotation(parser: Language, text: str, expected: int) -> None:
    assert len(without_nicknames(quoted_stretches(text), parser(text))) == expected
