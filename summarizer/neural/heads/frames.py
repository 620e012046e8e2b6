"""Generic frames of sentences and of the article that they make up."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

# How many sentences speak for an article beside its mean, and how much; from held-out folds of
# the labelled articles and from articles on a subject that nothing was learned from.
STRONGEST, SHARE = 3, 0.5


class FrameHead(nn.Module):
    """One direction for each frame, which sentences and whole articles share.

    An article is judged by the mean of its sentences and by those that show a frame most: the
    mean knows the labelled articles' subjects well, and the sentences carry over to others.
    Its word pieces, weighted by how rare they are (TF-IDF), have a say of their own.
    """

    center: Tensor
    rarity: Tensor

    def __init__(self, width: int, n_frames: int, n_pieces: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(n_frames, width))
        self.sentence_bias = nn.Parameter(torch.zeros(n_frames))
        self.article_bias = nn.Parameter(torch.zeros(n_frames))
        self.article_scale = nn.Parameter(torch.zeros(n_frames))
        self.register_buffer("center", torch.zeros(width))
        self.pieces = nn.Parameter(torch.zeros(n_pieces, n_frames))
        self.pieces_bias = nn.Parameter(torch.zeros(n_frames))
        self.register_buffer("rarity", torch.zeros(n_pieces))

    def sentences(self, vectors: Tensor) -> Tensor:
        """Return logits `[sentences, frames]` of unit sentence vectors `[sentences, width]`."""
        logits: Tensor = vectors @ self.weight.T + self.sentence_bias
        return logits

    def articles(self, means: Tensor) -> Tensor:
        """Return logits `[articles, frames]` of mean sentence vectors `[articles, width]`."""
        shifted = (means - self.center) @ self.weight.T
        logits: Tensor = shifted * self.article_scale.exp() + self.article_bias
        return logits

    def weighted(self, ids: Tensor) -> Tensor:
        """Return the unit vector `[pieces]` of an article's word pieces `[tokens]`."""
        counts = torch.bincount(ids, minlength=len(self.rarity)).float()
        weights: Tensor = torch.where(counts > 0, 1 + counts.clamp(min=1).log(), 0.0) * self.rarity
        return F.normalize(weights, dim=0)

    def words(self, rows: Tensor) -> Tensor:
        """Return logits `[articles, frames]` of unit vectors `[articles, pieces]`."""
        logits: Tensor = rows @ self.pieces + self.pieces_bias
        return logits

    def article(self, vectors: Tensor, ids: Tensor | None = None) -> Tensor:
        """Return logits `[frames]` of one article.

        Args:
            vectors: of its sentences, `[sentences, width]`.
            ids: its word pieces, `[tokens]`; they count as much as the sentences.
        """
        strongest = self.sentences(vectors).topk(min(STRONGEST, len(vectors)), dim=0).values
        whole = self.articles(vectors.mean(0, keepdim=True))[0]
        logits: Tensor = (whole + SHARE * strongest.mean(0)) / (1 + SHARE)
        if ids is None:
            return logits
        return (logits + self.words(self.weighted(ids)[None])[0]) / 2
