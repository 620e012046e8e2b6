from __future__ import annotations

import pytest
import torch

from summarizer.neural.forms import FORMS
from summarizer.neural.heads.attribution import AttributionHead

WIDTH = 16


@pytest.fixture
def head() -> AttributionHead:
    torch.manual_seed(0)
    return AttributionHead(WIDTH, FORMS).eval()


def read(head: AttributionHead, lengths: list[int]) -> torch.Tensor:
    """Return the states of windows of these lengths, the same in each of them."""
    longest = max(lengths)
    torch.manual_seed(1)
    states = torch.randn(1, longest, WIDTH).expand(len(lengths), -1, -1)
    forms = torch.zeros(len(lengths), longest, 4, dtype=torch.long)
    mask = torch.arange(longest) < torch.tensor(lengths).unsqueeze(1)
    with torch.no_grad():
        return head.read(states, forms, mask)


def test_every_token_has_three_tags_for_each_part(head: AttributionHead) -> None:
    assert head.tag_logits(read(head, [5, 3])).shape == (2, 5, 3, 3)


def test_padding_changes_nothing(head: AttributionHead) -> None:
    alone, padded = read(head, [3]), read(head, [3, 7])

    assert torch.allclose(alone[0], padded[0, :3], atol=1e-5)


def test_each_cue_is_answered_once_whatever_its_line(head: AttributionHead) -> None:
    hidden = torch.randn(30, WIDTH // 2)
    cues = torch.tensor([[1, 2], [12, 14], [3, 4]])
    around = torch.tensor([[0, 9], [10, 30], [0, 9]])
    with torch.no_grad():
        groups = head.own_logits(hidden, cues, around)
    answered = {row: own[i] for rows, own, _ in groups for i, row in enumerate(rows)}

    assert sorted(answered) == [0, 1, 2]
    assert answered[1].shape[1:] == (2, 3)
    assert not torch.allclose(answered[0][:9], answered[2][:9])


def test_a_cue_is_answered_alike_beside_longer_lines(head: AttributionHead) -> None:
    hidden = torch.randn(30, WIDTH // 2)
    one, line = torch.tensor([[1, 2]]), torch.tensor([[0, 9]])
    both = torch.tensor([[1, 2], [12, 14]]), torch.tensor([[0, 9], [9, 30]])
    with torch.no_grad():
        ((_, alone, valid),) = head.own_logits(hidden, one, line)
        found = {r: (own[i], v[i]) for rows, own, v in head.own_logits(hidden, *both)
                 for i, r in enumerate(rows)}  # fmt: skip

    assert torch.allclose(alone[0, :9], found[0][0][:9], atol=1e-5)
    assert torch.allclose(valid[0], found[0][1], atol=1e-5)


def test_no_cue_gets_no_answer(head: AttributionHead) -> None:
    none = torch.zeros(0, 2, dtype=torch.long)

    assert head.own_logits(torch.randn(4, WIDTH // 2), none, none) == []
