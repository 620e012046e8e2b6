"""Whether evidence bears a sentence out, from what can be counted of both."""

from __future__ import annotations

from torch import Tensor, nn


class SupportHead(nn.Module):
    """A logistic regression over facts that are brought to one scale.

    Few sentences were ever judged by people, and those who wrote them differ from set to
    set: what has more room to learn learns the sets.
    """

    center: Tensor
    spread: Tensor

    def __init__(self, n_facts: int) -> None:
        super().__init__()
        self.register_buffer("center", Tensor(n_facts).zero_())
        self.register_buffer("spread", Tensor(n_facts).fill_(1))
        self.weigh = nn.Linear(n_facts, 1)

    def forward(self, facts: Tensor) -> Tensor:
        """Return a logit for each of `facts` `[sentences, n_facts]`."""
        logits: Tensor = self.weigh((facts - self.center) / self.spread)[:, 0]
        return logits
