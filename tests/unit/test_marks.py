"""Cutting an article into pieces: nothing lost, nothing twice, however marks overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.render.marks import MAX_LAYERS, blocks_of, cut, layers
from summarizer.types import Article, Line, Sentence, Span
from tests.factories import make_analysis

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda t: Span(t[0], t[0] + t[1]))


@given(marks=st.lists(SPANS, max_size=8), stops=st.lists(st.integers(0, 80), max_size=6))
def test_pieces_cover_each_block_once_and_know_their_marks(
    marks: list[Span], stops: list[int]
) -> None:
    blocks = [Span(3, 25), Span(27, 40), Span(40, 61)]

    for block, pieces in zip(blocks, cut(blocks, marks, stops), strict=True):
        parts = [part for piece in pieces for part in piece.parts]
        assert (parts[0].start, parts[-1].end) == (block.start, block.end)
        assert all(a.end == b.start for a, b in pairwise(parts))
        for piece in pieces:
            covering = tuple(i for i, mark in enumerate(marks) if mark.contains(piece.span))
            assert piece.marks == covering
            assert piece.ends == tuple(i for i in covering if marks[i].end == piece.span.end)
        inner = {s for s in stops if block.start < s < block.end}
        assert inner <= {part.start for part in parts}


@given(marks=st.lists(SPANS, max_size=8))
def test_overlapping_marks_have_different_layers(marks: list[Span]) -> None:
    found = layers(marks)

    for i, first in enumerate(marks):
        for j in range(i):
            if first.overlaps(marks[j]) and max(found[i], found[j]) < MAX_LAYERS - 1:
                assert found[i] != found[j]
    assert all(0 <= layer < MAX_LAYERS for layer in found)


def test_a_lone_mark_is_nearest_to_the_text() -> None:
    assert layers([Span(0, 5), Span(5, 9), Span(20, 30)]) == [0, 0, 0]


@pytest.mark.parametrize(
    ("second", "n_blocks"), [("wrapped here.", 1), ("Another line.", 2)], ids=["wrapped", "apart"]
)
def test_lines_are_joined_only_where_a_sentence_runs_on(second: str, n_blocks: int) -> None:
    text = f"A sentence that is\n{second}"
    line_end = text.index("\n")
    lines = (Line(Span(0, line_end), "body"), Line(Span(line_end + 1, len(text)), "body"))
    ends = [len(text)] if n_blocks == 1 else [line_end, len(text)]
    starts = [0, line_end + 1]
    sentences = tuple(Sentence(Span(a, b), "body") for a, b in zip(starts, ends, strict=False))
    analysis = make_analysis(Article("a", text, lines=lines), sentences=sentences)

    assert len(blocks_of(analysis)) == n_blocks


def test_blocks_are_found_without_lines() -> None:
    """A report that was read back from JSON has no lines; its sentences know the kinds."""
    text = "A headline\n\nThe body."
    sentences = (Sentence(Span(0, 10), "headline"), Sentence(Span(12, 21), "body"))
    analysis = make_analysis(Article("a", text), sentences=sentences)

    assert [(b.span.of(text), b.kind) for b in blocks_of(analysis)] == [
        ("A headline", "headline"),
        ("The body.", "body"),
    ]
