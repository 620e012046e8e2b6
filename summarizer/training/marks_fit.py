"""What the reader of marks and its teacher have in common: how they learn from marked sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.training.batches import alike
from summarizer.training.marked import Row
from summarizer.training.recipe import Progress

_LIKE_LENGTH = 6


def start_rarely(out: nn.Linear) -> None:
    """Let the layer that scores tokens begin with few of them marked."""
    with torch.no_grad():
        out.weight.mul_(0.3)
        out.bias.fill_(-2.0)


def fit_rows(
    module: nn.Module,
    loss_of: Callable[[Sequence[int]], Tensor],
    rows: Sequence[Row],
    values: dict[str, Any],
    *,
    given: tuple[np.random.Generator, Progress],
    head_rate: float,
) -> None:
    """Let `module` learn from `rows`.

    Args:
        module: its layer `out` scores the tokens.
        loss_of: gives the loss of the rows with these numbers.
        rows: what it learns from.
        values: `epochs`, `batch` and the peak `learning_rate`.
        given: a source of random numbers, and who is told of progress.
        head_rate: how many times that rate is the one of the layer `out`.
    """
    rng, progress = given
    epochs, batch = int(values["epochs"]), int(values["batch"])
    steps, rate = epochs * -(-len(rows) // batch), float(values["learning_rate"])
    learning = [(n, p) for n, p in module.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in learning if not n.startswith("out.")], "lr": rate},
        {"params": [p for n, p in learning if n.startswith("out.")], "lr": rate * head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), (1 - s / steps) / 0.9 + 1e-3)
    )
    for _ in range(epochs):
        losses = []
        module.train()
        for part in alike([len(row.ids) for row in rows], batch, _LIKE_LENGTH, rng):
            loss = loss_of(part)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward([loss])
            nn.utils.clip_grad_norm_([p for _, p in learning], 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        progress(f"loss {np.mean(losses):.4f}")
    module.eval()


def marks_loss(logits: Tensor, rows: Sequence[Row]) -> Tensor:
    """Return the mean cross-entropy of the tokens that count, each as much as its row.

    What is wanted of a token may be a probability: see Hinton, Vinyals and Dean (2015),
    Distilling the Knowledge in a Neural Network.
    """
    wanted = torch.from_numpy(np.concatenate([row.wanted for row in rows]))
    weight = torch.from_numpy(np.concatenate([row.counts * row.weight for row in rows])).float()
    losses = F.binary_cross_entropy_with_logits(logits, wanted, weight, reduction="sum")
    return losses / weight.sum().clamp(min=1e-6)
