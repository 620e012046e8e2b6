from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pytest
import torch

from summarizer.neural.attribution import AttributionJudge, Thresholds
from summarizer.neural.encoder import Encoding
from summarizer.neural.pieces import kind_of
from summarizer.types import Quote, Span
from tests.encodings import NearestLink, StateTags, make_encoding
from tests.factories import span_of

Part = Literal["content", "cue", "source"]
PARTS: tuple[Part, ...] = ("content", "cue", "source")


def tags(part: Part, *, begins: bool = False) -> list[float]:
    """Return logits `[parts, (outside, begin, inside)]`, flattened, of a token of `part`."""
    return [
        x
        for p in PARTS
        for x in ((-4.0, 4.0 * begins, 4.0 * (not begins)) if p == part else (4.0, -4.0, -4.0))
    ]


def quotes_in(text: str, parts: Mapping[str, Part], **thresholds: float) -> list[Quote]:
    marks = {phrase: tags(part) for phrase, part in parts.items()}
    encoding = make_encoding(text, marks, 9)
    encoding.states[(encoding.states < -5).all(-1)] = torch.tensor([4.0, -4.0, -4.0] * 3)
    links = NearestLink(9), NearestLink(9)
    return AttributionJudge(StateTags(9, 9), *links, Thresholds(**thresholds)).find(encoding, text)


def test_content_cue_and_source_make_a_quote() -> None:
    text = "Ilves said the port was closed."
    (quote,) = quotes_in(text, {"Ilves": "source", "said": "cue", "the port was closed": "content"})

    assert [piece.of(text) for piece in quote.content] == ["the port was closed"]
    assert quote.cue == span_of("said", text)
    assert quote.source == span_of("Ilves", text)
    assert (quote.kind, quote.speaker) == ("indirect", None)
    assert 0.9 < quote.score <= 1.0


def test_all_tokens_inside_end_with_the_text() -> None:
    text = "“We will win the strike”"

    assert [q.content for q in quotes_in(text, {text: "content"})] == [(Span(0, len(text)),)]


def test_contents_snap_to_the_marks_they_mostly_cover() -> None:
    text = "She said “we will not be moved” today."
    (quote,) = quotes_in(text, {"She": "source", "said": "cue", "will not be moved": "content"})

    assert [piece.of(text) for piece in quote.content] == ["“we will not be moved”"]
    assert quote.kind == "direct"


def test_missed_quotations_are_added_but_not_scare_quotes() -> None:
    text = "The “so-called truce” ended. “Nobody here believes in it any more,” Ilves said."
    found = quotes_in(text, {})

    assert [q.content[0].of(text) for q in found] == ["“Nobody here believes in it any more,”"]
    assert (found[0].cue, found[0].source, found[0].score) == (None, None, 0.5)


def test_pieces_with_one_cue_are_one_quote() -> None:
    text = "She said “one two three four,” then wept: “five six seven eight.”"
    (quote,) = quotes_in(
        text,
        {
            "She": "source",
            "said": "cue",
            "“one two three four,”": "content",
            "“five six seven eight.”": "content",
        },
    )

    assert [piece.of(text)[:5] for piece in quote.content] == ["“one ", "“five"]


def test_half_a_word_is_widened_to_the_whole() -> None:
    text = "Ilves denied wrongdoing there."
    (quote,) = quotes_in(text, {"Ilves": "source", "denied": "cue", "doing there": "content"})

    assert quote.content[0].of(text) == "wrongdoing there"


def test_a_content_does_not_cross_a_line_break() -> None:
    text = "Ilves said it was\nover by then."
    found = quotes_in(text, {"Ilves": "source", "said": "cue", "it was\nover by then": "content"})

    assert all("\n" not in piece.of(text) for q in found for piece in q.content)


def test_a_higher_threshold_finds_less() -> None:
    text = "Ilves said the port was closed."
    parts: dict[str, Part] = {"Ilves": "source", "said": "cue", "the port was closed": "content"}

    assert quotes_in(text, parts, source=0.9999999)[0].source is None
    assert quotes_in(text, parts, content=0.9999999) == []


def test_a_text_without_tokens_has_no_quotes() -> None:
    empty = Encoding(torch.zeros(0, 9), np.zeros((0, 2), dtype=np.int64))

    assert AttributionJudge(StateTags(9, 9), NearestLink(9), NearestLink(9)).find(empty, " ") == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“won it all”", "direct"),
        ("they “won it all”", "mixed"),
        ("they lost", "indirect"),
    ],
)
def test_the_kind_says_how_much_stands_in_quotation_marks(content: str, kind: str) -> None:
    text = "It is said they “won it all” and they lost"
    stretches = [span_of("“won it all”", text)]

    assert kind_of([span_of(content, text)], stretches) == kind
