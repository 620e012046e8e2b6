"""Fit on dev what turns the heads' opinions into probabilities, and write it to the manifest.

`python -m eval.tune --data DIR` fits: Platt scaling of the loaded-sentence head (BABE dev), a
temperature for sentiment (NewsMTSC dev), thresholds of the technique tags (PTC dev) and of the
attribution tags (PolNeAR dev), and the logistic regression over the framing features (this
project's own tuning articles, which no head was trained on), a temperature for
roles, Platt scaling and thresholds of the support head (CLIFF and WiCE dev), and temperatures
for whether anybody is cast and in which part.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

import summarizer
from eval import adapters
from eval.metrics import overlap_tally
from eval.tasks_quotes import quote_tallies
from eval.tune_framing import LIKE, fit_framing
from eval.tune_support import fit_support
from summarizer.build import NETWORK, READERS
from summarizer.errors import DataError
from summarizer.neural.assembly import CASTS, SUPPORT, TARGETS
from summarizer.neural.attribution import AttributionJudge, Thresholds
from summarizer.neural.judges import TagJudge
from summarizer.neural.weights import load_manifest, models_folder
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.casts import SETS, CastReader
from summarizer.training.data import read_records
from summarizer.training.readers import role_examples
from summarizer.training.release import pin
from summarizer.types import Span

Floats = npt.NDArray[np.float64]
_LOADED = frozenset({"Loaded_Language", "Name_Calling,Labeling", "Exaggeration,Minimisation"})
# Parts that are not the network's own: their model, and their name in its calibration.
_PLACES = {
    "sentiment": (TARGETS, "sentiment_reader"),
    "role": (READERS, "role"),
    "cast": (CASTS, "cast"),
    "support": (SUPPORT, "support"),
}
_SENTIMENTS = ("negative", "neutral", "positive")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit everything, or the parts named, and write it to the manifest."""
    parts = {"loaded": fit_loaded, "sentiment": fit_sentiment, "techniques": fit_techniques,
             "attribution": fit_attribution, "framing": fit_framing, "role": fit_role,
             "support": fit_support, "cast": fit_cast}  # fmt: skip
    parser = argparse.ArgumentParser(prog="python -m eval.tune", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=models_folder())
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    args = parser.parse_args(argv)
    tool = summarizer.load(args.models)
    for name in args.parts or parts:
        model, key = _PLACES.get(name, (NETWORK, name))
        # Read anew for each part: the parts before have changed it.
        fitted = {**load_manifest(args.models).spec(model).values.get("calibration", {})}
        fitted[key] = {**fitted.get(key, {}), **parts[name](tool, args.data)}
        print(name, fitted[key], file=sys.stderr)
        pin(args.models, model, {"calibration": fitted})


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
    judge = replace(tool.heads.sentiment, temperature=1.0)
    rows, gold = [], []
    records = list(read_records(data, "newsmtsc", "dev"))
    encodings = tool.encoder.encode([r["text"] for r in records])
    for record, encoding in zip(records, encodings, strict=True):
        whole = Span(0, len(record["text"]))
        targets = [Span(t["start"], t["end"]) for t in record["targets"]]
        rows += judge.score(encoding, targets, [whole] * len(targets))
        gold += [_SENTIMENTS.index(t["sentiment"]) for t in record["targets"]]
    return {"temperature": _temperature(np.array(rows), gold)}


def fit_role(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the temperature with the least cross-entropy on cast and on neutral mentions."""
    judge = type(tool.heads.role)(tool.heads.role.head, tool.heads.role.names)
    texts, targets = role_examples(data, 100, np.random.default_rng(0), split="dev")
    rows, gold = [], []
    for text, own in zip(texts, targets, strict=True):
        encoding = tool.encoder.encode([text])[0]
        rows += judge.score(encoding, [t.mention for t in own], [t.sentence for t in own])
        gold += [t.label for t in own]
    return {"temperature": _temperature(np.array(rows), gold)}


def fit_cast(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the temperature with the least cross-entropy on cast mentions."""
    head = tool.heads.role.cast
    if head is None:
        raise DataError("these models have no head that casts; train one first")
    reader = CastReader(tool.encoder, tool.heads.sentiment.head)
    records = [r for name in SETS for r in read_records(data, name, "dev")]
    casts = reader.read(records, lambda _: None)
    with torch.inference_mode():
        rows = head(torch.from_numpy(casts.facts)).softmax(-1).numpy()
    return {"temperature": _temperature(rows, casts.roles.tolist())}


def _temperature(probabilities: Floats, gold: Sequence[int]) -> float:
    """Return the temperature that gives `probabilities` `[items, labels]` the least loss.

    Source: Guo et al. (2017), On Calibration of Modern Neural Networks, section 4.2.
    """
    logs = np.log(np.clip(probabilities, 1e-12, 1.0))

    def loss(temperature: float) -> float:
        scaled = logs / temperature
        scaled -= np.logaddexp.reduce(scaled, axis=1, keepdims=True)
        return -float(scaled[np.arange(len(gold)), gold].mean())

    return round(float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x), 4)


def fit_techniques(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the thresholds with the best span F1 for any technique and for loaded language.

    As in the stage of framing, names are hidden.
    """
    records = list(read_records(data, "ptc_semeval2020_t11", "dev"))
    texts = [r["text"] for r in records]
    sentences = [split_article(read_text(text)) for text in texts]
    encodings = adapters.blind_reader(tool).encode(texts, sentences)
    gold = {
        "any": [[Span(s["start"], s["end"]) for s in r["si_spans"]] for r in records],
        "loaded": [
            [Span(s["start"], s["end"]) for s in r["spans"] if s["technique"] in _LOADED]
            for r in records
        ],
    }
    read = list(zip(encodings, texts, strict=True))
    levels = np.arange(0.1, 0.7, 0.02)
    best = {
        **_best(TagJudge.find, tool, (read, gold["any"]), [
            {"any_threshold": float(low), "any_peak": float(peak)}
            for low in levels for peak in levels if peak >= low
        ]),
        **_best(TagJudge.find_loaded, tool, (read, gold["loaded"]), [
            {"loaded_threshold": float(low)} for low in levels
        ]),
    }  # fmt: skip
    articles = [
        (r["text"], e, own) for r, e, own in zip(records, encodings, gold["loaded"], strict=True)
    ]
    return {**best, **_span_scale(tool, best["loaded_threshold"], articles)}


def _best(
    find: Callable[[TagJudge, Any, str], list[tuple[Span, float]]],
    tool: summarizer.Tool,
    articles: tuple[Sequence[tuple[Any, str]], Sequence[Sequence[Span]]],
    settings: Sequence[dict[str, float]],
) -> dict[str, float]:
    """Return the setting with which `find` does best, by the shared task's span F1.

    `articles` are their encodings and texts, and the gold stretches of each.
    """
    read, gold = articles
    scored = []
    for setting in settings:
        judge = TagJudge(tool.heads.techniques.head, **setting)
        found = [[span for span, _ in find(judge, *each)] for each in read]
        tally = overlap_tally(gold, found)
        scored.append((tally.score, {k: round(v, 2) for k, v in setting.items()}))
    scored.sort(key=lambda each: -each[0])
    print([(round(f1, 3), setting) for f1, setting in scored[:5]], file=sys.stderr)
    return scored[0][1]


def _span_scale(
    tool: summarizer.Tool, threshold: float, articles: Sequence[tuple[str, Any, list[Span]]]
) -> dict[str, float]:
    """Return slope and bias that turn a stretch's mean score into the chance that it is gold."""
    judge = TagJudge(tool.heads.techniques.head, loaded_threshold=threshold)
    scores, hits = [], []
    for text, encoding, gold in articles:
        for span, score in judge.find_loaded(encoding, text):
            scores.append(score)
            hits.append(any(span.iou(g) >= LIKE for g in gold))
    model = LogisticRegression(C=10.0).fit(_logit(np.array(scores))[:, None], hits)
    return {
        "loaded_slope": round(float(model.coef_[0, 0]), 4),
        "loaded_bias": round(float(model.intercept_[0]), 4),
    }


def fit_attribution(tool: summarizer.Tool, data: Path) -> dict[str, float]:
    """Return the thresholds of content, cue and source, fitted in turn."""
    records = list(read_records(data, "polnear", "dev"))
    encodings = tool.encoder.encode([r["text"] for r in records])
    sentences = [split_article(read_text(r["text"])) for r in records]
    old = tool.heads.attribution
    best = {"content": 0.5, "cue": 0.5, "source": 0.5}
    measure = {"content": "content_f1_all", "cue": "cue_f1", "source": "source_f1"}
    for part in best:
        scored = []
        for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
            limits = Thresholds(**{**best, part: threshold})
            judge = AttributionJudge(old.tags, old.source_link, old.cue_link, limits)
            found = [
                judge.find(e, r["text"], own)
                for r, e, own in zip(records, encodings, sentences, strict=True)
            ]
            scored.append((quote_tallies(records, found)[measure[part]].score, threshold))
        print(part, scored, file=sys.stderr)
        best[part] = max(scored)[1]
    return best


def _logit(p: Floats) -> Floats:
    # Rounding makes some probabilities 0 or 1.
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.asarray(np.log(p / (1 - p)))


if __name__ == "__main__":
    main()
