"""What a phrase does in its sentence: its codebook label, or none, and its valence."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import mean_of


class PhraseHead(nn.Module):
    """Classify phrases by their edge states, their mean and the mean of their sentence."""

    def __init__(self, width: int, n_labels: int, n_valences: int = 3) -> None:
        super().__init__()
        self.hidden = nn.Linear(4 * width, width)
        self.drop = nn.Dropout(0.2)
        self.label = nn.Linear(width, n_labels + 1)
        self.valence = nn.Linear(width, n_valences)

    def embed(self, states: Tensor, phrases: Tensor, sentences: Tensor) -> Tensor:
        """Return `[phrases, width]`: where a phrase lies in the codebook's space."""
        first, last = states[phrases[:, 0]], states[phrases[:, 1] - 1]
        parts = [first, last, mean_of(states, phrases), mean_of(states, sentences)]
        return nn.functional.gelu(self.hidden(torch.cat(parts, -1)))

    def forward(self, states: Tensor, phrases: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Return label logits `[phrases, n_labels + 1]`, last "none", and valence logits."""
        hidden = self.drop(self.embed(states, phrases, sentences))
        return self.label(hidden), self.valence(hidden)
