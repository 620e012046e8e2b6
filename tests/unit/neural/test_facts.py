from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from spacy.tokens import Doc
from torch import Tensor, nn

from summarizer.neural.encoder import Encoder
from summarizer.neural.facts import FactJudge, FactReader, Words, asked_of
from summarizer.neural.heads.facts import FactHead
from summarizer.neural.judges import SentenceSpace
from summarizer.neural.tiny import tiny_encoder
from summarizer.story.matching import Claim
from summarizer.types import Analysis, Article, Sentence, Span
from tests.parses import make_parse

CLOSED = """
Engineers 2 nsubj NOUN engineer
closed 0 ROOT VERB close
the 4 det DET
bridge 2 dobj NOUN
. 2 punct PUNCT

Ferries 2 nsubj NOUN ferry
stopped 0 ROOT VERB stop
. 2 punct PUNCT
"""
SHUT = """
The 2 det DET
bridge 4 nsubjpass NOUN
was 4 auxpass AUX be
closed 0 ROOT VERB close
. 4 punct PUNCT

Rain 2 nsubj NOUN
fell 0 ROOT VERB fall
all 4 det DET
day 2 npadvmod NOUN
long 4 advmod ADV
. 2 punct PUNCT
"""


class LemmaHead(FactHead):
    """The logit is how many lemmas of the claim the sentence has, less one half."""

    def forward(self, words, rows) -> tuple[Tensor, Tensor]:  # type: ignore[no-untyped-def]
        logits = []
        for i, j in zip(rows.claim.tolist(), rows.sentence.tolist(), strict=True):
            mine = {int(words.lemmas[w]) for w in rows.claims[i] if w >= 0}
            theirs = {int(words.lemmas[w]) for w in rows.sentences[j] if w >= 0}
            logits.append(len(mine & theirs) - 0.5)
        table = torch.tensor(logits)
        return table, table.view(len(rows.claims), -1).amax(1)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


@pytest.fixture
def reader(encoder: Encoder) -> FactReader:
    width = encoder.model.config.hidden_size
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    return FactReader(encoder.tokenizer, embeddings, SentenceSpace(nn.Linear(width, width)))


def analysis_of(encoder: Encoder, doc: Doc) -> Analysis:
    sentences = tuple(Sentence(Span(s.start_char, s.end_char), "body") for s in doc.sents)
    encoding = encoder.encode([doc.text])[0]
    return Analysis(Article("a", doc.text), sentences=sentences, parse=doc, encoding=encoding)


def claim_on(analysis: Analysis, head: str, words: str) -> Claim:
    text = analysis.article.text
    start, around = text.index(head), text.index(words)
    span = Span(around, around + len(words))
    sentence = next(s.span for s in analysis.sentences or () if s.span.overlaps(span))
    return Claim(span, Span(start, start + len(head)), sentence)


@pytest.fixture
def story(encoder: Encoder) -> tuple[Analysis, list[Claim], Analysis]:
    source = analysis_of(encoder, make_parse(CLOSED))
    found = [
        claim_on(source, "closed", "Engineers closed the bridge"),
        claim_on(source, "stopped", "Ferries stopped"),
    ]
    return source, found, analysis_of(encoder, make_parse(SHUT))


def judge_of(reader: FactReader, head: type[FactHead] = FactHead) -> FactJudge:
    torch.manual_seed(0)
    return FactJudge(head(reader.embeddings.shape[1]).eval(), reader)


def test_each_claim_is_judged_in_each_sentence(
    reader: FactReader, story: tuple[Analysis, list[Claim], Analysis]
) -> None:
    found = judge_of(reader, LemmaHead).matches(*story)

    assert found.sentences.shape == (2, 2)
    assert found.sentences[0, 0] > 0.5 > found.sentences[0, 1]  # two lemmas, then none
    assert found.article[0] > 0.5 > found.article[1]


def test_scores_are_probabilities_and_do_not_depend_on_the_company(
    reader: FactReader,
    story: tuple[Analysis, list[Claim], Analysis],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, found, article = story
    judge = judge_of(reader)
    together = judge.matches(source, found, article)
    monkeypatch.setattr("summarizer.neural.facts._PADDED", 1)
    apart = judge.matches(source, found, article)
    turned = judge.matches(source, found[::-1], article)

    assert ((together.article > 0) & (together.article < 1)).all()
    assert together.sentences == pytest.approx(apart.sentences, abs=1e-5)
    assert together.article == pytest.approx(apart.article, abs=1e-5)
    assert together.article == pytest.approx(turned.article[::-1], abs=1e-5)


def test_calibration_scales_what_the_head_says(
    reader: FactReader, story: tuple[Analysis, list[Claim], Analysis]
) -> None:
    judge = judge_of(reader, LemmaHead)
    plain = judge.matches(*story).article
    shifted = replace(judge, slope=2.0, bias=-1.0).matches(*story).article

    logits = np.log(plain / (1 - plain))
    assert np.log(shifted / (1 - shifted)) == pytest.approx(2 * logits - 1, abs=1e-3)


def test_nothing_is_stated_by_or_of_nothing(
    reader: FactReader, story: tuple[Analysis, list[Claim], Analysis]
) -> None:
    source, found, article = story
    judge = judge_of(reader)
    bare = Analysis(Article("b", "Rain."))

    assert judge.matches(source, [], article).sentences.shape == (0, 2)
    assert judge.matches(source, found, bare).article.tolist() == [0.0, 0.0]
    assert judge.matches(source, found, replace(article, parse=None)).sentences.max() == 0.0
    assert judge.matches(replace(source, encoding=None), found, article).article.max() == 0.0


def test_words_of_a_claim_have_their_part_in_it(
    reader: FactReader, story: tuple[Analysis, list[Claim], Analysis]
) -> None:
    source, found, _ = story
    side = reader.side(source, [c.sentence for c in found], Words())
    asked = asked_of(source, found, side)

    assert asked.roles == ((1, 0, 2), (1, 0))  # subject, predicate, object
    assert asked.whole == (False, False)
    assert all(asked.heads[i] in asked.words[i] for i in range(2))
