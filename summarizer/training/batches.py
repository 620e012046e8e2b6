"""From labelled texts to padded batches with targets for the heads."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from summarizer.neural.encoder import pad_windows
from summarizer.neural.network import ATTRIBUTION_TAGS, VALENCES
from summarizer.neural.tokens import Ints, TokenRow, ranges_of, tokenize
from summarizer.training.data import Attribution, Example, join
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
        for start, end in itertools.pairwise(cuts):
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
        view = _View(pair, low, high)
        window.attribution = _attribution_tags(example.attributions, len(window.ids), view)
        window.links = _links(example.attributions, view)
    return window


@dataclass(frozen=True, slots=True)
class _View:
    """The characters `[low, high)` of a window, and how to find a span's tokens in it."""

    pair: Callable[[Span], Pair]
    low: int
    high: int

    def shows(self, span: Span | None) -> bool:
        """Return whether the whole of `span` lies in the window; nothing always does."""
        return span is None or (self.low <= span.start and span.end <= self.high)


def _attribution_tags(found: Sequence[Attribution], n_tokens: int, view: _View) -> Ints:
    """Return `[tokens, parts]`: 1 where a part begins, 2 where it goes on, else 0."""
    tags = np.zeros((n_tokens, len(ATTRIBUTION_TAGS)), dtype=np.int64)
    # Longer contents first: an attribution inside another one keeps the outer tags.
    for a in sorted(found, key=lambda a: -sum(s.end - s.start for s in a.content)):
        for piece in a.content:
            if piece.start < view.high and piece.end > view.low:
                _tag(tags[:, 0], view.pair(piece), keep=True)
        for column, part in enumerate((a.cue, a.source), start=1):
            if part is not None and view.shows(part):
                _tag(tags[:, column], view.pair(part), keep=False)
    return tags


def _links(found: Sequence[Attribution], view: _View) -> Links:
    """Return the contents with their sources and cues; what the window cuts is left out."""
    sources = [view.pair(a.source) for a in found if a.source and view.shows(a.source)]
    cues = [view.pair(a.cue) for a in found if a.cue and view.shows(a.cue)]
    links = Links([], list(dict.fromkeys(sources)), list(dict.fromkeys(cues)), [], [])
    for a in found:
        if not (view.shows(a.cue) and view.shows(a.source)):
            continue
        source = links.sources.index(view.pair(a.source)) if a.source else len(links.sources)
        cue = links.cues.index(view.pair(a.cue)) if a.cue else len(links.cues)
        for piece in a.content:
            if view.shows(piece):
                links.contents.append(view.pair(piece))
                links.gold_source.append(source)
                links.gold_cue.append(cue)
    return links


def _tag(column: Ints, at: Pair, *, keep: bool) -> None:
    """Write B (1) and I (2) into `column`; with `keep`, only where nothing stands yet."""
    start, end = at
    if keep and column[start:end].any():
        return
    column[start:end] = 2
    column[start] = 1


def alike(
    lengths: Sequence[int], size: int, width: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    """Yield the numbers of items of like lengths, at most `size` together, in random order.

    Lengths are alike within steps of `width`.
    """
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] // width, rng.random()))
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    for i in rng.permutation(len(parts)):
        yield parts[int(i)]
