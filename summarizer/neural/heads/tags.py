"""A judgement about every token."""

from __future__ import annotations

from torch import Tensor, nn


class TagHead(nn.Module):
    """Score each token, from its state, for each of `n_out` tags."""

    def __init__(self, width: int, n_out: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, width)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(width, n_out)

    def forward(self, states: Tensor) -> Tensor:
        """Return logits `[tokens, n_out]`."""
        logits: Tensor = self.out(self.drop(nn.functional.gelu(self.hidden(states))))
        return logits
