from __future__ import annotations

import pytest
import torch
from torch import nn

from summarizer.training.steps import learner_of


def test_steps_lead_down_the_loss() -> None:
    layer = nn.Linear(3, 1)
    learner = learner_of(layer, 0.1, 20)
    points = torch.randn(8, 3)
    seen = [learner.learn(((layer(points) - 2.0) ** 2).mean()) for _ in range(20)]

    assert seen[-1] < seen[0] / 2


def test_the_rate_rises_and_falls() -> None:
    layer = nn.Linear(1, 1)
    learner = learner_of(layer, 0.1, 20)
    rates = []
    for _ in range(20):
        rates.append(learner.optimiser.param_groups[0]["lr"])
        learner.learn(layer(torch.ones(1, 1)).sum())

    assert 0 < rates.index(max(rates)) < 5
    assert rates[-1] < rates[0] < max(rates)


@pytest.mark.parametrize("steps", [1, 2, 3, 10])
def test_there_may_be_few_steps(steps: int) -> None:
    layer = nn.Linear(1, 1)
    learner = learner_of(layer, 0.1, steps)

    for _ in range(steps):
        learner.learn(layer(torch.ones(1, 1)).sum())
