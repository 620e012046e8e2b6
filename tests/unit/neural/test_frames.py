from __future__ import annotations

import pytest
import torch

from summarizer.neural.encoder import Encoder
from summarizer.neural.frames import FrameJudge
from summarizer.neural.heads.frames import FrameHead
from summarizer.neural.judges import SentenceSpace
from summarizer.neural.tiny import tiny_encoder
from summarizer.stages.frames import Frames, told
from summarizer.types import Analysis, Article, Sentence, Span

TEXT = "Mills shut. Bread is dear. Cats sleep."
SENTENCES = [Span(0, 11), Span(12, 26), Span(27, 38)]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


def judge_for(encoder: Encoder, threshold: float = 0.5) -> FrameJudge:
    """A head that gives the frame "bread" to the second sentence, and "cats" to none."""
    project = torch.nn.Linear(24, 24, bias=False)
    torch.nn.init.eye_(project.weight)
    space = SentenceSpace(project.eval())
    vectors = torch.from_numpy(space.vectors(encoder.encode([TEXT])[0], SENTENCES))
    head = FrameHead(24, 2, encoder.model.config.vocab_size)
    with torch.no_grad():
        others = torch.stack([vectors[0], vectors[2]])
        own = torch.linalg.lstsq(torch.cat([vectors[1:2], others]), torch.tensor([9.0, -9, -9]))
        head.weight[0] = own.solution
        head.article_bias[0] = head.pieces_bias[0] = 10.0
        head.article_bias[1] = head.pieces_bias[1] = 10.0
        head.sentence_bias[1] = -4.0
    return FrameJudge(head.eval(), space, ("bread", "cats"), threshold=threshold)


def test_a_frame_comes_with_the_sentence_that_shows_it(encoder: Encoder) -> None:
    [found] = judge_for(encoder).find(encoder.encode([TEXT])[0], SENTENCES)

    assert found.label == "bread"
    assert found.evidence == (SENTENCES[1],)
    assert 0.5 < found.score < 1


def test_a_frame_that_no_sentence_shows_is_left_out_however_likely(encoder: Encoder) -> None:
    judge, encoding = judge_for(encoder), encoder.encode([TEXT])[0]

    assert judge.score(encoding, SENTENCES)["cats"] > 0.5
    assert "cats" not in {f.label for f in judge.find(encoding, SENTENCES)}


def test_below_the_threshold_nothing_is_told(encoder: Encoder) -> None:
    assert judge_for(encoder, threshold=0.999).find(encoder.encode([TEXT])[0], SENTENCES) == []


def test_an_article_without_sentences_has_no_frames(encoder: Encoder) -> None:
    judge, encoding = judge_for(encoder), encoder.encode([""])[0]

    assert judge.find(encoding, []) == []
    assert judge.score_sentences(encoding, []) == []
    assert set(judge.score(encoding, []).values()) == {0.0}


def test_only_headline_and_body_are_judged(encoder: Encoder) -> None:
    sentences = (
        Sentence(SENTENCES[0], "headline"),
        Sentence(SENTENCES[1], "caption"),
        Sentence(SENTENCES[2], "body"),
    )
    analysis = Analysis(Article("a", TEXT), sentences=sentences, encoding=encoder.encode([TEXT])[0])
    [framed] = Frames(judge_for(encoder))([analysis])

    assert told(sentences) == [SENTENCES[0], SENTENCES[2]]
    assert framed.frames == ()


def test_the_article_is_moved_by_its_strongest_sentences() -> None:
    head = FrameHead(2, 1, 5)
    with torch.no_grad():
        head.weight[0] = torch.tensor([1.0, 0.0])
    flat = torch.tensor([[0.0, 1.0]] * 8)
    one = torch.cat([torch.tensor([[4.0, 0.0]]), flat[1:]])

    alone = head.articles(one.mean(0, keepdim=True))[0, 0]
    assert head.article(flat)[0] == 0
    assert head.article(one)[0] > alone > 0
