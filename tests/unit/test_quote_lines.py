from __future__ import annotations

import pytest

from summarizer.stages.quote_lines import by_layout
from summarizer.types import Quote, QuoteKind
from tests.factories import span_of


def parts(text: str, content: str, kind: QuoteKind = "direct", source: str | None = None) -> Quote:
    """Return the quote of `content` with what the layout gives to it."""
    given = span_of(source, text) if source else None
    (found,) = by_layout([Quote((span_of(content, text),), kind, None, given)], text)
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“Our school has no roof.” ― Adaeze Obi", "Adaeze Obi"),
        ("“Our school has no roof.” — Jan de Wit, teacher", "Jan de Wit"),
        ("“Our school has no roof.” -- Luz\nMore letters follow.", "Luz"),
    ],
)
def test_a_name_after_a_dash_is_the_source(text: str, name: str) -> None:
    found = parts(text, "“Our school has no roof.”")

    assert found.source == span_of(name, text)
    assert found.cue is not None


@pytest.mark.parametrize(
    "text",
    [
        "“Our school has no roof.” — The mayor then left the room.",
        "“Our school has no roof.” — nobody signed it",
        "“Our school has no roof.”\n— Adaeze Obi",
    ],
)
def test_other_words_after_a_dash_are_no_source(text: str) -> None:
    assert parts(text, "“Our school has no roof.”").source is None


def test_a_turn_belongs_to_the_name_before_its_colon() -> None:
    text = "HALE: We tested every bridge twice."
    found = parts(text, text, "indirect")

    assert found.source == span_of("HALE", text)
    assert found.cue == span_of(":", text)
    assert found.content == (span_of("We tested every bridge twice.", text),)


def test_a_turn_may_stand_in_quotation_marks() -> None:
    text = '"Rosa Lind: And who paid for the bridge?"'
    found = parts(text, text)

    assert found.source == span_of("Rosa Lind", text)


def test_a_name_with_nothing_after_its_colon_is_no_turn() -> None:
    text = "The list of Rosa Lind: nothing yet “so far today we wait”"

    assert parts(text, "“so far today we wait”").source is None


def test_a_source_that_is_known_stays() -> None:
    text = "HALE: “The bridge is safe,” said Ruiz."

    assert parts(text, "“The bridge is safe,”", source="Ruiz").source == span_of("Ruiz", text)


def test_reported_speech_is_not_signed() -> None:
    text = "the roof had to be mended ― Adaeze Obi"

    assert parts(text, "the roof had to be mended", "indirect").source is None
