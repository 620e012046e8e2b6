"""A judgement about someone named in a sentence, read from the shared states."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from summarizer.neural.heads.pooling import gather, mean_of

_BUCKETS = 16


class TargetHead(nn.Module):
    """Classify how a sentence treats a mention.

    The mention's mean state asks a multi-head attention over the sentence's tokens, with a
    learned bias for their distance, so that one encoder pass serves all mentions.
    """

    def __init__(self, width: int, n_out: int, n_heads: int = 6) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.distance = nn.Embedding(2 * _BUCKETS + 1, n_heads)
        nn.init.zeros_(self.distance.weight)
        self.hidden = nn.Linear(3 * width, width)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(width, n_out)

    def forward(self, states: Tensor, mentions: Tensor, sentences: Tensor) -> Tensor:
        """Return logits `[mentions, n_out]`.

        Args:
            states: `[tokens, width]`.
            mentions: `[mentions, 2]`, token ranges of the target words.
            sentences: `[mentions, 2]`, token ranges of the sentences they stand in.
        """
        target = mean_of(states, mentions)
        tokens, mask = gather(states, sentences)
        n, length, width = tokens.shape
        size = width // self.n_heads
        q = self.query(target).view(n, self.n_heads, 1, size)
        k = self.key(tokens).view(n, length, self.n_heads, size).transpose(1, 2)
        v = self.value(tokens).view(n, length, self.n_heads, size).transpose(1, 2)
        scores = (q @ k.transpose(-1, -2)).squeeze(2) / math.sqrt(size)
        scores = scores + self._bias(mentions, sentences, length)
        scores = scores.masked_fill(~mask.unsqueeze(1), float("-inf"))
        seen = (scores.softmax(-1).unsqueeze(2) @ v).reshape(n, width)
        weights = mask.to(tokens.dtype).unsqueeze(-1)
        mean = (tokens * weights).sum(1) / weights.sum(1)
        hidden = nn.functional.gelu(self.hidden(torch.cat([target, seen, mean], -1)))
        logits: Tensor = self.out(self.drop(hidden))
        return logits

    def _bias(self, mentions: Tensor, sentences: Tensor, length: int) -> Tensor:
        position = sentences[:, :1] + torch.arange(length)
        before = (position - mentions[:, :1]).clamp(max=0)
        after = (position - mentions[:, 1:] + 1).clamp(min=0)
        bias: Tensor = self.distance(log_buckets(before + after, _BUCKETS))
        return bias.permute(0, 2, 1)


def log_buckets(distance: Tensor, n: int) -> Tensor:
    """Return a bucket in `[0, 2n]` for each signed distance: fine nearby, coarse far away."""
    size = (4 * torch.log2(1 + distance.abs().float() / 2)).round().clamp(max=n)
    return (n + distance.sign() * size).long()
