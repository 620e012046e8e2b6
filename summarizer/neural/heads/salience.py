"""How much a sentence matters in its article."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class SalienceHead(nn.Module):
    """A small transformer over the sentence vectors of one article.

    A sentence sees all others and its own place: its index, its share of the way through,
    its length in tokens, and whether it opens a paragraph.
    """

    def __init__(self, width: int, size: int = 192, n_layers: int = 2, n_heads: int = 4) -> None:
        super().__init__()
        self.project = nn.Linear(width + 4, size)
        self.place = nn.Embedding(32, size)
        layer = nn.TransformerEncoderLayer(
            size,
            n_heads,
            3 * size,
            dropout=0.2,
            activation="gelu",
            batch_first=True,
            norm_first=True,
        )
        self.layers = nn.TransformerEncoder(layer, n_layers, enable_nested_tensor=False)
        self.out = nn.Linear(size, 1)

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return logits `[articles, sentences]`.

        Args:
            vectors: `[articles, sentences, width]`, mean token states.
            features: `[articles, sentences, 4]`, as `salience_features` gives them.
            mask: `[articles, sentences]`, true where there is a sentence.
        """
        n = vectors.shape[1]
        index = torch.arange(n).clamp(max=31)
        hidden = self.project(torch.cat([vectors, features], -1)) + self.place(index)
        logits: Tensor = self.out(self.layers(hidden, src_key_padding_mask=~mask)).squeeze(-1)
        return logits


def salience_features(n_tokens: Tensor, opens_paragraph: Tensor) -> Tensor:
    """Return `[sentences, 4]`: share of the way, its square, log length, opens a paragraph."""
    n = len(n_tokens)
    way = torch.arange(n, dtype=torch.float32) / max(n - 1, 1)
    return torch.stack(
        [way, way * way, torch.log1p(n_tokens.float()) / 4, opens_paragraph.float()], -1
    )
