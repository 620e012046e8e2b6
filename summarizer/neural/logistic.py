"""Weighted logistic regressions that share their inputs, fitted together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

Floats = npt.NDArray[np.float64]
_STEPS = 200


def fit_logistic(
    rows: npt.NDArray[np.float32], targets: Floats, weights: Floats, strength: float = 1.0
) -> tuple[Floats, Floats]:
    """Return coefficients `[outputs, width]` and intercepts `[outputs]`.

    Each output is a regression of its own: the loss is `strength` times its weighted log
    loss, plus half the squared length of its coefficients. The intercept is not held down.

    Args:
        rows: `[rows, width]`.
        targets: `[rows, outputs]`, 0 or 1.
        weights: `[rows, outputs]`, at least 0; a row of weight 0 is not seen by the output.
        strength: how far the data may pull.
    """
    x = torch.from_numpy(np.asarray(rows, dtype=np.float32))
    y = torch.from_numpy(np.asarray(targets, dtype=np.float32))
    w = torch.from_numpy(np.asarray(weights, dtype=np.float32)) * strength
    coefficients = torch.zeros(y.shape[1], x.shape[1], requires_grad=True)
    intercepts = torch.zeros(y.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [coefficients, intercepts],
        max_iter=_STEPS,
        tolerance_grad=1e-4,
        tolerance_change=1e-7,
        line_search_fn="strong_wolfe",
    )

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logits = x @ coefficients.T + intercepts
        misfit = nn.functional.binary_cross_entropy_with_logits(logits, y, w, reduction="sum")
        total = misfit + 0.5 * coefficients.square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    with torch.enable_grad():
        optimiser.step(loss)  # type: ignore[no-untyped-call]
    return (
        np.asarray(coefficients.detach().numpy(), dtype=np.float64),
        np.asarray(intercepts.detach().numpy(), dtype=np.float64),
    )
