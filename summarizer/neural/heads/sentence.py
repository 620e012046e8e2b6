"""A judgement about a sentence."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import gather


class SentenceHead(nn.Module):
    """Score sentences from the mean of their token states and a learned attention over them."""

    def __init__(self, width: int, n_out: int) -> None:
        super().__init__()
        self.attend = nn.Linear(width, 1)
        self.hidden = nn.Linear(2 * width, width)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(width, n_out)

    def forward(self, states: Tensor, ranges: Tensor) -> Tensor:
        """Return logits `[sentences, n_out]` for token ranges `[sentences, 2]`."""
        tokens, mask = gather(states, ranges)
        weights = mask.to(tokens.dtype).unsqueeze(-1)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        scores = self.attend(tokens).squeeze(-1).masked_fill(~mask, float("-inf"))
        focus = torch.einsum("it,itw->iw", scores.softmax(-1), tokens)
        hidden = nn.functional.gelu(self.hidden(torch.cat([mean, focus], -1)))
        logits: Tensor = self.out(self.drop(hidden))
        return logits
