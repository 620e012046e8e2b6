"""One step of learning, alike for all heads."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

Schedule = torch.optim.lr_scheduler.LRScheduler


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """AdamW whose rate rises for a tenth of the steps and then falls."""

    optimiser: torch.optim.AdamW
    schedule: Schedule

    def learn(self, loss: Tensor) -> float:
        """Take one step down the gradient of `loss`, and return its value before."""
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward([loss])
        self.optimiser.step()
        self.schedule.step()
        return float(loss.detach())


def learner_of(module: nn.Module, rate: float, steps: int) -> Learner:
    """Return what trains `module` in at most `steps` steps, with the peak rate `rate`."""
    optimiser = torch.optim.AdamW(module.parameters(), lr=rate, weight_decay=0.01)
    # The schedule needs two steps up and two down, also where there are fewer.
    total = max(steps, 4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=total, pct_start=max(0.1, 2 / total)
    )
    return Learner(optimiser, schedule)
