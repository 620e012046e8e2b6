"""Which sentences of an article say most of what a reference summary says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")


def grams(text: str, n: int) -> Counter[tuple[str, ...]]:
    """Return the word n-grams of `text`, lower-cased, without a plural or verbal "s"."""
    words = [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in _WORD.findall(text.lower())]
    return Counter(zip(*(words[i:] for i in range(n)), strict=False))


def overlap_f1(candidate: Counter[tuple[str, ...]], reference: Counter[tuple[str, ...]]) -> float:
    """Return ROUGE-N F1 of two bags of n-grams, in 0–1.

    Source: Lin (2004), ROUGE: A Package for Automatic Evaluation of Summaries.
    """
    common = (candidate & reference).total()
    total = candidate.total() + reference.total()
    return 2 * common / total if total else 0.0


def greedy_oracle(sentences: Sequence[str], reference: str, limit: int) -> list[int]:
    """Return indices of up to `limit` sentences that raise ROUGE-1 + ROUGE-2 F1 most, in turn.

    Source: Nallapati et al. (2017), SummaRuNNer, section 3.
    """
    gold = [grams(reference, n) for n in (1, 2)]
    parts = [[grams(s, n) for n in (1, 2)] for s in sentences]
    chosen: list[int] = []
    bags: list[Counter[tuple[str, ...]]] = [Counter(), Counter()]
    best = 0.0
    while len(chosen) < limit:
        scored = [
            (sum(overlap_f1(b + p, g) for b, p, g in zip(bags, part, gold, strict=True)), -i)
            for i, part in enumerate(parts)
            if i not in chosen
        ]
        if not scored or max(scored)[0] <= best:
            break
        best, index = max(scored)
        chosen.append(-index)
        bags = [b + p for b, p in zip(bags, parts[-index], strict=True)]
    return sorted(chosen)


def relevance(sentences: Sequence[str], reference: str) -> list[float]:
    """Return the mean of ROUGE-1 and ROUGE-2 F1 of each sentence alone with the reference."""
    gold = [grams(reference, n) for n in (1, 2)]
    return [
        sum(overlap_f1(grams(s, n), g) for n, g in zip((1, 2), gold, strict=True)) / 2
        for s in sentences
    ]
