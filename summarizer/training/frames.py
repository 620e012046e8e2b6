"""Train the head for generic frames, on labelled articles and the codebook's sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from summarizer.codebook import Codebook, load_codebook, names_of
from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads.frames import FrameHead
from summarizer.neural.judges import SentenceSpace
from summarizer.read import read_text
from summarizer.stages.frames import FRAMES, told
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records
from summarizer.training.frozen import encode_all, finished_encoder, finished_space
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.types import Span

SET, HELD_OUT = "semeval2023_t3_framing", "ptc_semeval2020_t11"
FRAME_OF = {
    "Economic": "economic",
    "Capacity_and_resources": "capacity_and_resources",
    "Morality": "morality",
    "Fairness_and_equality": "fairness_and_equality",
    "Legality_Constitutionality_and_jurisprudence": "legality",
    "Policy_prescription_and_evaluation": "policy",
    "Crime_and_punishment": "crime_and_punishment",
    "Security_and_defense": "security_and_defense",
    "Health_and_safety": "health_and_safety",
    "Quality_of_life": "quality_of_life",
    "Cultural_identity": "cultural_identity",
    "Public_opinion": "public_opinion",
    "Political": "political",
    "External_regulation_and_reputation": "external_regulation",
}


@dataclass(frozen=True, slots=True, eq=False)
class FrameData:
    """Vectors `[items, width]` and which frames they show, `[items, frames]`.

    `ids` are the word pieces of each, where the items are articles.
    """

    vectors: Tensor
    shown: Tensor
    ids: tuple[Tensor, ...] = ()

    def part(self, rows: Sequence[int]) -> FrameData:
        """Return some of the items."""
        ids = tuple(self.ids[i] for i in rows) if self.ids else ()
        return FrameData(self.vectors[list(rows)], self.shown[list(rows)], ids)


def train_frames(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `frames`; the weights go to `output/<id>`.

    Raises:
        DataError: the labelled articles are missing, or too few for the folds.
    """
    values = recipe.values["frames"]
    network = output / recipe.values["network"]
    encoder, space = finished_encoder(network), finished_space(network)
    book = load_codebook(FRAMES)
    read, articles = read_articles(data, book, (encoder, space), progress)
    sentences = read_sentences(book, values["plain"], encoder, space)
    folds, n = int(values["folds"]), len(read)
    n_pieces = encoder.model.config.vocab_size
    if n < folds:
        raise DataError(f"{data}: {SET} has {n} articles to learn from; {folds} folds need as many")
    order = np.random.default_rng(recipe.seed).permutation(n)
    logits = torch.zeros_like(articles.shown)
    for fold in range(folds):
        held = sorted(order[fold::folds].tolist())
        rest = sorted(set(range(n)) - set(held))
        head = fit_frames(articles.part(rest), sentences, values, n_pieces)
        with torch.no_grad():
            logits[held] = torch.stack([head.article(read[i], articles.ids[i]) for i in held])
    calibration = fit_line(logits, articles.shown)
    progress(f"frames: {n} articles, {calibration}")
    head = fit_frames(articles, sentences, values, n_pieces)
    names = ("threshold", "sentence_threshold", "evidence_threshold")
    chosen = {name: values[name] for name in names}
    fitted = {**calibration, **chosen}
    return release_head(recipe, output, head, ("frames", fitted))


def read_articles(
    data: Path, book: Codebook, tools: tuple[Encoder, SentenceSpace], progress: Progress
) -> tuple[list[Tensor], FrameData]:
    """Return sentence vectors of the labelled articles, and their means with the frames.

    Articles of the encoder's own dev set are left out, so that they are new to all weights.

    Raises:
        DataError: a set is missing, or an article has a frame that it is not known to have.
    """
    encoder, space = tools
    held = {r["article_id"] for r in read_records(data, HELD_OUT, "dev")}
    records = [r for r in read_records(data, SET, "train") if r["article_id"] not in held]
    texts = [r["text"] for r in records]
    names = names_of(book)
    read, shown, ids = [], [], []
    for record, encoding in zip(
        records, encode_all(encoder, texts, progress, "frames"), strict=True
    ):
        spans = told(split_article(read_text(record["text"])))
        if not spans:
            continue
        read.append(torch.from_numpy(space.vectors(encoding, spans)))
        ids.append(torch.as_tensor(encoding.ids))
        own = {frame_of(name) for name in record["frames"]}
        shown.append([float(name in own) for name in names])
    if not read:
        raise DataError(f"{data}: {SET} has no article to learn from")
    means = torch.stack([vectors.mean(0) for vectors in read])
    return read, FrameData(means, torch.tensor(shown), tuple(ids))


def frame_of(name: str) -> str:
    """Return the codebook's label for a frame of the data set.

    Raises:
        DataError: there is none.
    """
    if name not in FRAME_OF:
        raise DataError(f"{SET}: no frame {name!r}; expected one of {', '.join(FRAME_OF)}")
    return FRAME_OF[name]


def read_sentences(
    book: Codebook, plain: Sequence[str], encoder: Encoder, space: SentenceSpace
) -> FrameData:
    """Return the codebook's examples, its look-alikes and `plain` sentences, which show none."""
    rows = [(e.text, {p.label for p in e.phrases}) for e in book.examples()]
    rows += [(text, set()) for text in plain]
    encodings = encoder.encode([text for text, _ in rows])
    vectors = [
        space.vectors(e, [Span(0, len(text))])[0]
        for (text, _), e in zip(rows, encodings, strict=True)
    ]
    shown = [[float(label.name in own) for label in book.labels] for _, own in rows]
    return FrameData(torch.from_numpy(np.stack(vectors)), torch.tensor(shown))


def fit_frames(
    articles: FrameData, sentences: FrameData, values: dict[str, float], n_pieces: int
) -> FrameHead:
    """Return the head that fits both; convex but for the articles' scale, without chance."""
    head = FrameHead(articles.vectors.shape[1], articles.shown.shape[1], n_pieces)
    fit_words(head, articles, values)
    head.center.copy_(articles.vectors.mean(0))
    n_shown = sentences.shown.sum(0).clamp(min=1)
    weight = (len(sentences.shown) - n_shown) / n_shown * values["example_weight"]
    own_parameters = [p for name, p in head.named_parameters() if not name.startswith("pieces")]
    optimiser = torch.optim.LBFGS(
        own_parameters, max_iter=int(values["iterations"]), line_search_fn="strong_wolfe"
    )

    def loss() -> Tensor:
        optimiser.zero_grad()
        own = F.binary_cross_entropy_with_logits(head.articles(articles.vectors), articles.shown)
        told_ = F.binary_cross_entropy_with_logits(
            head.sentences(sentences.vectors), sentences.shown, pos_weight=weight
        )
        size = head.weight.square().sum(1).mean()
        total = own + values["sentence_weight"] * told_ + values["penalty"] * size
        total = total + values["scale_penalty"] * head.article_scale.square().mean()
        torch.autograd.backward([total])
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call, unused-ignore]
    return head.eval()


def fit_words(head: FrameHead, articles: FrameData, values: dict[str, float]) -> None:
    """Fit what the word pieces of articles say; pieces of fewer articles than two say nothing."""
    n = len(articles.ids)
    known = torch.zeros_like(head.rarity)
    for ids in articles.ids:
        known += torch.bincount(ids, minlength=len(known)).clamp(max=1)
    rarity = torch.log((1 + n) / (1 + known)) + 1
    head.rarity.copy_(torch.where(known >= values["least_articles"], rarity, 0.0))
    rows = torch.stack([head.weighted(ids) for ids in articles.ids])
    used = head.rarity.nonzero()[:, 0]
    rows, weight = rows[:, used], torch.zeros(len(used), head.pieces.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [weight, head.pieces_bias],
        max_iter=int(values["iterations"]),
        line_search_fn="strong_wolfe",
    )

    def loss() -> Tensor:
        optimiser.zero_grad()
        logits = rows @ weight + head.pieces_bias
        own = F.binary_cross_entropy_with_logits(logits, articles.shown, reduction="sum")
        total = values["words_strength"] * own + 0.5 * weight.square().sum()
        torch.autograd.backward([total])
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call, unused-ignore]
    with torch.no_grad():
        head.pieces[used] = weight


def fit_line(logits: Tensor, shown: Tensor) -> dict[str, float]:
    """Return slope and bias that calibrate held-out `logits`.

    Source: Platt (1999), Probabilistic Outputs for Support Vector Machines, section 2.
    """
    line = torch.zeros(2, requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        own = F.binary_cross_entropy_with_logits(line[0].exp() * logits + line[1], shown)
        torch.autograd.backward([own])
        return own

    optimiser.step(loss)  # type: ignore[no-untyped-call, unused-ignore]
    slope, bias = float(line[0].detach().exp()), float(line[1].detach())
    return {"slope": round(slope, 4), "bias": round(bias, 4)}
