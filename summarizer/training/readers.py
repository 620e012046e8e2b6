"""Train heads that read the states of a finished encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.codebook import Codebook, load_codebook
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads import TargetHead, WordsHead
from summarizer.neural.network import ROLES, VALENCES
from summarizer.neural.wording import phrase_vectors
from summarizer.training.data import Target, read_records, read_set
from summarizer.training.frozen import encode_all, finished_encoder
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import pin
from summarizer.training.salience import train_salience
from summarizer.training.steps import learner_of
from summarizer.types import RoleName, Span

_ROLE_OF: dict[str, RoleName] = {
    "Protagonist": "protagonist",
    "Antagonist": "antagonist",
    "Innocent": "victim",
    "hero": "protagonist",
    "villain": "antagonist",
    "victim": "victim",
}
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CONTEXT = 250  # characters on each side of a mention, when sentences are not given

# The states of a sentence, the mention's range in it, and the index of its role.
Cast = tuple[Tensor, Tensor, int]


def train_readers(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `readers`; the weights go to `output/<id>`."""
    encoder = finished_encoder(output / recipe.values["network"])
    target = output / recipe.id
    target.mkdir(parents=True, exist_ok=True)
    parts: dict[str, Tensor] = {}
    for name, fit in (("role", train_role), ("words", train_words), ("salience", train_salience)):
        torch.manual_seed(recipe.seed)
        rng = np.random.default_rng(recipe.seed)
        for head, module in fit(encoder, recipe.values[name], data, (rng, progress)).items():
            state = module.state_dict()
            parts |= {f"{head}.{k}": v.to(torch.float16).contiguous() for k, v in state.items()}
        save_file(parts, target / "model.safetensors")
    pin(output, recipe.id, recipe.values.get("release", {}))
    return target


def train_role(
    encoder: Encoder,
    values: dict[str, float],
    data: Path,
    given: tuple[np.random.Generator, Progress],
) -> dict[str, nn.Module]:
    """Return the head that says how someone is cast."""
    rng, progress = given
    texts, targets = role_examples(data, int(values["newsmtsc_neutral"]), rng)
    items: list[Cast] = []
    for encoding, own in zip(encode_all(encoder, texts, progress, "role"), targets, strict=True):
        for t in own:
            mention, around = encoding.ranges([t.mention, t.sentence])
            states = encoding.states[around[0] : around[1]].clone()
            items.append((states, mention - around[0], t.label))
    head = TargetHead(encoder.model.config.hidden_size, len(ROLES))
    counts = np.bincount([y for *_, y in items], minlength=len(ROLES))
    weight = torch.tensor((len(items) / (len(ROLES) * np.maximum(counts, 1))) ** 0.5).float()
    progress(f"role: {dict(zip(ROLES, counts.tolist(), strict=True))}")
    batch = int(values["batch"])
    steps = int(values["epochs"]) * (len(items) // batch + 1)
    learner = learner_of(head, values["learning_rate"], steps)
    for _ in range(int(values["epochs"])):
        losses = []
        order = rng.permutation(len(items))
        for i in range(0, len(order), batch):
            part = [items[int(j)] for j in order[i : i + batch]]
            losses.append(learner.learn(role_loss(head, part, weight)))
        progress(f"role: loss {np.mean(losses):.3f}")
    return {"role": head.eval()}


def role_loss(head: TargetHead, items: Sequence[Cast], weight: Tensor) -> Tensor:
    """Return the cross-entropy of the roles, each class counting as much as `weight` says."""
    starts = np.cumsum([0, *(len(states) for states, _, _ in items)])
    offset = torch.tensor(starts[:-1]).unsqueeze(1)
    mentions = torch.stack([mention for _, mention, _ in items]) + offset
    sentences = torch.tensor(np.stack([starts[:-1], starts[1:]], 1))
    logits = head(torch.cat([states for states, _, _ in items]), mentions, sentences)
    return F.cross_entropy(logits, torch.tensor([y for *_, y in items]), weight)


def train_words(
    encoder: Encoder,
    values: dict[str, Any],
    data: Path,  # noqa: ARG001
    given: tuple[np.random.Generator, Progress],
) -> dict[str, nn.Module]:
    """Return linear classifiers of the codebook's phrases by their words alone."""
    book = load_codebook(values["codebook"])
    index = {label.name: i for i, label in enumerate(book.labels)}
    marked = [(p, p.span.of(e.text)) for e in book.examples() for p in e.phrases]
    vectors = phrase_vectors(encoder, [words for _, words in marked])
    labels = torch.tensor([index[p.label] for p, _ in marked])
    valences = torch.tensor([VALENCES.index(p.valence) for p, _ in marked])
    head = WordsHead(encoder.model.config.hidden_size, len(book.labels))
    optimiser = torch.optim.LBFGS(head.parameters(), max_iter=int(values["iterations"]))

    plain = phrase_vectors(encoder, plain_stretches(book, int(values["plain"]), given[0]))
    both = torch.cat([vectors, plain])
    carries = torch.cat([torch.ones(len(vectors)), torch.zeros(len(plain))])

    def loss() -> Tensor:
        optimiser.zero_grad()
        found, kinds = head(vectors)
        size = sum(
            (part.weight.square().sum() for part in (head.label, head.valence, head.framing)),
            torch.zeros(()),
        )
        total: Tensor = F.cross_entropy(found, labels) + F.cross_entropy(kinds, valences)
        total = total + F.binary_cross_entropy_with_logits(head.framing(both)[:, 0], carries)
        total = total + values["penalty"] * size
        torch.autograd.backward([total])
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call, unused-ignore]
    given[1](f"words: {len(marked)} phrases, loss {float(loss().detach()):.3f}")
    return {"words": head.eval()}


def plain_stretches(book: Codebook, n: int, rng: np.random.Generator) -> list[str]:
    """Return up to `n` stretches of 1–4 words of the codebook's sentences without a mark."""
    found = []
    for example in book.examples():
        words = [Span(*m.span()) for m in _WORD.finditer(example.text)]
        for _ in range(3):
            first = int(rng.integers(0, len(words)))
            last = min(len(words), first + int(rng.integers(1, 5))) - 1
            stretch = Span(words[first].start, words[last].end)
            if not any(stretch.overlaps(p.span) for p in example.phrases):
                found.append(stretch.of(example.text))
    return [found[int(i)] for i in rng.permutation(len(found))[:n]]


def role_examples(
    data: Path, n_neutral: int, rng: np.random.Generator, split: str = "train"
) -> tuple[list[str], list[list[Target]]]:
    """Return texts and the cast mentions in each; `label` is an index of `ROLES`."""
    texts: list[str] = []
    targets: list[list[Target]] = []
    for r in read_records(data, "semeval2025_t10_entity_framing", split):
        found = [(Span(e["start"], e["end"]), e["main_role"]) for e in r["entities"]]
        if found:
            texts.append(r["text"])
            targets.append([_cast(r["text"], m, role) for m, role in found])
    for r in read_records(data, "narrative_frames", split):
        found = [
            (Span(m["start"], m["end"]), e["role"])
            for e in r["entities"]
            for m in e["mentions"][:3]
            if e["role"] in _ROLE_OF
        ]
        if found:
            texts.append(r["text"])
            targets.append([_cast(r["text"], m, role) for m, role in found])
    neutral = [
        (e.text, [Target(t.mention, t.sentence, ROLES.index("none")) for t in e.targets or ()])
        for e in read_set(data, "newsmtsc", split)
        if e.targets and all(t.label == 1 for t in e.targets)
    ]
    for i in rng.permutation(len(neutral))[:n_neutral]:
        texts.append(neutral[int(i)][0])
        targets.append(neutral[int(i)][1])
    return texts, targets


def _cast(text: str, mention: Span, role: str) -> Target:
    """Return the target in its sentence, or what comes near to it: up to a stop or a line break."""
    start = max(text.rfind(mark, 0, mention.start) for mark in (". ", "\n", "? ", "! ")) + 1
    ends = [at for mark in (". ", "\n", "? ", "! ") if (at := text.find(mark, mention.end)) >= 0]
    end = min([*ends, len(text) - 1]) + 1
    sentence = Span(max(start, mention.start - _CONTEXT), min(end, mention.end + _CONTEXT))
    return Target(mention, sentence, ROLES.index(_ROLE_OF[role]))
