"""Train the head that names persuasion techniques, on annotated stretches of news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads.technique import TechniqueHead
from summarizer.neural.techniques import FACTS, read_stretches, sentence_of
from summarizer.read import read_text
from summarizer.stages.framing import named_techniques
from summarizer.stages.sentences import Sentences
from summarizer.training.data import read_records
from summarizer.training.frozen import encode_all, finished_encoder
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.steps import learner_of
from summarizer.types import Analysis, Sentence, Span

SET = "ptc_semeval2020_t11"
# Repetition is left out: that words come again is seen across an article, not in a stretch.
TECHNIQUE_OF = {
    "Loaded_Language": "loaded_language",
    "Name_Calling,Labeling": "name_calling",
    "Exaggeration,Minimisation": "exaggeration",
    "Appeal_to_fear-prejudice": "appeal_to_fear",
    "Doubt": "doubt",
    "Flag-Waving": "flag_waving",
    "Slogans": "slogan_or_cliche",
    "Thought-terminating_Cliches": "slogan_or_cliche",
    "Causal_Oversimplification": "weak_argument",
    "Black-and-White_Fallacy": "weak_argument",
    "Whataboutism,Straw_Men,Red_Herring": "weak_argument",
    "Appeal_to_Authority": "weak_argument",
    "Bandwagon,Reductio_ad_hitlerum": "weak_argument",
}
_STEP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """What the head reads of each stretch, its label, and the article that it stands in."""

    vectors: Tensor
    labels: Tensor
    articles: Tensor

    def part(self, keep: Tensor) -> Stretches:
        """Return those where `keep` is true."""
        return Stretches(self.vectors[keep], self.labels[keep], self.articles[keep])


def train_techniques(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `techniques`; the weights go to `output/<id>`.

    Raises:
        DataError: the annotated articles are missing, or too few for the folds.
    """
    values = recipe.values["techniques"]
    encoder = finished_encoder(output / recipe.values["network"])
    stretches = read_articles(data, encoder, progress)
    n, folds = int(stretches.articles.max()) + 1, int(values["folds"])
    if n < folds:
        raise DataError(f"{data}: {SET} has {n} articles to learn from; {folds} folds need as many")
    order = np.random.default_rng(recipe.seed).permutation(n)
    logits = torch.zeros(len(stretches.labels), len(named_techniques()))
    for fold in range(folds):
        held = torch.isin(stretches.articles, torch.from_numpy(order[fold::folds].copy()))
        head = fit_head(stretches.part(~held), values, recipe.seed)
        with torch.no_grad():
            logits[held] = head(stretches.vectors[held])
    fitted = fit_scores(logits, stretches.labels, values["accuracy"])
    progress(f"techniques: {len(stretches.labels)} stretches in {n} articles, {fitted}")
    head = fit_head(stretches, values, recipe.seed)
    calibration = {**fitted, "any_shown": values["any_shown"]}
    return release_head(recipe, output, head, ("technique", calibration))


def read_articles(data: Path, encoder: Encoder, progress: Progress) -> Stretches:
    """Return the annotated stretches of the training articles; they may overlap.

    Raises:
        DataError: the set is missing, or holds none.
    """
    index = {name: i for i, name in enumerate(named_techniques())}
    records = [(r, own) for r in read_records(data, SET, "train") if (own := gold_of(r))]
    if not records:
        raise DataError(f"{data}: {SET} has no article to learn from")
    vectors, labels, articles = [], [], []
    encodings = encode_all(encoder, [r["text"] for r, _ in records], progress, "techniques")
    for i, ((record, own), encoding) in enumerate(zip(records, encodings, strict=True)):
        sentences = sentences_in(record["text"])
        spans = [span for span, _ in own]
        around = [sentence_of(span, sentences) for span in spans]
        vectors.append(read_stretches(encoder, encoding, record["text"], (spans, around)).half())
        labels += [index[label] for _, label in own]
        articles += [i] * len(own)
    read = torch.cat(vectors).float()
    return Stretches(read, torch.tensor(labels), torch.tensor(articles))


def gold_of(record: Mapping[str, Any]) -> list[tuple[Span, str]]:
    """Return the stretches of a record with the label that their technique is merged into."""
    return [
        (Span(s["start"], s["end"]), TECHNIQUE_OF[s["technique"]])
        for s in record["spans"]
        if s["technique"] in TECHNIQUE_OF
    ]


def sentences_in(text: str) -> Sequence[Sentence]:
    """Return the sentences of `text`, as an analysis has them."""
    return Sentences()([Analysis(read_text(text))])[0].sentences or ()


def fit_head(stretches: Stretches, values: dict[str, Any], seed: int) -> TechniqueHead:
    """Return a head that has learned from `stretches`; the same `seed` gives the same one."""
    n, batch, epochs = len(stretches.labels), int(values["batch"]), int(values["epochs"])
    rng = np.random.default_rng(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        width = (stretches.vectors.shape[1] - len(FACTS)) // 6
        head = TechniqueHead(width, len(named_techniques()), len(FACTS)).train()
        learner = learner_of(head, values["learning_rate"], epochs * -(-n // batch))
        for _ in range(epochs):
            order = torch.from_numpy(rng.permutation(n))
            for rows in torch.split(order, batch):
                logits = head(stretches.vectors[rows])
                learner.learn(
                    F.cross_entropy(
                        logits, stretches.labels[rows], label_smoothing=values["smoothing"]
                    )
                )
    return head.eval()


def fit_scores(logits: Tensor, labels: Tensor, accuracy: float) -> dict[str, float]:
    """Return the temperature of held-out `logits`, and from which probability to name.

    That is the lowest one from which on at least the share `accuracy` of the names is right.
    Source: Guo et al. (2017), On Calibration of Modern Neural Networks, section 4.2.
    """
    log_temperature = torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([log_temperature], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        own = F.cross_entropy(logits / log_temperature.exp(), labels)
        torch.autograd.backward([own])
        return own

    optimiser.step(loss)  # type: ignore[no-untyped-call, unused-ignore]
    temperature = float(log_temperature.detach().exp())
    best = (logits / temperature).softmax(-1).max(-1)
    right = (best.indices == labels).float()
    reached = [
        step * _STEP
        for step in range(1, 100)
        if float(right[best.values >= step * _STEP].mean().nan_to_num()) >= accuracy
    ]
    sure = min(reached, default=1.0)
    return {"temperature": round(temperature, 4), "sure": round(sure, 2)}
