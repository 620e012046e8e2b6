"""Train the reader that finds loaded words sentence by sentence, on states of a finished encoder.

It learns from the codebook's examples and from sentences with single loaded words, both set
between the lines of mainstream news: so it cannot tell them by the text around them. The news
itself counts as plain, but for what the encoder's own tags take for loaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from summarizer.codebook import load_codebook
from summarizer.neural.blind import BlindReader
from summarizer.neural.encoder import Encoder, Encoding, reader_depth
from summarizer.neural.heads import TagHead
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.network import TECHNIQUE_TAGS
from summarizer.neural.wording import WordsJudge
from summarizer.phrases import PROSE
from summarizer.quotations import find_quotations
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records, read_set
from summarizer.training.frozen import (
    BlindTexts,
    encode_all,
    finished_encoder,
    finished_tags,
    finished_words,
)
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.targets import copy_layer
from summarizer.types import Span

Mask = npt.NDArray[np.bool_]
_MARK = re.compile(r"\[([^\[\]]+)\]")
_LONGEST = 120  # tokens of a sentence that are read in training
_LIKE_LENGTH = 6
_HEAD_RATE = 5.0
# Sets in which people marked loaded words, by the names that recipes use.
_SETS = {"propaganda": "ptc_semeval2020_t11", "bias": "babe"}
# Files of this package with sentences written for this project.
SENTENCES = ("loaded_words", "more_loaded_words")
_WORDS = 8  # in a stretch of loaded language that counts as a phrase


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A sentence: its lower states, which tokens are marked, which count, and how much."""

    states: Tensor
    marked: Mask
    counts: Mask
    weight: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the phrases that are marked in it."""

    text: str
    phrases: tuple[Span, ...]


def train_marks(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `marks`; the weights go to `output/<id>`.

    Raises:
        DataError: a set is missing.
    """
    values = recipe.values["marks"]
    folder = output / recipe.values["network"]
    encoder, tags = finished_encoder(folder), finished_tags(folder)
    words = WordsJudge(encoder, finished_words(output / recipe.values["readers"]))
    texts = BlindTexts(BlindReader(encoder, words))
    rng = np.random.default_rng(recipe.seed)
    with torch.random.fork_rng():
        torch.manual_seed(recipe.seed)
        rows = [
            *_own_rows(texts, tags, values, (data, rng, progress)),
            *_annotated_rows(texts, "propaganda", values, (data, rng, progress)),
            *_annotated_rows(texts, "bias", values, (data, rng, progress)),
        ]
        progress(f"marks: {len(rows)} sentences, {sum(r.marked.any() for r in rows)} with a mark")
        head = fit_marks(head_of(encoder), rows, values, (rng, progress))
    return release_head(recipe, output, head, ("marks", {}))


def loaded_words(files: Sequence[str] = SENTENCES) -> list[Marked]:
    """Return the sentences with single loaded words, and their plain look-alikes.

    Args:
        files: names of files of this package, without their ending.
    """
    folder = resources.files("summarizer.training")
    texts = [folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in files]
    subjects = [subject for text in texts for subject in tomllib.loads(text)["subject"]]
    return [unmarked(line) for s in subjects for line in (*s["loaded"], *s["plain"])]


def unmarked(line: str) -> Marked:
    """Return `line` without its brackets, and what stood in them."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[1])))
        text, at = text + mark[1], mark.end()
    return Marked(text + line[at:], tuple(spans))


def between_lines(
    news: Sequence[str], own: Sequence[Marked], rng: np.random.Generator
) -> Iterator[tuple[str, list[Span], list[Span]]]:
    """Yield the news with `own` between its lines, evenly dealt; its phrases; places of `own`."""
    order = rng.permutation(len(own))
    for text, dealt in zip(news, np.array_split(order, len(news)), strict=True):
        lines: list[Marked | str] = [line for line in text.splitlines() if line.strip()]
        for i in dealt:
            lines.insert(int(rng.integers(0, len(lines) + 1)), own[int(i)])
        whole, phrases, places = "", [], []
        for line in lines:
            start = len(whole)
            if isinstance(line, Marked):
                phrases += [Span(start + p.start, start + p.end) for p in line.phrases]
                places.append(Span(start, start + len(line.text)))
            whole += (line if isinstance(line, str) else line.text) + "\n"
        yield whole, phrases, places


def _own_rows(
    encoder: BlindTexts,
    tags: TagHead,
    values: dict[str, Any],
    given: tuple[Path, np.random.Generator, Progress],
) -> list[Row]:
    """Return sentences of the codebook and of our own, and the news between which they stand."""
    data, rng, progress = given
    every, first = int(values["every"]), int(values["first"])
    news = [r["text"] for r in read_records(data, "polnear", "train")][first::every]
    examples = load_codebook(values["codebook"]).examples()
    book = [Marked(e.text, tuple(p.span for p in e.phrases)) for e in examples]
    words = loaded_words(values["sentences"])
    texts = list(between_lines(news, [*book, *words, *words], rng))
    own: list[Row] = []
    plain: list[Row] = []
    for (text, phrases, places), encoding in zip(
        texts, encode_all(encoder, [t for t, *_ in texts], progress, "marks"), strict=True
    ):
        quoted = [q.span for q in find_quotations(text)]
        for sentence in _sentences(text):
            if any(p.start <= sentence.start < p.end for p in places):
                own.append(row_of(encoding, sentence, phrases, weight=1.0))
            else:
                row = row_of(encoding, sentence, (), weight=values["plain_weight"], open_at=quoted)
                plain.append(_without_tagged(row, encoding, sentence, (tags, values["open"])))
    alone = [
        row_of(encoding, Span(0, len(w.text)), w.phrases, weight=1.0)
        for w, encoding in zip(
            words, encode_all(encoder, [w.text for w in words], progress, "marks"), strict=True
        )
    ]
    kept = rng.permutation(len(plain))[: int(values["plain"])]
    return [*own, *alone, *(plain[int(i)] for i in kept)]


def _annotated_rows(
    encoder: BlindTexts,
    name: str,
    values: dict[str, Any],
    given: tuple[Path, np.random.Generator, Progress],
) -> list[Row]:
    """Return sentences of a set in which people marked loaded words, and a third as many plain."""
    data, rng, progress = given
    n, weight = int(values[name]), float(values[f"{name}_weight"])
    examples = read_set(data, _SETS[name], "train")
    marked: list[Row] = []
    plain: list[Row] = []
    encodings = encode_all(encoder, [e.text for e in examples], progress, name)
    for example, encoding in zip(examples, encodings, strict=True):
        phrases = [
            s for s in dict(example.tags)["loaded"] if len(s.of(example.text).split()) <= _WORDS
        ]
        for sentence in _sentences(example.text):
            is_marked = any(sentence.overlaps(p) for p in phrases)
            own = weight if is_marked else weight * 0.5
            row = row_of(encoding, sentence, phrases, weight=own)
            (marked if is_marked else plain).append(row)
    chosen = [marked[int(i)] for i in rng.permutation(len(marked))[:n]]
    return chosen + [plain[int(i)] for i in rng.permutation(len(plain))[: n // 3]]


def row_of(
    encoding: Encoding,
    sentence: Span,
    phrases: Sequence[Span],
    *,
    weight: float,
    open_at: Sequence[Span] = (),
) -> Row:
    """Return one sentence; tokens in `open_at` do not count."""
    start, end = encoding.ranges([sentence])[0].tolist()
    end = min(end, start + _LONGEST)
    offsets = encoding.offsets[start:end]

    def inside(spans: Sequence[Span]) -> Mask:
        return np.array([any(a < s.end and b > s.start for s in spans) for a, b in offsets])

    if encoding.lower is None:
        raise ValueError("the encoder keeps no lower states")
    # Half the memory: the states of all sentences wait here together.
    return Row(encoding.lower[start:end].half().clone(), inside(phrases), ~inside(open_at), weight)


def _without_tagged(
    row: Row, encoding: Encoding, sentence: Span, given: tuple[TagHead, float]
) -> Row:
    """Return `row`; what the encoder's tags take for loaded does not count as plain."""
    tags, most = given
    start = encoding.ranges([sentence])[0, 0]
    columns = [TECHNIQUE_TAGS.index(name) for name in ("framing", "loaded")]
    with torch.inference_mode():
        scores = tags(encoding.states[start : start + len(row.marked)])[:, columns].sigmoid()
    counts = row.counts & (scores.amax(-1).numpy() < most)
    return Row(row.states, row.marked, counts, row.weight)


def _sentences(text: str) -> list[Span]:
    return [s.span for s in split_article(read_text(text)) if s.kind in PROSE]


def head_of(encoder: Encoder) -> MarksHead:
    """Return a head whose layers are copies of the encoder's top ones."""
    config, layers = encoder.model.config, encoder.model.encoder.layer
    depth = reader_depth(encoder.model)
    size = (config.hidden_size, config.num_attention_heads, config.intermediate_size)
    head = MarksHead(size, depth)
    for own, theirs in zip(head.layers, layers[-depth:], strict=True):
        copy_layer(own, theirs)  # type: ignore[arg-type]
    with torch.no_grad():
        head.out.weight.mul_(0.3)
        head.out.bias.fill_(-2.0)  # few tokens are marked
    return head


def fit_marks(
    head: MarksHead,
    rows: Sequence[Row],
    values: dict[str, Any],
    given: tuple[np.random.Generator, Progress],
) -> MarksHead:
    """Return `head` when it has learned from `rows`."""
    rng, progress = given
    epochs, batch = int(values["epochs"]), int(values["batch"])
    steps, rate = epochs * -(-len(rows) // batch), float(values["learning_rate"])
    groups = [
        {"params": [p for n, p in head.named_parameters() if not n.startswith("out.")], "lr": rate},
        {"params": list(head.out.parameters()), "lr": rate * _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.1 * steps), (1 - s / steps) / 0.9 + 1e-3)
    )
    for _ in range(epochs):
        losses = []
        for part in _batches(rows, batch, rng):
            head.train()
            loss = marks_loss(head, part)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward([loss])
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        progress(f"marks: loss {np.mean(losses):.4f}")
    return head.eval()


def marks_loss(head: MarksHead, rows: Sequence[Row]) -> Tensor:
    """Return the mean cross-entropy of the tokens that count, each as much as its row."""
    ends = np.cumsum([len(r.states) for r in rows])
    starts = ends - [len(r.states) for r in rows]
    logits, mask = head(
        torch.cat([r.states for r in rows]).float(), torch.tensor(np.stack([starts, ends], 1))
    )
    gold = torch.from_numpy(np.concatenate([r.marked for r in rows])).float()
    weight = torch.from_numpy(np.concatenate([r.counts * r.weight for r in rows])).float()
    losses = F.binary_cross_entropy_with_logits(logits[mask], gold, weight, reduction="sum")
    return losses / weight.sum().clamp(min=1e-6)


def _batches(rows: Sequence[Row], size: int, rng: np.random.Generator) -> Iterator[list[Row]]:
    order = sorted(
        range(len(rows)), key=lambda i: (len(rows[i].states) // _LIKE_LENGTH, rng.random())
    )
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    for i in rng.permutation(len(batches)):
        yield [rows[j] for j in batches[int(i)]]
