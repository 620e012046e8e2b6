from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder
from summarizer.neural.techniques import TechniqueJudge
from summarizer.neural.tiny import tiny_encoder
from summarizer.neural.why import LabelScorer, without
from summarizer.stages.framing import TECHNIQUES, UNCLEAR, named_techniques
from summarizer.types import Span
from tests.factories import span_of
from tests.unit.neural.test_techniques import framing_of, judge_of

TEXT = "They called it a vile plan again."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


def test_a_word_goes_with_the_space_beside_it() -> None:
    phrase = span_of("vile plan", TEXT)
    before = without(TEXT, phrase, span_of("called", TEXT))
    inside = without(TEXT, phrase, span_of("vile", TEXT))
    last = without(TEXT, phrase, span_of("plan", TEXT))

    assert before == ("They it a vile plan again.", Span(10, 19))
    assert inside == ("They called it a plan again.", Span(17, 21))
    assert last is not None
    assert last[1].of(last[0]).strip() == "vile"


def test_the_only_word_of_a_phrase_stays() -> None:
    assert without(TEXT, span_of("vile", TEXT), span_of("vile", TEXT)) is None


@given(
    st.lists(st.sampled_from(["a", "vile", "war-torn", "plan"]), min_size=2, max_size=8), st.data()
)
def test_a_phrase_elsewhere_keeps_its_words(words: list[str], data: st.DataObject) -> None:
    text, spans, at = " ".join(words), [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    i, j = data.draw(st.permutations(range(len(words))))[:2]
    found = without(text, spans[i], spans[j])

    assert found is not None
    assert found[1].of(found[0]).strip() == words[i]
    assert found[0].split() == words[:j] + words[j + 1 :]


class ByLength(torch.nn.Module):
    """Gives the first technique a lead that grows with the length of the phrase."""

    def forward(self, vectors: torch.Tensor) -> torch.Tensor:
        lead = vectors[:, -8:-7]  # the fact `words`: longer phrases lead more
        return torch.cat([lead, torch.zeros(len(vectors), len(named_techniques()) - 1)], -1)


def scorer_of(encoder: Encoder, judge: TechniqueJudge) -> LabelScorer:
    framing = framing_of(encoder, (0.0, 0.0))
    return LabelScorer(BlindReader(encoder, framing.words), framing, judge)


def test_the_words_that_make_the_label_likely_come_first(encoder: Encoder) -> None:
    judge = TechniqueJudge(encoder, ByLength(), named_techniques())  # type: ignore[arg-type]
    scorer = scorer_of(encoder, judge)
    phrase = span_of("vile plan", TEXT)
    found = scorer.weights(TEXT, phrase, codebook=TECHNIQUES, label=named_techniques()[0])

    assert {w.span.of(TEXT) for w in found[:2]} == {"vile", "plan"}
    assert found[0].fall > 0.01
    assert all(w.fall == pytest.approx(0, abs=1e-6) for w in found[2:])


def test_an_unclear_technique_has_no_probability(encoder: Encoder) -> None:
    scorer = scorer_of(encoder, judge_of(encoder))

    assert not scorer.knows(TECHNIQUES, UNCLEAR)
    assert scorer.knows(TECHNIQUES, "doubt")
    assert scorer.knows("framing", "one")
