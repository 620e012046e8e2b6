"""Train the head that finds claims of one article in another, on ECB+."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from summarizer.errors import DataError
from summarizer.neural.facts import (
    Asked,
    FactReader,
    Side,
    Words,
    asked_of,
    joined_words,
    make_rows,
)
from summarizer.neural.heads.facts import FactHead, FactRows, FactWords, Scale
from summarizer.stages.parse import load_parser
from summarizer.training.fact_examples import FactExample, FactText, read_fact_texts
from summarizer.training.fact_fit import Held, fit_calibration
from summarizer.training.frozen import finished_encoder, finished_space
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.steps import learner_of

_FOREIGN_EVENTS, _FOREIGN_TEXTS = 4, 2


@dataclass(frozen=True, slots=True, eq=False)
class FactBatch:
    """All claims of the articles on one event, with the sentences they are looked for in.

    `stated` `[claims]` is whether, or how much of, a claim is stated; `states` `[rows]` the
    same for each sentence, -1 where the gold does not say.
    """

    topic: str
    words: FactWords
    rows: FactRows
    stated: Tensor
    states: Tensor


def train_facts(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `facts`; the weights go to `output/<id>`.

    Raises:
        DataError: ECB+ is missing, or has too few topics to hold some out.
    """
    values = recipe.values["facts"]
    network = output / recipe.values["network"]
    encoder = finished_encoder(network)
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    reader = FactReader(encoder.tokenizer, embeddings, finished_space(network))
    texts = read_fact_texts(data, "train", (encoder, load_parser()), progress)
    rng = np.random.default_rng(recipe.seed)
    batches = [
        batch_of(reader, group, foreign_texts(texts, i), (rng, int(values["foreign"])))
        for i, group in enumerate(texts)
        if any(t.examples for t in group)
    ]
    held: list[Held] = []
    topics = sorted({b.topic for b in batches}, key=lambda t: (len(t), t))
    folds = int(values["folds"])
    if len(topics) < folds:
        raise DataError(f"{data}: ecbplus has {len(topics)} topics; {folds} folds need as many")
    for fold in range(folds):
        out = set(topics[fold::folds])
        head = fit(recipe, [b for b in batches if b.topic not in out], progress)
        held += [judged(head, b) for b in batches if b.topic in out]
    calibration = fit_calibration(held, values["precision"])
    progress(f"facts: {calibration}")
    head = fit(recipe, batches, progress)
    return release_head(recipe, output, head, ("facts", calibration))


def fit(recipe: Recipe, batches: Sequence[FactBatch], progress: Progress) -> FactHead:
    """Return a head that learned from `batches`."""
    values = recipe.values["facts"]
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    head = FactHead(batches[0].words.states.shape[1])
    settle(head, batches)
    rounds = int(values["epochs"])
    learner = learner_of(head, values["learning_rate"], rounds * len(batches))
    head.train()
    for epoch in range(rounds):
        losses = [
            learner.learn(facts_loss(head, batches[int(i)], values["sentence_weight"]))
            for i in rng.permutation(len(batches))
        ]
        progress(f"facts: round {epoch + 1}, loss {np.mean(losses):.3f}")
    return head.eval()


def facts_loss(head: FactHead, batch: FactBatch, sentence_weight: float) -> Tensor:
    """Return the cross-entropy of articles, plus that of sentences where they are labelled."""
    logits, article = head(batch.words, batch.rows)
    loss = F.binary_cross_entropy_with_logits(article, batch.stated)
    known = batch.states >= 0
    if known.any():
        own = F.binary_cross_entropy_with_logits(logits[known], batch.states[known])
        loss = loss + sentence_weight * own
    return loss


def settle(head: FactHead, batches: Sequence[FactBatch]) -> None:
    """Set the scales of `head` to the features of `batches`, as they are before training."""
    scales = [m for m in head.modules() if isinstance(m, Scale)]
    seen: dict[int, list[Tensor]] = {i: [] for i in range(len(scales))}
    hooks = [
        m.register_forward_pre_hook(lambda _, given, i=i: seen[i].append(given[0]))
        for i, m in enumerate(scales)
    ]
    with torch.no_grad():
        for batch in batches:
            head.eval()(batch.words, batch.rows)
    for hook in hooks:
        hook.remove()
    for i, scale in enumerate(scales):
        features = torch.cat(seen[i])
        scale.center.copy_(features.mean(0))
        scale.spread.copy_(features.std(0).clamp(min=0.05))


def judged(head: FactHead, batch: FactBatch) -> Held:
    """Return what `head`, which has not seen `batch`, says of it, beside the gold."""
    with torch.no_grad():
        logits, article = head(batch.words, batch.rows)
    return Held(
        article.numpy(),
        batch.stated.numpy(),
        batch.rows.whole.numpy(),
        logits.numpy(),
        batch.states.numpy(),
    )


def foreign_texts(groups: Sequence[Sequence[FactText]], own: int) -> list[FactText]:
    """Return texts on other events than that of the group `own`: the nearest come first."""
    topic = groups[own][0].topic
    rest = [group for i, group in enumerate(groups) if i != own]
    kin = [group for group in rest if group[0].topic == topic]
    strangers = [group for group in rest if group[0].topic != topic]
    turn = own % max(len(strangers), 1)
    chosen = [*kin, *strangers[turn:], *strangers[:turn]][:_FOREIGN_EVENTS]
    return [text for group in chosen for text in group[:_FOREIGN_TEXTS]]


def batch_of(
    reader: FactReader,
    texts: Sequence[FactText],
    foreign: Sequence[FactText] = (),
    given: tuple[np.random.Generator, int] | None = None,
) -> FactBatch:
    """Return the examples of `texts`, all on one event, as one batch.

    Articles have many more sentences than are annotated. So every second claim is also looked
    for in as many as `given` says of the sentences of `foreign` texts, which do not state it.
    """
    ids = Words()
    sides = [reader.side(t.analysis, t.sentences, ids) for t in (*texts, *foreign)]
    words, offsets = joined_words([side.words for side in sides])
    flat = [(t, s) for t, side in enumerate(sides) for s in range(len(side.sentences))]
    place = {pair: i for i, pair in enumerate(flat)}
    sentences = [[w + offsets[t] for w in sides[t].sentences[s]] for t, s in flat]
    vectors = torch.cat([side.vectors for side in sides])
    strange = [i for i, (t, _) in enumerate(flat) if t >= len(texts) and sentences[i]]
    number = {text.id: t for t, text in enumerate(texts)}
    asked, kept = _asked_of(texts, sides[: len(texts)], offsets)
    pairs: list[tuple[int, int]] = []
    states: list[float] = []
    for i, (_, example) in enumerate(kept):
        at = [place[number[example.other], s] for s in example.sentences]
        labelled = [(a, y) for a, y in zip(at, example.states, strict=True) if sentences[a]]
        if given and strange and i % 2:
            chosen = given[0].choice(strange, min(given[1], len(strange)), replace=False)
            label = 0.0 if example.states[0] >= 0 else -1.0
            labelled += [(int(a), label) for a in chosen]
        pairs += [(i, a) for a, _ in labelled]
        states += [y for _, y in labelled]
    mine = vectors[[place[t, e.sentence] for t, e in kept]]
    rows = torch.tensor(pairs, dtype=torch.long).reshape(-1, 2)
    likeness = (mine[rows[:, 0]] * vectors[rows[:, 1]]).sum(1)
    stated = torch.tensor([example.stated for _, example in kept])
    return FactBatch(
        texts[0].topic,
        words,
        make_rows(asked, sentences, pairs, likeness),
        stated,
        torch.tensor(states),
    )


def _asked_of(
    texts: Sequence[FactText], sides: Sequence[Side], offsets: Sequence[int]
) -> tuple[Asked, list[tuple[int, FactExample]]]:
    """Return the claims of all examples, in the words of all texts, and whose they are."""
    columns: list[tuple[tuple[int, ...], tuple[int, ...], int, bool]] = []
    kept: list[tuple[int, FactExample]] = []
    for t, (text, side) in enumerate(zip(texts, sides, strict=True)):
        own = asked_of(text.analysis, [e.claim for e in text.examples], side)
        for i, example in enumerate(text.examples):
            if own.words[i]:
                words = tuple(w + offsets[t] for w in own.words[i])
                columns.append((words, own.roles[i], own.heads[i] + offsets[t], own.whole[i]))
                kept.append((t, example))
    return Asked(
        words=tuple(words for words, _, _, _ in columns),
        roles=tuple(roles for _, roles, _, _ in columns),
        heads=tuple(head for _, _, head, _ in columns),
        whole=tuple(whole for _, _, _, whole in columns),
    ), kept
