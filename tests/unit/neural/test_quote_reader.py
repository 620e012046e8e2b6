from __future__ import annotations

import numpy as np
import pytest
import spacy
import torch
from torch import Tensor

from summarizer.neural.encoder import Encoding
from summarizer.neural.forms import FORMS
from summarizer.neural.heads.attribution import AttributionHead
from summarizer.neural.quote_reader import (
    QuoteReader,
    ReaderThresholds,
    Told,
    cue_ranges,
    line_around,
)
from summarizer.types import Span
from tests.encodings import make_encoding
from tests.factories import span_of

TEXT = "Ilves said the port was closed.\nNobody else spoke."
OUT, IN = [4.0, -4.0, -4.0], [-4.0, -4.0, 4.0]
SOURCE, CUE, CONTENT = OUT + OUT + IN, OUT + IN + OUT, IN + OUT + OUT


class StateParts(AttributionHead):
    """The states are the logits of the tags, and each cue owns what its line has of them."""

    def __init__(self, valid: float = 5.0) -> None:
        super().__init__(9, FORMS)
        self.sure = valid

    def read(self, states: Tensor, forms: Tensor, mask: Tensor) -> Tensor:  # noqa: ARG002
        return states

    def tag_logits(self, hidden: Tensor) -> Tensor:
        return hidden.view(*hidden.shape[:-1], 3, 3)

    def own_logits(
        self, hidden: Tensor, cues: Tensor, around: Tensor
    ) -> list[tuple[list[int], Tensor, Tensor]]:
        return [
            ([i], hidden[a:b].view(1, -1, 3, 3)[:, :, [2, 0]], torch.tensor([self.sure]))
            for i, (a, b) in enumerate(around[: len(cues)].tolist())
        ]


def read(marks: dict[str, list[float]], reader: QuoteReader) -> list[Told]:
    made = make_encoding(TEXT, marks, 9)
    made.states[(made.states < -5).all(-1)] = torch.tensor(OUT * 3)
    encoding = Encoding(made.states, made.offsets, made.states)
    return reader.read(
        encoding, TEXT, spacy.blank("en")(TEXT), np.zeros(len(made.offsets), dtype=bool)
    )


WHOLE = {"Ilves": SOURCE, "said": CUE, "the port was closed": CONTENT}


def test_a_cue_comes_with_what_its_line_says_of_it() -> None:
    (told,) = read(WHOLE, QuoteReader(StateParts()))

    assert (told.cue, told.source) == (span_of("said", TEXT), span_of("Ilves", TEXT))
    assert [piece.of(TEXT) for piece, _ in told.content] == ["the port was closed"]
    assert told.line == (0, 7)
    assert told.score > 0.9


def test_a_cue_with_which_no_words_go_is_left_out() -> None:
    assert read(WHOLE, QuoteReader(StateParts(valid=-5.0))) == []


@pytest.mark.parametrize("part", ["cue", "content", "source"])
def test_a_threshold_that_nothing_reaches_leaves_the_part_out(part: str) -> None:
    found = read(WHOLE, QuoteReader(StateParts(), ReaderThresholds(**{part: 0.9999999})))

    assert len(found) == (0 if part == "cue" else 1)
    assert all(not getattr(told, part) for told in found)


def test_without_lower_states_or_cues_nothing_is_told() -> None:
    reader = QuoteReader(StateParts())
    encoding = make_encoding(TEXT, {}, 9)
    bare = reader.read(
        encoding, TEXT, spacy.blank("en")(TEXT), np.zeros(len(encoding.offsets), dtype=bool)
    )

    assert bare == []
    assert read({"Ilves": SOURCE}, reader) == []


def test_what_a_cue_reports_is_told_for_tokens_of_its_line_only() -> None:
    told = Told(Span(0, 1), 0.5, None, (), (2, 5), np.array([0.0, 1.0, 1.0]))

    assert told.reports([(3, 5)]) == pytest.approx(0.5)
    assert told.reports([(0, 2), (3, 5)]) == pytest.approx(0.25)
    assert told.reports([(7, 9)]) == told.reports([]) == 0.0


def test_a_cue_begins_anew_where_the_head_says_so() -> None:
    probs = np.array([[0.9, 0.1, 0], [0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.1, 0.8, 0.1]])

    assert [(a, b) for a, b, _ in cue_ranges(probs, 0.5)] == [(1, 3), (3, 4)]


def test_the_line_of_a_cue_is_the_one_in_which_it_begins() -> None:
    lines = [(0, 4), (4, 9)]

    assert [line_around(lines, (i, i + 1)) for i in (0, 3, 4, 8)] == [
        *lines[:1] * 2,
        *lines[1:] * 2,
    ]
