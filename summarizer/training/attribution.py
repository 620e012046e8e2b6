"""Train the head that finds attributions cue by cue, on annotated articles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.forms import (
    FORMS,
    forms_of,
    lines_of,
    local_forms,
    pad_rows,
    windows_of,
)
from summarizer.neural.heads.attribution import PARTS, AttributionHead
from summarizer.neural.quote_reader import WINDOW, cue_ranges, line_around
from summarizer.neural.tokens import Ints, ranges_of
from summarizer.quotations import quoted_stretches
from summarizer.read import read_text
from summarizer.stages.parse import load_parser, parse_text
from summarizer.stages.sentences import split_article
from summarizer.training.data import Attribution, Example, read_set
from summarizer.training.frozen import encode_all, finished_encoder
from summarizer.training.recipe import Progress, Recipe
from summarizer.training.release import release_head
from summarizer.training.steps import learner_of

SET = "polnear"
Pair = tuple[int, int]
_FALSE = 0.3


@dataclass(frozen=True, slots=True)
class Gold:
    """Token ranges of an attribution."""

    cue: Pair
    source: Pair | None
    content: tuple[Pair, ...]
    is_quoted: bool


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An article to learn from.

    `states` `[tokens, width]` in half precision, `forms` `[tokens, 4]`, `tags`
    `[tokens, parts]`, and the token ranges of its lines and windows.
    """

    states: Tensor
    forms: Tensor
    tags: Tensor
    lines: list[Pair]
    windows: list[Pair]
    golds: list[Gold]


def train_quotes(recipe: Recipe, data: Path, output: Path, progress: Progress) -> Path:
    """Run a recipe of kind `quotes`; the weights go to `output/<id>`.

    Raises:
        DataError: the annotated articles are missing, or there are none.
    """
    values = recipe.values["quotes"]
    encoder = finished_encoder(output / recipe.values["network"])
    encoder = replace(encoder, overlap=int(values["overlap"]))
    examples = list(read_set(data, SET, "train"))
    order = np.random.default_rng(recipe.seed + 1).permutation(len(examples))
    drawn = [examples[int(i)] for i in order[: int(values["articles"])]]
    chosen = [example for example in drawn if _is_unchanged(example)]
    if not chosen:
        raise DataError(f"{data}: {SET} has no article to learn from")
    head = fit_head(read_pages(chosen, encoder, progress), values, recipe.seed, progress)
    return release_head(recipe, output, head, ("quotes", values["thresholds"]))


def _is_unchanged(example: Example) -> bool:
    """Return whether reading leaves the text as it is, so that offsets stay right."""
    return bool(example.text.strip()) and read_text(example.text).text == example.text


def read_pages(examples: Sequence[Example], encoder: Encoder, progress: Progress) -> list[Page]:
    """Return annotated articles as the head reads them."""
    nlp, pages = load_parser(), []
    encodings = encode_all(encoder, [e.text for e in examples], progress, "attribution")
    for example, encoding in zip(examples, encodings, strict=True):
        sentences = split_article(read_text(example.text))
        doc = parse_text(nlp, example.text, sentences)
        forms = forms_of(encoding.offsets, doc, quoted_stretches(example.text))
        lower = encoding.states if encoding.lower is None else encoding.lower
        pages.append(page_of(example, encoding.offsets, (lower, forms)))
    return pages


def page_of(example: Example, offsets: Ints, read: tuple[Tensor, Ints]) -> Page:
    """Return `example` with its labels on tokens; `read` are its states and its forms."""
    lines = lines_of(offsets, example.text, WINDOW)
    golds = [g for a in example.attributions or () if (g := _gold(a, offsets)) is not None]
    tags = np.zeros((len(offsets), len(PARTS)), dtype=np.int64)
    # Longer contents first: an attribution inside another one keeps the outer tags.
    for gold in sorted(golds, key=lambda g: -sum(b - a for a, b in g.content)):
        for piece in gold.content:
            if not tags[slice(*piece), 0].any():
                _tag(tags[:, 0], piece)
        _tag(tags[:, 1], gold.cue)
        if gold.source:
            _tag(tags[:, 2], gold.source)
    states, forms = read
    return Page(
        states.half(),
        torch.from_numpy(forms),
        torch.from_numpy(tags),
        lines,
        windows_of(lines, WINDOW),
        golds,
    )


def _gold(found: Attribution, offsets: Ints) -> Gold | None:
    if found.cue is None or not found.content:
        return None
    (cue,) = ranges_of(offsets, [found.cue])
    source = ranges_of(offsets, [found.source])[0] if found.source else None
    content = tuple(ranges_of(offsets, found.content))
    return Gold(cue, source, content, found.kind != "indirect")


def _tag(column: Ints, at: Pair) -> None:
    """Write B (1) and I (2) into `column`."""
    column[at[0] : at[1]] = 2
    column[at[0]] = 1


def fit_head(
    pages: Sequence[Page], values: Mapping[str, Any], seed: int, progress: Progress
) -> AttributionHead:
    """Return a head that has learned from `pages`; the same `seed` gives the same one."""
    rng, epochs = np.random.default_rng(seed), int(values["epochs"])
    n_tokens, share = int(values["batch_tokens"]), float(values["indirect_share"])
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        head = AttributionHead(pages[0].states.shape[1], FORMS).train()
        n = len(list(batches_of(pages, n_tokens, rng)))
        learner = learner_of(head, values["learning_rate"], epochs * n)
        for epoch in range(epochs):
            losses = [
                learner.learn(loss_of(head, batch, share))
                for batch in itertools.islice(batches_of(pages, n_tokens, rng), n)
            ]
            progress(f"attribution: epoch {epoch + 1}, loss {np.mean(losses):.3f}")
    return head.eval()


def batches_of(
    pages: Sequence[Page], n_tokens: int, rng: np.random.Generator
) -> Iterator[list[tuple[Page, Pair]]]:
    """Yield windows in random order, as many as are about `n_tokens` tokens when padded."""
    windows = [(page, window) for page in pages for window in page.windows]
    batch: list[tuple[Page, Pair]] = []
    for i in rng.permutation(len(windows)):
        batch.append(windows[int(i)])
        if len(batch) * max(b - a for _, (a, b) in batch) >= n_tokens:
            yield batch
            batch = []
    if batch:
        yield batch


def loss_of(
    head: AttributionHead, batch: Sequence[tuple[Page, Pair]], indirect_share: float
) -> Tensor:
    """Return the loss of cue tags, and of source and content of gold cues and of false ones.

    Cues without quotation marks are three of four: only a random share of them is asked.
    """
    states, mask = pad_rows([page.states[a:b].float() for page, (a, b) in batch])
    forms, _ = pad_rows([local_forms(page.forms, window) for page, window in batch])
    tags, _ = pad_rows([page.tags[a:b] for page, (a, b) in batch])
    hidden = head.read(states, forms, mask)
    logits = head.tag_logits(hidden)
    tag_loss = F.cross_entropy(logits[mask].flatten(0, 1), tags[mask].flatten())
    stride = hidden.shape[1]
    asked = [
        item
        for row, (page, window) in enumerate(batch)
        for item in _questions(page, window, (row * stride, logits[row].detach()), indirect_share)
    ]
    if not asked:
        return tag_loss
    cues = torch.tensor([cue for cue, _, _ in asked])
    around = torch.tensor([line for _, line, _ in asked])
    own_loss, valid_loss = hidden.new_zeros(()), hidden.new_zeros(())
    n_tokens = int((around[:, 1] - around[:, 0]).sum())
    for rows, own, valid in head.own_logits(hidden.flatten(0, 1), cues, around):
        goal, real = pad_rows([asked[i][2] for i in rows])
        own_loss = own_loss + F.cross_entropy(
            own[real].flatten(0, 1), goal[real].flatten(), reduction="sum"
        )
        is_cue = goal.flatten(1).any(1).float()
        valid_loss = valid_loss + F.binary_cross_entropy_with_logits(valid, is_cue, reduction="sum")
    return tag_loss + own_loss / n_tokens + 0.2 * valid_loss / len(asked)


def _questions(
    page: Page, window: Pair, found: tuple[int, Tensor], indirect_share: float
) -> Iterator[tuple[Pair, Pair, Tensor]]:
    """Yield cue, paragraph and tags `[tokens, (source, content)]` of true and false cues.

    Ranges count tokens of the flattened batch. False cues are those that the head finds now.
    """
    shift, logits = found[0] - window[0], found[1]
    golds = [g for g in page.golds if window[0] <= g.cue[0] and g.cue[1] <= window[1]]
    probs = logits[: window[1] - window[0]].softmax(-1).numpy()
    false = [
        ((a + window[0], b + window[0]), p)
        for a, b, p in cue_ranges(probs[:, 1], _FALSE)
        if all(b + window[0] <= g.cue[0] or g.cue[1] <= a + window[0] for g in golds)
    ]
    # At first the head finds cues everywhere: only its surest errors are asked.
    false = sorted(false, key=lambda each: -each[1])[: len(golds) // 2]
    golds = [g for g in golds if g.is_quoted or float(torch.rand(())) < indirect_share]
    for cue, gold in [*((g.cue, g) for g in golds), *((c, None) for c, _ in false)]:
        line = line_around(page.lines, cue)
        goal = torch.zeros(line[1] - line[0], 2, dtype=torch.long)
        pieces = [] if gold is None else [(0, gold.source), *((1, c) for c in gold.content)]
        for column, piece in pieces:
            if piece is not None and line[0] <= piece[0] and piece[1] <= line[1]:
                goal[piece[0] - line[0] : piece[1] - line[0], column] = 2
                goal[piece[0] - line[0], column] = 1
        yield (cue[0] + shift, cue[1] + shift), (line[0] + shift, line[1] + shift), goal
