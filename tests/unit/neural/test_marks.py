from __future__ import annotations

import numpy as np
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.judges import LONGEST
from summarizer.neural.marks import UNREAD, MarksReader
from summarizer.types import Span

SIZE = (8, 2, 16)


def reader() -> MarksReader:
    torch.manual_seed(0)
    return MarksReader(MarksHead(SIZE, 1).eval())


def encoding(n: int) -> Encoding:
    """Return an article of `n` tokens of one letter each, with random lower states."""
    states = torch.randn(n, SIZE[0], generator=torch.Generator().manual_seed(1))
    offsets = np.array([(2 * i, 2 * i + 1) for i in range(n)], dtype=np.int64).reshape(-1, 2)
    return Encoding(states, offsets, states)


def test_only_the_sentences_asked_for_are_read() -> None:
    found = reader().logits(encoding(6), [Span(2, 5), Span(8, 11)])

    assert (found == UNREAD).tolist() == [True, False, False, True, False, False]


def test_a_sentence_is_read_by_itself() -> None:
    whole = encoding(6)
    alone = Encoding(whole.states[1:3], whole.offsets[1:3], whole.states[1:3])

    np.testing.assert_allclose(
        reader().logits(whole, [Span(2, 5), Span(6, 11)])[1:3],
        reader().logits(alone, [Span(2, 5)]),
        rtol=1e-5,
    )


def test_long_sentences_are_read_in_pieces() -> None:
    n = LONGEST + 5
    found = reader().logits(encoding(n), [Span(0, 2 * n)])

    assert len(found) == n
    assert (found != UNREAD).all()


def test_without_lower_states_nothing_is_read() -> None:
    whole = encoding(3)
    bare = Encoding(whole.states, whole.offsets)

    assert (reader().logits(bare, [Span(0, 5)]) == UNREAD).all()
    assert (reader().logits(whole, []) == UNREAD).all()
    assert len(reader().logits(encoding(0), [Span(0, 5)])) == 0
