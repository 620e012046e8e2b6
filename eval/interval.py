"""How sure a score is: percentile-bootstrap intervals over whole units.

A measure is kept as one row of counts per unit (an article or a sentence) and a statistic of
their sum. Units are resampled whole, since spans of one article are not independent; two
systems are compared on the same draws.
Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13; for the paired
difference, Berg-Kirkpatrick, Burkett and Klein (2012), EMNLP-CoNLL, section 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarizer.errors import DataError

Floats = npt.NDArray[np.float64]
Statistic = Callable[[Floats], Floats]

DRAWS = 2_000
SEED = 0


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Counts from which a measure follows.

    Attributes:
        counts: `[units, k]`, what each unit adds.
        statistic: maps sums `[..., k]` to scores `[...]`.
        n: how many judged things the counts cover (targets, spans, sentences).
    """

    counts: Floats
    statistic: Statistic
    n: int

    @property
    def score(self) -> float:
        """Return the measure over all units."""
        return float(self.statistic(self.counts.sum(axis=0)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its 95 % interval."""

    score: float
    low: float
    high: float


def weights_of(units: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return how often each draw takes each unit: `[draws, units]`, rows sum to `units`.

    Raises:
        DataError: there are no units to draw from.
    """
    if units < 1:
        raise DataError("an interval needs at least one unit")
    rng = np.random.default_rng(seed)
    return rng.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def estimate(tally: Tally, weights: Floats) -> Estimate:
    """Return the score of `tally` with its percentile interval over the draws `weights`."""
    return _with_interval(tally.score, tally.statistic(weights @ tally.counts))


def difference(ours: Tally, theirs: Tally, weights: Floats) -> Estimate:
    """Return `ours` minus `theirs`, resampled together.

    Both tallies must have one row for each of the same units, in the same order.
    """
    drawn = ours.statistic(weights @ ours.counts) - theirs.statistic(weights @ theirs.counts)
    return _with_interval(ours.score - theirs.score, drawn)


def _with_interval(score: float, drawn: Floats) -> Estimate:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(score, float(low), float(high))
