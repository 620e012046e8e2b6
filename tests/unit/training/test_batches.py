from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from summarizer.neural.tiny import tiny_tokenizer
from summarizer.training.batches import (
    Window,
    alike,
    batches_of,
    collate,
    flat_ranges,
    pack,
    windows_of,
)
from summarizer.training.data import Attribution, Example, Phrase, Target, read_set
from summarizer.types import Span
from tests.factories import span_of
from tests.labelled import QUOTED, write_sets

TOKENIZER = tiny_tokenizer()


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def cut(example: Example, size: int, rng: np.random.Generator) -> list[Window]:
    return windows_of([example], TOKENIZER, size, rng)


def test_a_short_text_is_one_window_with_all_labels(rng: np.random.Generator) -> None:
    text = "ab cd ef"
    example = Example(
        text,
        loaded=((Span(0, 8), 1),),
        tags=(("any", (Span(3, 5),)),),
        targets=(Target(Span(6, 8), Span(0, 8), 2),),
        phrases=(Phrase(Span(3, 5), Span(0, 8), 4, "mixed"),),
        sentences=(Span(0, 8),),
    )
    (window,) = cut(example, 10, rng)

    assert len(window.ids) == 6  # the tiny tokenizer knows single letters
    assert window.loaded == [((0, 6), 1)]
    assert window.tags["any"].tolist() == [0, 0, 1, 1, 0, 0]
    assert window.targets == [((4, 6), (0, 6), 2)]
    assert window.phrases == [((2, 4), (0, 6), 4, 2)]
    assert window.sentences == [((0, 6), text)]
    assert window.attribution is None


def test_windows_of_a_long_text_hold_each_token_once(rng: np.random.Generator) -> None:
    text = " ".join("abcdefghij" * 5)
    windows = cut(Example(text), 12, rng)

    assert max(len(w.ids) for w in windows) <= 12
    assert 48 <= sum(len(w.ids) for w in windows) <= 50  # an end of two tokens teaches nothing


def test_targets_that_a_window_cuts_are_left_out(rng: np.random.Generator) -> None:
    text = "x" * 100
    example = Example(text, targets=(Target(Span(0, 100), Span(0, 100), 1),))

    windows = cut(example, 20, rng)

    assert len(windows) > 1
    assert not any(w.targets for w in windows)


def test_attributions_become_tags_and_links(tmp_path: Path, rng: np.random.Generator) -> None:
    examples = read_set(write_sets(tmp_path), "polnear", "train")
    (window,) = windows_of(examples, TOKENIZER, 200, rng)
    links = window.links

    assert window.attribution is not None
    assert links is not None
    content, cue, source = window.attribution.T.tolist()
    assert (content.count(1), cue.count(1), source.count(1)) == (1, 1, 1)
    assert cue.count(2) == len("said") - 1
    assert (links.gold_source, links.gold_cue) == ([0], [0])
    assert [b - a for a, b in (*links.sources, *links.cues)] == [len("Themayor"), len("said")]
    assert content.index(1) == links.contents[0][0]


def test_one_source_of_two_contents_is_one_candidate(rng: np.random.Generator) -> None:
    found = tuple(
        Attribution((span_of(words, QUOTED),), None, span_of("The mayor", QUOTED), "indirect")
        for words in ("the bridge", "would stay closed")
    )
    (window,) = cut(Example(QUOTED, attributions=found), 200, rng)

    assert window.links is not None
    assert len(window.links.sources) == 1
    assert window.links.gold_source == [0, 0]
    assert window.links.gold_cue == [0, 0]  # no cues, so that 0 stands for none of them


def test_an_outer_content_keeps_its_tags(rng: np.random.Generator) -> None:
    found = tuple(
        Attribution((span_of(words, QUOTED),), None, None, "indirect")
        for words in ("the bridge", "that the bridge would stay closed")
    )
    (window,) = cut(Example(QUOTED, attributions=found), 200, rng)

    assert window.attribution is not None
    assert window.attribution[:, 0].tolist().count(1) == 1


def test_what_a_window_cuts_is_not_linked(rng: np.random.Generator) -> None:
    text = "ab " * 40
    found = (Attribution((Span(60, 62),), None, Span(0, 2), "indirect"),)

    for window in cut(Example(text, attributions=found), 30, rng):
        assert window.links is not None
        assert window.links.contents == []


def test_packing_keeps_every_text(rng: np.random.Generator) -> None:
    examples = [Example(f"text {i}.", tags=(("any", ()),)) for i in range(20)]
    packed = pack(examples, 0.8, 40, rng)
    texts = [part for e in packed for part in e.text.split("\n\n")]

    assert sorted(texts) == sorted(e.text for e in examples)
    assert 4 < len(packed) < 20
    assert pack([], 0.5, 40, rng) == []


def test_batches_hold_each_window_once_within_their_size(rng: np.random.Generator) -> None:
    windows = [Window(np.ones(n, dtype=np.int64)) for n in rng.integers(3, 60, size=50)]
    batches = list(batches_of(windows, 256, rng))

    assert sorted(id(w) for b in batches for w in b) == sorted(map(id, windows))
    for batch in batches:
        ids, mask, stride = collate(TOKENIZER, batch)
        assert ids.shape == mask.shape == (len(batch), stride)
        assert ids.numel() <= 256 or len(batch) == 1


def test_ranges_in_a_flattened_batch_skip_the_first_token() -> None:
    assert flat_ranges([(0, (0, 2)), (3, (4, 5))], 16).tolist() == [[1, 3], [53, 54]]
    assert flat_ranges([], 16).shape == (0, 2)


def test_batches_of_like_lengths_hold_everything_once() -> None:
    lengths = [3, 12, 4] * 4
    found = list(alike(lengths, 4, 6, np.random.default_rng(0)))

    assert sorted(i for part in found for i in part) == list(range(12))
    assert all(len(part) <= 4 for part in found)
    assert any({lengths[i] for i in part} == {12} for part in found)
