"""Which part someone is cast in, read from the mention and its sentence."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import mean_of


class CastHead(nn.Module):
    """Linear scores of the roles that someone can be cast in, "none" not among them."""

    def __init__(self, n_facts: int, n_out: int) -> None:
        super().__init__()
        self.out = nn.Linear(n_facts, n_out)

    def forward(self, facts: Tensor) -> Tensor:
        """Return logits `[mentions, n_out]` of what `cast_facts` gives."""
        logits: Tensor = self.out(facts)
        return logits


def cast_facts(states: Tensor, mentions: Tensor, sentences: Tensor, feelings: Tensor) -> Tensor:
    """Return what is known of each mention: `[mentions, 2 * width + sentiments]`.

    Args:
        states: `[tokens, width]` of the article.
        mentions: `[mentions, 2]`, token ranges.
        sentences: `[mentions, 2]`, token ranges of the sentences they stand in.
        feelings: `[mentions, sentiments]`, probability of each sentiment toward them.
    """
    return torch.cat([mean_of(states, mentions), mean_of(states, sentences), feelings], 1)
