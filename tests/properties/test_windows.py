"""Windows lose nothing: kept parts tile a text of any length, each token with its context."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.neural.encoder import Encoder
from summarizer.neural.heads import SalienceHead, SentenceHead
from summarizer.neural.judges import LoadedJudge, SalienceJudge
from summarizer.neural.tiny import SIZE, tiny_encoder
from summarizer.neural.tokens import ranges_of, tokenize
from summarizer.neural.windows import plan_windows
from summarizer.types import Span

ENCODER = tiny_encoder(window=12, overlap=4)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from(" \n“”é😀\u200b\x00"),
    max_size=60,
)


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, int, int]:
    size = draw(st.integers(1, 40))
    return draw(st.integers(0, 300)), size, draw(st.integers(0, size - 1))


@given(plans())
def test_kept_parts_tile_the_row_exactly(plan: tuple[int, int, int]) -> None:
    n, size, overlap = plan
    windows = plan_windows(n, size, overlap)
    kept = [i for w in windows for i in range(w.keep_start, w.keep_end)]

    assert kept == list(range(n))
    assert all(0 <= w.start <= w.keep_start < w.keep_end <= w.end <= n for w in windows)
    assert all(w.end - w.start <= size for w in windows)


@given(plans())
def test_every_kept_token_has_context_on_both_sides(plan: tuple[int, int, int]) -> None:
    n, size, overlap = plan
    half = overlap // 2

    for w in plan_windows(n, size, overlap):
        assert w.start == 0 or w.keep_start - w.start >= half
        assert w.end == n or w.end - w.keep_end >= half


@given(plans())
def test_no_more_windows_than_it_takes(plan: tuple[int, int, int]) -> None:
    n, size, overlap = plan
    windows = plan_windows(n, size, overlap)

    assert len({w.start for w in windows}) == len(windows)
    assert (len(windows) - 1) * (size - overlap) < max(n, 1)


@given(TEXTS)
def test_offsets_give_the_words_back(text: str) -> None:
    (row,) = tokenize(ENCODER.tokenizer, [text])

    for start, end in row.offsets.tolist():
        assert 0 <= start < end <= len(text)
        assert not text[start:end].isspace()
    assert all(a <= b for (a, _), (b, _) in itertools.pairwise(row.offsets.tolist()))


@given(TEXTS, st.data())
def test_the_tokens_of_a_span_cover_its_words(text: str, data: st.DataObject) -> None:
    (row,) = tokenize(ENCODER.tokenizer, [text])
    if not len(row.ids):
        return
    first = data.draw(st.integers(0, len(row.ids) - 1))
    last = data.draw(st.integers(first, len(row.ids) - 1))
    span = Span(int(row.offsets[first, 0]), int(row.offsets[last, 1]))
    low, high = ranges_of(row.offsets, [span])[0]

    assert low <= first
    assert last < high <= len(row.ids)
    assert row.offsets[low, 1] > span.start
    assert row.offsets[high - 1, 0] < span.end


@given(st.lists(TEXTS, max_size=4))
def test_every_token_of_every_text_gets_a_state(texts: list[str]) -> None:
    found = ENCODER.encode(texts)

    assert [len(e.states) for e in found] == [
        len(r.ids) for r in tokenize(ENCODER.tokenizer, texts)
    ]
    assert all(e.states.shape[1] == SIZE["hidden_size"] for e in found)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


def test_a_text_of_20_000_words_is_analysed_whole(encoder: Encoder) -> None:
    sentence = "it is so in a to we on . "
    text = sentence * 2_500
    spans = [Span(i, i + len(sentence) - 1) for i in range(0, len(text), len(sentence))]
    (encoding,) = encoder.encode([text])
    width = SIZE["hidden_size"]
    loaded = LoadedJudge(SentenceHead(width, 1).eval()).score(encoding, spans)
    opens = [False] * len(spans)
    salience = SalienceJudge(SalienceHead(width, 16, 1, 2).eval()).score(encoding, spans, opens)

    assert len(text.split()) > 20_000
    assert encoding.offsets[-1].tolist() == [len(text) - 2, len(text) - 1]
    assert len(encoding.states) == len(encoding.offsets)
    assert len(loaded) == len(salience) == 2_500
