"""Fit what decides whether an article states a claim, and say how well it does.

`python -m eval.tune_facts` reads the invented stories of eval/data/fact_pairs: two articles each,
with every pair of sentences of which one tells the main statement of the other. Every fourth
story of a file is kept out and measured; the rest give a logistic regression over the features of
`summarizer.story.fact_pairs`, and a second one over the best sentences of an article. Both
thresholds are the loosest at which `STATED_RIGHT` and `ABSENT_RIGHT` of the judgements are right
when each story in turn is judged by what the others taught.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.adapters import Tool, load_tool, pair_matcher
from eval.interval import Floats
from summarizer.read import read_text
from summarizer.story.claims import claims
from summarizer.story.fact_pairs import FEATURES, best_two, features
from summarizer.story.matching import Claim
from summarizer.types import Analysis, Span

STORIES = Path(__file__).parent / "data" / "fact_pairs"
WEIGHTS = Path(__file__).parent.parent / "summarizer" / "story" / "fact_pairs.toml"
# Of what is called stated more has to be right: a long article has many sentences that come near.
STATED_RIGHT, ABSENT_RIGHT = 0.9, 0.85
_C = 1.0
_KEPT_OUT = 4

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Claims of one article against the sentences of another, both ways, of one story.

    `tables` are `[claims, sentences, features]`, `gold` `[claims, sentences]`.
    """

    name: str
    tables: tuple[Floats, ...]
    gold: tuple[Bools, ...]

    def rows(self) -> tuple[Floats, Bools]:
        """Return all pairs as rows."""
        width = len(FEATURES)
        return (
            np.concatenate([t.reshape(-1, width) for t in self.tables]),
            np.concatenate([g.reshape(-1) for g in self.gold]),
        )

    def stated(self) -> Bools:
        """Return whether the other article states each claim."""
        return np.concatenate([g.any(axis=1) for g in self.gold])

    def best(self, weights: Floats) -> Floats:
        """Return what the other article as a whole is judged by, `[claims, 3]`."""
        return np.concatenate([best_two(table @ weights) for table in self.tables])


def read_pairs(tool: Tool, path: Path) -> list[Pairs]:
    """Return the stories of one file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_pairs(tool, json.loads(line)) for line in lines if line.strip()]


def _pairs(tool: Tool, story: dict[str, object]) -> Pairs:
    sides = {name: story[name] for name in ("a", "b")}
    read = [read_text("\n\n".join(map(str, side)), id=name) for name, side in sides.items()]  # type: ignore[call-overload]
    analyses = dict(zip(sides, tool.pipeline.run(read), strict=True))
    numbers = {name: _numbers(analyses[name], side) for name, side in sides.items()}  # type: ignore[arg-type]
    aligned = {(int(i), int(j)) for i, j in story["aligned"]}  # type: ignore[attr-defined]
    matcher = pair_matcher(tool)
    tables, gold = [], []
    for one, two in (("a", "b"), ("b", "a")):
        main = _main_claims(analyses[one])
        tables.append(
            features(matcher.head, matcher.vectors, analyses[one], main, article=analyses[two])
        )
        gold.append(
            np.array(
                [
                    [_is_aligned(i, j, aligned, is_turned=one == "b") for j in numbers[two]]
                    for i in _rows(analyses[one], main, numbers[one])
                ],
                dtype=np.bool_,
            ).reshape(len(main), len(numbers[two]))
        )
    return Pairs(str(story["id"]), tuple(tables), tuple(gold))


def _is_aligned(i: int, j: int, aligned: set[tuple[int, int]], *, is_turned: bool) -> bool:
    return ((j, i) if is_turned else (i, j)) in aligned


def _numbers(analysis: Analysis, sentences: Sequence[str]) -> list[int]:
    """Return, for each sentence that we split, the number of the one that was written."""
    ends = np.cumsum([len(s) + 2 for s in sentences])
    return [
        int(np.searchsorted(ends, s.span.start, side="right")) for s in analysis.sentences or ()
    ]


def _main_claims(analysis: Analysis) -> list[Claim]:
    """Return the longest claim of each sentence."""
    best: dict[Span, Claim] = {}
    for claim in claims(analysis):
        size = claim.span.end - claim.span.start
        known = best.get(claim.sentence)
        if known is None or size > known.span.end - known.span.start:
            best[claim.sentence] = claim
    return list(best.values())


def _rows(analysis: Analysis, main: Sequence[Claim], numbers: Sequence[int]) -> list[int]:
    at = {s.span: n for n, s in enumerate(analysis.sentences or ())}
    return [numbers[at[claim.sentence]] for claim in main]


def fit(stories: Sequence[Pairs]) -> tuple[Floats, Floats]:
    """Return the weights of sentences, and of articles as a whole."""
    x, y = (np.concatenate(part) for part in zip(*(s.rows() for s in stories), strict=True))
    weights = _logistic(x, y)
    whole = np.concatenate([s.best(weights) for s in stories])
    return weights, _logistic(whole, np.concatenate([s.stated() for s in stories]))


def _logistic(x: Floats, y: Bools) -> Floats:
    model = LogisticRegression(C=_C, fit_intercept=False, max_iter=5_000).fit(x, y)
    return np.asarray(model.coef_[0], dtype=np.float64)


def thresholds(chances: Floats, stated: Bools) -> tuple[float, float]:
    """Return from where a fact is called stated, and up to where not found."""
    steps = np.round(np.arange(0.02, 0.99, 0.01), 2)
    high = [t for t in steps if _right(stated, chances >= t) >= STATED_RIGHT]
    low = [t for t in steps if _right(~stated, chances <= t) >= ABSENT_RIGHT]
    return float(min(high, default=0.98)), float(max(low, default=0.02))


def _right(gold: Bools, called: Bools) -> float:
    return float(gold[called].mean()) if called.any() else 0.0


def _chances(weights: Floats, rows: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-(rows @ weights)))
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, write the weights and print how well they do."""
    parser = argparse.ArgumentParser(prog="python -m eval.tune_facts", description=__doc__)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    args = parser.parse_args(argv)
    tool = load_tool()
    by_file = [read_pairs(tool, path) for path in sorted(STORIES.glob("*.jsonl"))]
    held = [s for f in by_file for s in f[_KEPT_OUT - 1 :: _KEPT_OUT]]
    train = [s for f in by_file for s in f if s not in held]
    chances, stated = [], []
    for at, story in enumerate(train):
        weights, whole = fit([*train[:at], *train[at + 1 :]])
        chances.append(_chances(whole, story.best(weights)))
        stated.append(story.stated())
    high, low = thresholds(np.concatenate(chances), np.concatenate(stated))
    weights, whole = fit(train)
    _write(args.output, weights, whole, (high, low))
    report(held, weights, whole, (high, low))
    return 0


def report(
    held: Sequence[Pairs], weights: Floats, whole: Floats, limits: tuple[float, float]
) -> None:
    """Print how well stories are judged that taught nothing."""
    x, y = (np.concatenate(part) for part in zip(*(s.rows() for s in held), strict=True))
    print(f"{len(held)} stories kept out: {len(y)} pairs of sentences, {int(y.sum())} aligned")
    for name in ("sentence", "head", "covered"):
        print(f"  AUC of {name} alone {roc_auc_score(y, x[:, FEATURES.index(name)]):.3f}")
    print(f"  AUC of the regression {roc_auc_score(y, x @ weights):.3f}")
    stated = np.concatenate([s.stated() for s in held])
    chances = np.concatenate([_chances(whole, s.best(weights)) for s in held])
    auc = roc_auc_score(stated, chances)
    print(f"  {len(stated)} claims, {int(stated.sum())} stated: AUC {auc:.3f}")
    high, low = limits
    for name, called, gold in (
        ("stated", chances >= high, stated),
        ("not found", chances <= low, ~stated),
    ):
        print(
            f"  called {name}: {int(called.sum())}, right {_right(gold, called):.3f}, "
            f"of all such {float(called[gold].mean()):.3f}"
        )


def _write(path: Path, weights: Floats, whole: Floats, limits: tuple[float, float]) -> None:
    def line(name: str, values: Sequence[float]) -> str:
        return f"{name} = [{', '.join(f'{v:.4f}' for v in values)}]\n"

    names = ", ".join(FEATURES)
    path.write_text(
        "# Written by `python -m eval.tune_facts`, which says how. The weights go with:\n"
        f"# {names}.\n"
        + line("sentence", [float(v) for v in weights])
        + line("article", [float(v) for v in whole])
        + f"stated = {limits[0]}\nomitted = {limits[1]}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())
