"""From labelled texts to padded batches with targets for the heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from summarizer.neural.encoder import pad_windows
from summarizer.neural.network import ATTRIBUTION_TAGS, TECHNIQUE_TAGS, VALENCES
from summarizer.neural.tokens import Ints, TokenRow, ranges_of, tokenize
from summarizer.training.data import Example, join
from summarizer.types import Span

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """Content pieces of one window, its sources and cues, and which belongs to which.

    A gold index equal to the number of sources (or cues) means that there is none.
    """

    contents: list[Pair]
    sources: list[Pair]
    cues: list[Pair]
    gold_source: list[int]
    gold_cue: list[int]


@dataclass(slots=True)
class Window:
    """A row of tokens with token-level labels; ranges count from the row's first token."""

    ids: Ints
    loaded: list[tuple[Pair, int]] = field(default_factory=list)
    tags: dict[str, Ints] = field(default_factory=dict)
    attribution: Ints | None = None
    links: Links | None = None
    targets: list[tuple[Pair, Pair, int]] = field(default_factory=list)
    phrases: list[tuple[Pair, Pair, int, int]] = field(default_factory=list)
    sentences: list[tuple[Pair, str]] = field(default_factory=list)


def windows_of(
    examples: Sequence[Example], tokenizer: Tokenizer, size: int, rng: np.random.Generator
) -> list[Window]:
    """Return the windows of all examples; long texts are cut at a random phase."""
    windows: list[Window] = []
    for example, row in zip(examples, tokenize(tokenizer, [e.text for e in examples]), strict=True):
        n = len(row.ids)
        first = int(rng.integers(size // 2, size + 1)) if n > size else n
        cuts = [0, *range(first, n, size), n] if n > size else [0, n]
        for start, end in zip(cuts, cuts[1:], strict=False):
            if end - start > 2:
                windows.append(_window(example, row, start, end))
    return windows


def pack(
    examples: Sequence[Example], chance: float, size: int, rng: np.random.Generator
) -> list[Example]:
    """Return the examples in random order, a share of them joined to texts of about `size`.

    `size` is in characters. Joined texts teach the heads what a whole article is like.
    """
    order = rng.permutation(len(examples))
    packed: list[Example] = []
    waiting: list[Example] = []
    room = size
    for i in order:
        example = examples[int(i)]
        if rng.random() >= chance:
            packed.append(example)
            continue
        if waiting and len(example.text) > room:
            packed.append(join(waiting))
            waiting, room = [], size
        waiting.append(example)
        room -= len(example.text)
    if waiting:
        packed.append(join(waiting))
    return [packed[int(i)] for i in rng.permutation(len(packed))]


def batches_of(
    windows: Sequence[Window], batch_tokens: int, rng: np.random.Generator
) -> Iterator[list[Window]]:
    """Yield batches of about `batch_tokens` padded tokens, of windows of like length."""
    order = sorted(range(len(windows)), key=lambda i: (len(windows[i].ids) // 16, rng.random()))
    batches: list[list[Window]] = [[]]
    for i in order:
        width = -(-(len(windows[i].ids) + 2) // 16) * 16
        if batches[-1] and (len(batches[-1]) + 1) * width > batch_tokens:
            batches.append([])
        batches[-1].append(windows[i])
    for i in rng.permutation(len(batches)):
        yield batches[int(i)]


def collate(tokenizer: Tokenizer, batch: Sequence[Window]) -> tuple[Tensor, Tensor, int]:
    """Return ids and mask `[windows, length]`, and `length`: a row's stride when flattened."""
    ids, mask = pad_windows(tokenizer, [w.ids for w in batch])
    return ids, mask, ids.shape[1]


def flat_ranges(pairs: Sequence[tuple[int, Pair]], stride: int) -> Tensor:
    """Return ranges `[items, 2]` in the flattened batch; 1 is added for [CLS]."""
    rows = [(i * stride + 1 + a, i * stride + 1 + b) for i, (a, b) in pairs]
    return torch.tensor(rows, dtype=torch.long).reshape(-1, 2)


def _window(example: Example, row: TokenRow, start: int, end: int) -> Window:
    offsets = row.offsets[start:end]
    low, high = int(offsets[0, 0]), int(offsets[-1, 1])

    def inside(span: Span) -> bool:
        return span.start < high and span.end > low

    def pair(span: Span) -> Pair:
        return ranges_of(offsets, [span])[0]

    window = Window(row.ids[start:end])
    for span, label in example.loaded or ():
        if inside(span):
            window.loaded.append((pair(span), label))
    for span in example.sentences:
        if inside(span):
            window.sentences.append((pair(span), span.of(example.text)))
    for name, spans in example.tags:
        tag = np.zeros(end - start, dtype=np.int64)
        for span in spans:
            if inside(span):
                tag[slice(*pair(span))] = 1
        window.tags[name] = tag
    for target in example.targets or ():
        if low <= target.mention.start and target.mention.end <= high:
            window.targets.append((pair(target.mention), pair(target.sentence), target.label))
    for p in example.phrases or ():
        if low <= p.span.start and p.span.end <= high:
            valence = VALENCES.index(p.valence) if p.valence else -1
            window.phrases.append((pair(p.span), pair(p.sentence), p.label, valence))
    if example.attributions is not None:
        _add_attributions(window, example, pair, (low, high))
    return window


def _add_attributions(window: Window, example: Example, pair: object, limits: Pair) -> None:
    low, high = limits
    tags = np.zeros((len(window.ids), len(ATTRIBUTION_TAGS)), dtype=np.int64)
    links = Links([], [], [], [], [])
    places: dict[str, dict[Pair, int]] = {"source": {}, "cue": {}}

    def whole(span: Span | None) -> bool:
        return span is not None and low <= span.start and span.end <= high

    # Longer contents first: an attribution inside another one keeps the outer tags.
    for a in sorted(example.attributions or (), key=lambda a: -sum(s.end - s.start for s in a.content)):
        for piece in a.content:
            if piece.start < high and piece.end > low:
                _tag(tags[:, 0], pair(piece), keep=True)  # type: ignore[operator]
        for column, (name, part, known) in enumerate(
            (("cue", a.cue, links.cues), ("source", a.source, links.sources)), start=1
        ):
            if part is not None and whole(part):
                at: Pair = pair(part)  # type: ignore[operator]
                _tag(tags[:, column], at, keep=False)
                if at not in places[name]:
                    places[name][at] = len(known)
                    known.append(at)
    for a in example.attributions or ():
        if not all(part is None or whole(part) for part in (a.cue, a.source)):
            continue
        for piece in a.content:
            if whole(piece):
                links.contents.append(pair(piece))  # type: ignore[operator]
                links.gold_source.append(
                    places["source"][pair(a.source)] if a.source else len(links.sources)  # type: ignore[operator]
                )
                links.gold_cue.append(
                    places["cue"][pair(a.cue)] if a.cue else len(links.cues)  # type: ignore[operator]
                )
    window.attribution, window.links = tags, links


def _tag(column: Ints, at: Pair, *, keep: bool) -> None:
    """Write B (1) and I (2) into `column`; with `keep`, only where nothing stands yet."""
    start, end = at
    if keep and column[start:end].any():
        return
    column[start:end] = 2
    column[start] = 1


__all__ = ["TECHNIQUE_TAGS", "Window", "batches_of", "collate", "flat_ranges", "pack", "windows_of"]
