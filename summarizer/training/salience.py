"""Train the head that says which sentences of an article matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads import SalienceHead
from summarizer.neural.heads.pooling import mean_of
from summarizer.neural.heads.salience import salience_features
from summarizer.read import read_text
from summarizer.stages.salience import opens_paragraph
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records
from summarizer.training.frozen import encode_all
from summarizer.training.oracle import greedy_oracle, relevance
from summarizer.training.recipe import Progress
from summarizer.training.steps import learner_of
from summarizer.types import Sentence

_ORACLE_SENTENCES = 4
_SHARPNESS = 12.0  # how much the listwise target prefers the best sentences


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article cut to sentences, with what a summariser should think of each."""

    text: str
    sentences: tuple[Sentence, ...]
    chosen: tuple[int, ...]
    gains: tuple[float, ...]
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One article as tensors; `chosen` and `gains` are `[sentences]`."""

    vectors: Tensor
    features: Tensor
    chosen: Tensor
    gains: Tensor
    weight: float


def train_salience(
    encoder: Encoder,
    values: dict[str, float],
    data: Path,
    given: tuple[np.random.Generator, Progress],
) -> dict[str, nn.Module]:
    """Return the salience head, as it was after its best round on dev.

    Raises:
        DataError: a set is missing, or holds no article that is long enough.
    """
    rng, progress = given
    limit = int(values["max_sentences"])
    articles = [
        *_neus(data, "train", int(values["neus_fulltext"]), limit),
        *_bbc(data, int(values["bbc_news_summary"]), limit, values["bbc_weight"]),
    ]
    rows = _rows(encoder, articles, progress)
    dev = _rows(encoder, list(_neus(data, "dev", 200, limit)), progress)
    if not rows or not dev:
        raise DataError(f"{data}: no article of neus_fulltext has the four sentences it takes")
    head = SalienceHead(encoder.model.config.hidden_size, int(values["size"]))
    batch = int(values["batch"])
    steps = int(values["epochs"]) * (len(rows) // batch + 1)
    learner = learner_of(head, values["learning_rate"], steps)
    best, kept = -1.0, head.state_dict()
    for epoch in range(int(values["epochs"])):
        head.train()
        losses = []
        order = rng.permutation(len(rows))
        for i in range(0, len(order), batch):
            part = [rows[int(j)] for j in order[i : i + batch]]
            losses.append(learner.learn(salience_loss(head, part)))
        gain = mean_gain(head.eval(), dev)
        progress(f"salience: round {epoch + 1}, loss {np.mean(losses):.3f}, dev gain {gain:.4f}")
        if gain > best:
            best, kept = gain, {k: v.clone() for k, v in head.state_dict().items()}
    lead = float(np.mean([row.gains[:3].mean() for row in dev]))
    progress(f"salience: best dev gain {best:.4f}; the first three sentences {lead:.4f}")
    head.load_state_dict(kept)
    return {"salience": head.eval()}


def salience_loss(
    head: SalienceHead, rows: Sequence[Row], *, pointwise: float = 1.0, listwise: float = 0.5
) -> Tensor:
    """Return cross-entropy with the oracle, plus a listwise one with the gains, both weighed.

    Source of the listwise part: Cao et al. (2007), Learning to Rank, section 4.
    """
    vectors, mask = _pad([r.vectors for r in rows])
    features, _ = _pad([r.features for r in rows])
    chosen, _ = _pad([r.chosen for r in rows])
    gains, _ = _pad([r.gains for r in rows])
    logits = head(vectors, features, mask)
    weight = torch.tensor([r.weight for r in rows])
    each = F.binary_cross_entropy_with_logits(logits, chosen, reduction="none") * mask
    point = each.sum(1) / mask.sum(1)
    wanted = (gains * _SHARPNESS).masked_fill(~mask, float("-inf")).softmax(-1)
    given = logits.masked_fill(~mask, -1e9).log_softmax(-1)
    ranked = -(wanted * given).sum(1)
    both = pointwise * point + listwise * ranked
    total: Tensor = (both * weight).sum() / weight.sum()
    return total


def mean_gain(head: SalienceHead, rows: Sequence[Row]) -> float:
    """Return the mean gain of the three sentences that the head ranks first."""
    found = []
    for row in rows:
        mask = torch.ones(1, len(row.gains), dtype=torch.bool)
        with torch.inference_mode():
            logits = head(row.vectors[None], row.features[None], mask)[0]
        found.append(float(row.gains[logits.topk(min(3, len(logits))).indices].mean()))
    return float(np.mean(found))


def _rows(encoder: Encoder, articles: Sequence[Labelled], progress: Progress) -> list[Row]:
    rows = []
    encodings = encode_all(encoder, [a.text for a in articles], progress, "salience")
    for article, encoding in zip(articles, encodings, strict=True):
        ranges = encoding.ranges([s.span for s in article.sentences])
        opens = torch.tensor(opens_paragraph(article.sentences, article.text))
        with torch.inference_mode():
            vectors = mean_of(encoding.states, ranges)
        features = salience_features(ranges[:, 1] - ranges[:, 0], opens)
        chosen = torch.zeros(len(article.sentences))
        chosen[list(article.chosen)] = 1.0
        gains = torch.tensor(article.gains)
        rows.append(Row(vectors.clone(), features, chosen, gains, article.weight))
    return rows


def _neus(data: Path, split: str, n: int, limit: int) -> Iterator[Labelled]:
    """Yield articles whose gold is the neutral summary of their event."""
    seen = 0
    for record in read_records(data, "neus_fulltext", split):
        for part in record["articles"]:
            if seen < n and len(part["text"].split()) > 60:
                seen += 1
                yield from _labelled(part["text"], record["neutral_summary"], limit, 1.0)


def _bbc(data: Path, n: int, limit: int, weight: float) -> Iterator[Labelled]:
    """Yield articles with machine-made extracts: an auxiliary of little weight."""
    for i, record in enumerate(read_records(data, "bbc_news_summary", "train")):
        if i < n:
            chosen = [s for s, y in zip(record["sentences"], record["labels"], strict=True) if y]
            text = "\n\n".join(record["paragraphs"])
            yield from _labelled(text, " ".join(chosen), limit, weight)


def _labelled(text: str, reference: str, limit: int, weight: float) -> Iterator[Labelled]:
    """Yield the article with its gold, cut after `limit` sentences; nothing when too short."""
    article = read_text(text)
    body = [s for s in split_article(article) if s.kind == "body"][:limit]
    if len(body) < 4:
        return
    words = [s.span.of(article.text) for s in body]
    cut = article.text[: body[-1].span.end]
    yield Labelled(
        cut,
        tuple(body),
        tuple(greedy_oracle(words, reference, _ORACLE_SENTENCES)),
        tuple(relevance(words, reference)),
        weight,
    )


def _pad(parts: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    padded = nn.utils.rnn.pad_sequence(list(parts), batch_first=True)
    lengths = torch.tensor([len(p) for p in parts])
    return padded, torch.arange(padded.shape[1]) < lengths.unsqueeze(1)
