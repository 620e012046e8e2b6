"""Heads that select sentences, trained in different ways on vectors that were kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import SalienceHead
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.heads.salience import salience_features
from summarizer.training.salience import Row, salience_loss
from summarizer.training.steps import learner_of

if TYPE_CHECKING:
    from summarizer.types import Span

Floats = npt.NDArray[np.float32]
_BATCH = 16
_LENGTH = 2  # the feature that is no position


@dataclass(frozen=True, slots=True)
class Training:
    """How a head is trained.

    `pointwise` weighs the greedy oracle, `listwise` the gain of each sentence. Without
    context a sentence is judged by itself, without position no head knows where it stands.
    """

    pointwise: float = 1.0
    listwise: float = 0.5
    has_context: bool = True
    has_position: bool = True
    epochs: int = 8
    size: int = 192
    rate: float = 3e-4


class _Alone(SalienceHead):
    """A head that reads each sentence by itself; only its share of the way through is known."""

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return logits `[articles, sentences]`."""
        alone = torch.ones(mask.numel(), 1, dtype=torch.bool)
        logits = super().forward(
            vectors.flatten(0, 1).unsqueeze(1), features.flatten(0, 1).unsqueeze(1), alone
        )
        return logits.view(mask.shape)


def read_sentences(
    encoding: Encoding, spans: Sequence[Span], opens: Sequence[bool]
) -> tuple[Floats, Floats]:
    """Return the vectors `[sentences, width]` and the features `[sentences, 4]` of an article."""
    ranges = encoding.ranges(list(spans))
    with torch.inference_mode():
        vectors = mean_of(encoding.states, ranges)
        features = salience_features(ranges[:, 1] - ranges[:, 0], torch.tensor(list(opens)))
    return vectors.numpy().copy(), features.numpy().copy()


def train_selector(
    articles: Sequence[tuple[Floats, Floats, Floats, Floats]], how: Training, seed: int
) -> Callable[[Floats, Floats], Floats]:
    """Return what gives the logits of the sentences of an article from vectors and features.

    Args:
        articles: vectors, features, share of references whose oracle has it, and gain.
        how: the way of training.
        seed: of weights and order.
    """
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        make = SalienceHead if how.has_context else _Alone
        head = make(articles[0][0].shape[1], how.size)
        if not how.has_position:
            nn.init.zeros_(head.place.weight)
            head.place.weight.requires_grad_(False)
        rows = [
            Row(
                torch.from_numpy(vectors),
                _seen(features, how),
                torch.from_numpy(chosen),
                torch.from_numpy(gains),
                1.0,
            )
            for vectors, features, chosen, gains in articles
        ]
        _learn(head, rows, how, np.random.default_rng(seed))
    head.eval()

    return lambda vectors, features: logits_of(head, vectors, _seen(features, how).numpy())


def logits_of(head: SalienceHead, vectors: Floats, features: Floats) -> Floats:
    """Return the logits of the sentences of one article."""
    mask = torch.ones(1, len(vectors), dtype=torch.bool)
    with torch.inference_mode():
        logits = head(torch.from_numpy(vectors)[None], torch.from_numpy(features)[None], mask)[0]
    return np.asarray(logits.numpy(), dtype=np.float32)


def _learn(
    head: SalienceHead, rows: Sequence[Row], how: Training, rng: np.random.Generator
) -> None:
    learner = learner_of(head, how.rate, how.epochs * (len(rows) // _BATCH + 1))
    for _ in range(how.epochs):
        head.train()
        order = rng.permutation(len(rows))
        for i in range(0, len(order), _BATCH):
            part = [rows[int(j)] for j in order[i : i + _BATCH]]
            loss = salience_loss(head, part, pointwise=how.pointwise, listwise=how.listwise)
            learner.learn(loss)


def _seen(features: Floats, how: Training) -> Tensor:
    """Return the features that a head is shown."""
    shown = torch.from_numpy(features).clone()
    if not how.has_position:
        others = [i for i in range(shown.shape[1]) if i != _LENGTH]
        shown[:, others] = 0.0
    return shown
