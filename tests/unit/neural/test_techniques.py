from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from summarizer.neural.encoder import Encoder
from summarizer.neural.framing import FEATURES, FramingJudge
from summarizer.neural.heads import PhraseHead, SentenceHead, TagHead, WordsHead
from summarizer.neural.heads.technique import TechniqueHead, technique_vectors
from summarizer.neural.judges import LoadedJudge, TagJudge
from summarizer.neural.techniques import (
    FACTS,
    TechniqueJudge,
    any_stretches,
    facts_of,
    sentence_of,
)
from summarizer.neural.tiny import SIZE, tiny_encoder
from summarizer.neural.wording import WordsJudge
from summarizer.stages.framing import UNCLEAR, named_techniques
from summarizer.types import Sentence, Span
from tests.factories import span_of

TEXT = "A vile plan passed. Who can trust them? NO MORE LIES!"
SENTENCES = [
    Sentence(Span(0, 19), "body"),
    Sentence(Span(20, 39), "body"),
    Sentence(Span(40, 53), "body"),
]
WIDTH = SIZE["hidden_size"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


def judge_of(encoder: Encoder, favoured: int = 4, by: float = 2.0) -> TechniqueJudge:
    """A judge that gives one technique a lead of `by` over all others, whatever is read."""
    head = TechniqueHead(WIDTH, len(named_techniques()), len(FACTS))
    with torch.no_grad():
        for parameter in head.parameters():
            parameter.zero_()
        head.out.bias[favoured] = by
    return TechniqueJudge(encoder, head.eval(), named_techniques(), any_shown=0.5)


def framing_of(encoder: Encoder, bias: tuple[float, float]) -> FramingJudge:
    """A framing judge whose tags "any" and "loaded" are the same for every token."""
    tags = TagHead(WIDTH, 3)
    with torch.no_grad():
        for parameter in tags.parameters():
            parameter.zero_()
        list(tags.parameters())[-1][:2] = torch.tensor(bias)
    words = WordsJudge(encoder, WordsHead(WIDTH, 1))
    loaded, phrase = LoadedJudge(SentenceHead(WIDTH, 1)), PhraseHead(WIDTH, 1)
    weights = (0.0,) * len(FEATURES)
    return FramingJudge(TagJudge(tags.eval()), loaded, phrase, words, ("one",), weights)


def test_facts_are_those_of_the_form() -> None:
    spans = [span_of("vile", TEXT), SENTENCES[1].span, span_of("NO MORE LIES", TEXT)]
    around = [sentence_of(span, SENTENCES) for span in spans]
    facts = {name: facts_of(TEXT, spans, around)[:, i].tolist() for i, name in enumerate(FACTS)}

    assert facts["question"] == [0, 1, 0]
    assert facts["exclamation"] == [0, 0, 1]
    assert facts["shouted_words"] == [0, 0, 1]
    assert facts["share_of_sentence"][1] == 1
    assert facts["opens_sentence"] == [0, 1, 1]


def test_the_head_reads_edges_mean_most_sentence_and_words() -> None:
    states = torch.tensor([[1.0], [2.0], [6.0], [9.0]])
    read = (torch.tensor([[0.5]]), torch.tensor([[7.0]]))
    [row] = technique_vectors(states, torch.tensor([[1, 3]]), torch.tensor([[0, 4]]), read).tolist()

    assert row == [2.0, 6.0, 4.0, 6.0, 4.5, 9.5, 7.0]


def test_a_technique_is_named_only_when_it_is_sure(encoder: Encoder) -> None:
    encoding, span = encoder.encode([TEXT])[0], span_of("vile plan", TEXT)
    likely = judge_of(encoder)
    [(label, score)] = replace(likely, sure=0.5).name(encoding, TEXT, [span], [span])
    [(unsure, same)] = replace(likely, sure=0.9).name(encoding, TEXT, [span], [span])
    [(_, cooled)] = replace(likely, temperature=2.0).name(encoding, TEXT, [span], [span])

    assert (label, unsure) == (named_techniques()[4], UNCLEAR)
    assert score == same > cooled > 1 / len(named_techniques())
    assert likely.name(encoding, TEXT, [], []) == []


def test_loaded_words_are_marked_also_when_the_technique_is_unclear(encoder: Encoder) -> None:
    encoding, framing = encoder.encode([TEXT])[0], framing_of(encoder, (-5.0, 3.0))
    found = judge_of(encoder, by=0.0).find((encoding, encoding), TEXT, SENTENCES, framing)

    assert found
    assert {each.label for each in found} == {UNCLEAR}
    assert all(each.score > 0.9 for each in found)


def test_other_stretches_are_marked_only_when_named(encoder: Encoder) -> None:
    encoding, framing = encoder.encode([TEXT])[0], framing_of(encoder, (3.0, -5.0))
    named = judge_of(encoder, by=9.0).find((encoding, encoding), TEXT, SENTENCES, framing)

    assert [each.span.of(TEXT) for each in named] == [
        "vile plan passed",
        "can trust them",
        "NO MORE LIES",
    ]
    assert judge_of(encoder, by=0.0).find((encoding, encoding), TEXT, SENTENCES, framing) == []


def test_stretches_keep_to_their_sentences(encoder: Encoder) -> None:
    tags = framing_of(encoder, (3.0, -5.0)).tags
    found = any_stretches(tags, encoder.encode([TEXT])[0], TEXT, SENTENCES)

    assert all(any(s.span.start <= f.start and f.end <= s.span.end for s in SENTENCES)
               for f, _ in found)  # fmt: skip
    assert any_stretches(tags, encoder.encode([""])[0], "", []) == []


def test_a_stretch_over_two_sentences_is_read_with_both() -> None:
    assert sentence_of(Span(10, 25), SENTENCES) == Span(0, 39)
    assert sentence_of(Span(10, 25), []) == Span(10, 25)
