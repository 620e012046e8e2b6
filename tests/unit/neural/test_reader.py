from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import TargetHead
from summarizer.neural.heads.reader import ReaderHead
from summarizer.neural.judges import SentimentJudge
from summarizer.types import Span

WIDTH = 24
MENTIONS = torch.tensor([[1, 2], [5, 9], [31, 32]])
SENTENCES = torch.tensor([[0, 3], [3, 30], [30, 40]])


@pytest.fixture
def states() -> Tensor:
    return torch.randn(40, WIDTH)


@pytest.fixture
def head() -> ReaderHead:
    made = ReaderHead((WIDTH, 2, 32), 3, 2).eval()
    for each in (made.mark, made.anyone, made.first, made.last):
        torch.nn.init.normal_(each)
    return made


def close(one: Tensor, other: Tensor) -> None:
    torch.testing.assert_close(one, other, rtol=1e-4, atol=1e-5)


def test_mentions_do_not_see_each_other(head: ReaderHead, states: Tensor) -> None:
    together = head(states, MENTIONS, SENTENCES)

    assert together.shape == (3, 3)
    for i in range(3):
        close(together[i], head(states, MENTIONS[i : i + 1], SENTENCES[i : i + 1])[0])


def test_the_judgement_depends_on_who_is_marked(head: ReaderHead, states: Tensor) -> None:
    both = torch.tensor([[3, 30], [3, 30]])
    one, other = head(states, torch.tensor([[5, 6], [20, 21]]), both)

    assert not torch.allclose(one, other)


def test_a_hidden_mention_says_nothing_of_its_words(head: ReaderHead, states: Tensor) -> None:
    changed = states.clone()
    changed[5:9] = torch.randn(4, WIDTH)
    only, hide = (MENTIONS[1:2], SENTENCES[1:2]), torch.tensor([True])

    close(head(states, *only, hide), head(changed, *only, hide))
    assert not torch.allclose(head(states, *only), head(changed, *only))


def test_a_judge_with_a_reader_lets_it_judge(head: ReaderHead, states: Tensor) -> None:
    offsets = np.array([[i, i + 1] for i in range(40)])
    encoding = Encoding(torch.randn(40, WIDTH), offsets, states)
    spans = [Span(a, b) for a, b in MENTIONS.tolist()], [Span(a, b) for a, b in SENTENCES.tolist()]

    judge = SentimentJudge(TargetHead(WIDTH, 3).eval(), temperature=2.0, reader=head)
    read = torch.tensor(judge.score(encoding, *spans))

    close(read, (head(states, MENTIONS, SENTENCES) / 2).softmax(-1).detach())


def test_without_lower_states_the_head_judges_alone(head: ReaderHead) -> None:
    encoding = Encoding(torch.randn(4, WIDTH), np.array([[i, i + 1] for i in range(4)]))
    own, spans = TargetHead(WIDTH, 3).eval(), ([Span(0, 1)], [Span(0, 4)])

    assert SentimentJudge(own, reader=head).score(encoding, *spans) == SentimentJudge(own).score(
        encoding, *spans
    )
    assert SentimentJudge(own, reader=head).score(encoding, [], []) == []
