"""How likely each token belongs to a loaded phrase, read again within its sentence."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import gather
from summarizer.neural.heads.reader import ReaderLayer


class MarksHead(nn.Module):
    """Tag tokens with top layers of its own, which see one sentence at a time.

    The encoder's lower layers are shared. Its own top layers see the whole window, where one
    loaded noun among plain sentences gets lost.
    """

    def __init__(self, size: tuple[int, int, int], n_layers: int) -> None:
        """Make a head of `size`: width, attention heads, width inside a layer."""
        super().__init__()
        width = size[0]
        self.layers = nn.ModuleList(ReaderLayer(*size) for _ in range(n_layers))
        # What stands for [CLS] and [SEP].
        self.first = nn.Parameter(torch.zeros(width))
        self.last = nn.Parameter(torch.zeros(width))
        self.out = nn.Linear(2 * width, 1)
        self.drop = nn.Dropout(0.2)
        self.drop_states = nn.Dropout(0.1)

    def forward(self, states: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Return logits `[sentences, longest]`, and which of them are of real tokens.

        Args:
            states: `[tokens, width]`, of the layer below the head's first.
            sentences: `[sentences, 2]`, token ranges.
        """
        tokens, mask = gather(states, sentences)
        n = len(tokens)
        tokens = self.drop_states(tokens)
        first, last = (each.expand(n, 1, -1) for each in (self.first, self.last))
        real = mask.new_ones(n, 1)
        # The last one stands at the end of the padding: without positions that is the same.
        read = torch.cat([first, tokens, last], 1)
        seen = torch.cat([real, mask, real], 1)
        for layer in self.layers:
            read = layer(read, seen)
        both = torch.cat([read[:, 1:-1], tokens], -1)
        logits: Tensor = self.out(self.drop(both))[..., 0]
        return logits, mask
