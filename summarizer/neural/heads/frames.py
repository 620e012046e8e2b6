"""Generic frames of sentences and of the article that they make up."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class FrameHead(nn.Module):
    """One direction for each frame, which sentences and whole articles share.

    An article is the mean of its sentences' vectors. Since the head is linear, what each
    sentence adds to the article's score is the score of that sentence, but for a constant.
    """

    center: Tensor

    def __init__(self, width: int, n_frames: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(n_frames, width))
        self.sentence_bias = nn.Parameter(torch.zeros(n_frames))
        self.article_bias = nn.Parameter(torch.zeros(n_frames))
        self.article_scale = nn.Parameter(torch.zeros(n_frames))
        self.register_buffer("center", torch.zeros(width))

    def sentences(self, vectors: Tensor) -> Tensor:
        """Return logits `[sentences, frames]` of unit sentence vectors `[sentences, width]`."""
        logits: Tensor = vectors @ self.weight.T + self.sentence_bias
        return logits

    def articles(self, means: Tensor) -> Tensor:
        """Return logits `[articles, frames]` of mean sentence vectors `[articles, width]`."""
        shifted = (means - self.center) @ self.weight.T
        logits: Tensor = shifted * self.article_scale.exp() + self.article_bias
        return logits
