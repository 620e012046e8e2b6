from __future__ import annotations

from itertools import pairwise

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from summarizer.errors import ModelCorrupt
from summarizer.neural.encoder import Encoder, build_bert, load_encoder, pad_windows
from summarizer.neural.tiny import SIZE, tiny_encoder, tiny_tokenizer
from summarizer.neural.tokens import tokenize
from summarizer.types import Span

TEXTS = [
    "Police cleared a picket line.",
    "",
    "No.",
    "Talks resume on Thursday, both sides say. " * 3,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder(window=20, overlap=8)


def test_every_token_gets_a_state(encoder: Encoder) -> None:
    for text, encoding in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        (row,) = tokenize(encoder.tokenizer, [text])
        assert encoding.states.shape == (len(row.ids), SIZE["hidden_size"])
        assert (encoding.offsets == row.offsets).all()


def test_batched_equals_unbatched(encoder: Encoder) -> None:
    for text, together in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        alone = encoder.encode([text])[0]
        torch.testing.assert_close(together.states, alone.states, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("start", "kept"), [(0, (0, 16)), (12, (16, 28))])
def test_a_window_is_read_as_if_it_stood_alone(
    encoder: Encoder, start: int, kept: tuple[int, int]
) -> None:
    (row,) = tokenize(encoder.tokenizer, [TEXTS[-1]])
    window = encoder.states_of([row.ids[start : start + 20]])[0, 1:21]
    low, high = kept

    torch.testing.assert_close(
        encoder.encode([TEXTS[-1]])[0].states[low:high],
        window[low - start : high - start],
        rtol=1e-4,
        atol=1e-5,
    )


def test_no_texts_give_no_encodings(encoder: Encoder) -> None:
    assert encoder.encode([]) == []


def test_spans_become_token_ranges(encoder: Encoder) -> None:
    encoding = encoder.encode(["ab cd"])[0]

    assert encoding.ranges([Span(0, 2), Span(3, 5)]).tolist() == [[0, 2], [2, 4]]
    assert encoding.ranges([]).shape == (0, 2)


def test_padding_is_masked_and_a_multiple_of_sixteen() -> None:
    tokenizer = tiny_tokenizer()
    rows = [row.ids for row in tokenize(tokenizer, ["abc", "abcdefghijklmnopqrst"])]
    ids, mask = pad_windows(tokenizer, rows)

    assert ids.shape == mask.shape == (2, 32)
    assert mask.sum(1).tolist() == [5, 22]
    assert ids[:, 0].tolist() == [tokenizer.token_to_id("[CLS]")] * 2
    assert ids[0, 4] == tokenizer.token_to_id("[SEP]")
    assert not ids[mask == 0].any()


def test_a_tokenizer_without_special_tokens_is_refused() -> None:
    tokenizer = Tokenizer(WordPiece({"a": 0}, unk_token="a"))

    with pytest.raises(ModelCorrupt, match="CLS"):
        pad_windows(tokenizer, [tokenize(tokenizer, ["a"])[0].ids])


def test_half_precision_weights_are_loaded_in_single(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    tiny_tokenizer().save(str(path))
    weights = {k: v.half() for k, v in build_bert(SIZE).state_dict().items()}
    encoder = load_encoder(SIZE, weights, path)

    assert not encoder.model.training
    assert {p.dtype for p in encoder.model.parameters()} == {torch.float32}


def test_offsets_ascend(encoder: Encoder) -> None:
    starts = encoder.encode([TEXTS[-1]])[0].offsets[:, 0].tolist()

    assert all(a < b for a, b in pairwise(starts))
