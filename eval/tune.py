"""Fit on dev what turns the heads' opinions into probabilities, and write it to the manifest.

`python -m eval.tune --data DIR` fits: Platt scaling of the loaded-sentence head (BABE dev), a
temperature for sentiment (NewsMTSC dev), thresholds of the technique tags (PTC dev) and of the
attribution tags (PolNeAR dev), and the logistic regression over the framing features (this
project's own tuning articles, which no head was trained on).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

import summarizer
from eval.metrics import iou, overlap_tally, share_content_word
from eval.tasks_quotes import quote_tallies
from summarizer.build import NETWORK
from summarizer.neural.attribution import AttributionJudge, Thresholds
from summarizer.neural.framing import FEATURES, FramingJudge
from summarizer.neural.weights import models_folder
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records
from summarizer.training.release import pin
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
TUNING = Path(__file__).parent / "data" / "framing_tune.jsonl"
_SENTIMENTS = ("negative", "neutral", "positive")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit everything, or the parts named, and write it to the manifest."""
    parts = {"loaded": fit_loaded, "sentiment": fit_sentiment, "techniques": fit_techniques,
             "attribution": fit_attribution, "framing": fit_framing}  # fmt: skip
    parser = argparse.ArgumentParser(prog="python -m eval.tune", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=models_folder())
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    args = parser.parse_args(argv)
    tool = summarizer.load(args.models)
    old = tool.manifest.spec(NETWORK).values
    fitted: dict[str, Any] = {**old.get("calibration", {})}
    for name in args.parts or parts:
        fitted[name] = {**fitted.get(name, {}), **parts[name](tool, args.data)}
        print(name, fitted[name], file=sys.stderr)
    pin(args.models, NETWORK, {"calibration": fitted})


def fit_loaded(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return temperature and bias of Platt scaling; the threshold stays one half."""
    records = list(read_records(data, "babe", "dev"))
    judge = type(tool.heads.loaded)(tool.heads.loaded.head)
    encodings = tool.encoder.encode([r["text"] for r in records])
    scores = [
        judge.score(e, [Span(0, len(r["text"]))])[0]
        for r, e in zip(records, encodings, strict=True)
    ]
    logits = _logit(np.array(scores))[:, None]
    model = LogisticRegression(C=100.0).fit(logits, [r["label"] for r in records])
    return {
        "temperature": round(1 / float(model.coef_[0, 0]), 4),
        "bias": round(float(model.intercept_[0]), 4),
    }


def fit_sentiment(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the temperature with the least cross-entropy."""
    judge = type(tool.heads.sentiment)(tool.heads.sentiment.head)
    rows, gold = [], []
    records = list(read_records(data, "newsmtsc", "dev"))
    encodings = tool.encoder.encode([r["text"] for r in records])
    for record, encoding in zip(records, encodings, strict=True):
        whole = Span(0, len(record["text"]))
        targets = [Span(t["start"], t["end"]) for t in record["targets"]]
        rows += judge.score(encoding, targets, [whole] * len(targets))
        gold += [_SENTIMENTS.index(t["sentiment"]) for t in record["targets"]]
    logs = np.log(np.array(rows))

    def loss(temperature: float) -> float:
        scaled = logs / temperature
        scaled -= np.logaddexp.reduce(scaled, axis=1, keepdims=True)
        return -float(scaled[np.arange(len(gold)), gold].mean())

    best = minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded")
    return {"temperature": round(float(best.x), 4)}


def fit_techniques(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the thresholds with the best span F1 for any technique and for loaded language."""
    records = list(read_records(data, "ptc_semeval2020_t11", "dev"))
    encodings = tool.encoder.encode([r["text"] for r in records])
    gold = {
        "any": [[Span(s["start"], s["end"]) for s in r["si_spans"]] for r in records],
        "loaded": [
            [Span(s["start"], s["end"]) for s in r["spans"] if s["technique"] in _LOADED]
            for r in records
        ],
    }
    best: dict[str, float] = {}
    for tag in ("any", "loaded"):
        scored = []
        for threshold in np.arange(0.1, 0.7, 0.02):
            judge = type(tool.heads.techniques)(
                tool.heads.techniques.head, float(threshold), float(threshold)
            )
            find = judge.find if tag == "any" else judge.find_loaded
            found = [
                [s for s, _ in find(e, r["text"])] for r, e in zip(records, encodings, strict=True)
            ]
            tally = overlap_tally(gold[tag], found)
            scored.append((_value(tally), float(threshold)))
        print(tag, [(round(f, 3), round(t, 2)) for f, t in scored], file=sys.stderr)
        best[f"{tag}_threshold"] = round(max(scored)[1], 2)
    return best


_LOADED = frozenset({"Loaded_Language", "Name_Calling,Labeling", "Exaggeration,Minimisation"})


def fit_attribution(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the thresholds of content, cue and source, fitted in turn."""
    records = list(read_records(data, "polnear", "dev"))
    encodings = tool.encoder.encode([r["text"] for r in records])
    old = tool.heads.attribution
    best = {"content": 0.5, "cue": 0.5, "source": 0.5}
    measure = {"content": "content_f1", "cue": "cue_f1", "source": "source_f1"}
    for part in best:
        scored = []
        for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
            limits = Thresholds(**{**best, part: threshold})
            judge = AttributionJudge(old.tags, old.source_link, old.cue_link, limits)
            found = [judge.find(e, r["text"]) for r, e in zip(records, encodings, strict=True)]
            scored.append((_value(quote_tallies(records, found)[measure[part]]), threshold))
        print(part, scored, file=sys.stderr)
        best[part] = max(scored)[1]
    return best


def fit_framing(tool: summarizer.Tool, data: Path) -> dict[str, Any]:  # noqa: ARG001
    """Return the weights of `FEATURES`, and the threshold of a phrase worth showing."""
    features, gold, groups, missed = framing_rows(tool, TUNING)
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=1000)
    held_out = np.zeros(len(gold))
    for group in sorted(set(groups)):
        out = np.array([g == group for g in groups])
        held_out[out] = model.fit(features[~out], gold[~out]).predict_proba(features[out])[:, 1]
    scored = [(_f1(held_out, gold, missed, float(t)), float(t)) for t in np.arange(0.2, 0.7, 0.05)]
    print("framing", [(round(f, 3), round(t, 2)) for f, t in scored], file=sys.stderr)
    model.fit(features, gold)
    weights = [round(float(w), 4) for w in model.coef_[0]]
    print(dict(zip(FEATURES, weights, strict=True)), file=sys.stderr)
    return {"weights": weights, "threshold": round(max(scored)[1], 2)}


def framing_rows(
    tool: summarizer.Tool, path: Path
) -> tuple[Floats, npt.NDArray[np.int64], list[str], int]:
    """Return features of all candidates, whether each is gold, its story, and gold spans missed."""
    judge: FramingJudge = tool.heads.framing
    rows, gold, groups, missed = [], [], [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = record["text"]
        encoding = tool.encoder.encode([text])[0]
        found = judge.candidates(encoding, text, split_article(read_text(text)))
        marks = [Span(s["start"], s["end"]) for s in record["spans"]]
        hits = [[m for m in marks if _is_hit(text, c.span, m)] for c in found]
        missed += len(marks) - len({m for own in hits for m in own})
        if found:
            rows.append(judge.features(encoding, text, found))
        gold += [int(bool(own)) for own in hits]
        groups += [record["story"]] * len(found)
    return np.concatenate(rows), np.array(gold), groups, missed


def _is_hit(text: str, found: Span, mark: Span) -> bool:
    return iou(found, mark) >= 0.3 and share_content_word(text, found, mark)


def _f1(scores: Floats, gold: npt.NDArray[np.int64], missed: int, threshold: float) -> float:
    shown = scores >= threshold
    right = int((shown & (gold == 1)).sum())
    return 2 * right / max(int(shown.sum()) + int(gold.sum()) + missed, 1)


def _logit(p: Floats) -> Floats:
    return np.asarray(np.log(p / (1 - p)))


def _value(tally: Any) -> float:
    return float(tally.score)


if __name__ == "__main__":
    main()


