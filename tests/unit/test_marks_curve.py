from __future__ import annotations

from typing import Any

from eval import adapters
from eval.marks_curve import at, lowered, marked_share
from summarizer import Tool
from summarizer.types import FramingSpan, Span

RECORD: dict[str, Any] = {
    "id": "1",
    "text": "A vile act. It rained.",
    "sentences": [
        {"start": 0, "end": 11, "lexical": False},
        {"start": 12, "end": 22, "lexical": False},
    ],
}
MARKS = [
    FramingSpan(Span(2, 6), "framing", "x", 0.5),
    FramingSpan(Span(15, 21), "framing", "x", 0.3, voice="quoted"),
]


def test_only_the_outlets_marks_that_reach_the_threshold_count() -> None:
    assert marked_share([RECORD], [MARKS], 0.2) == 0.5
    assert marked_share([RECORD], [MARKS], 0.6) == 0.0


def test_other_codebooks_have_their_own_threshold() -> None:
    own = FramingSpan(Span(0, 1), "techniques", "x", 0.1)

    assert at([*MARKS, own], 0.4) == (MARKS[0], own)


def test_a_higher_threshold_leaves_marks_of_a_lower_one(tiny_tool: Tool) -> None:
    text = "A vile and shameless plan passed on Monday. Nobody could stop the brutal crowd."
    low, high = (adapters.framing(lowered(tiny_tool, level), "a", text) for level in (0.01, 0.5))

    assert set(at(low, 0.5)) == set(high)
