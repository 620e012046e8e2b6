from __future__ import annotations

import numpy as np
import torch

from summarizer.neural.encoder import Encoder, Encoding
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.judges import LONGEST
from summarizer.neural.marks import UNREAD, MarksReader
from summarizer.neural.tiny import SIZE, tiny_encoder
from summarizer.types import Span

TEXT = "a b c d e f"


def reader(encoder: Encoder) -> MarksReader:
    torch.manual_seed(0)
    size = (SIZE["hidden_size"], SIZE["num_attention_heads"], SIZE["intermediate_size"])
    return MarksReader(encoder, MarksHead(size, 1).eval())


def test_only_the_sentences_asked_for_are_read() -> None:
    encoder = tiny_encoder()
    found = reader(encoder).logits(encoder.encode([TEXT])[0], [Span(2, 5), Span(8, 11)])

    assert (found == UNREAD).tolist() == [True, False, False, True, False, False]


def test_a_sentence_is_read_by_itself() -> None:
    encoder = tiny_encoder()
    whole, alone = encoder.encode([TEXT, "b c"])

    np.testing.assert_allclose(
        reader(encoder).logits(whole, [Span(2, 5), Span(6, 11)])[1:3],
        reader(encoder).logits(alone, [Span(0, 3)]),
        rtol=1e-4,
    )


def test_long_sentences_are_read_in_pieces() -> None:
    encoder, n = tiny_encoder(), LONGEST + 5
    (encoding,) = encoder.encode([" ".join("a" * n)])
    found = reader(encoder).logits(encoding, [Span(0, 2 * n)])

    assert len(found) == n
    assert (found != UNREAD).all()


def test_without_word_pieces_nothing_is_read() -> None:
    encoder = tiny_encoder()
    (whole,) = encoder.encode([TEXT])
    bare = Encoding(whole.states, whole.offsets)

    assert (reader(encoder).logits(bare, [Span(0, 5)]) == UNREAD).all()
    assert (reader(encoder).logits(whole, []) == UNREAD).all()
    assert len(reader(encoder).logits(encoder.encode([""])[0], [Span(0, 5)])) == 0
