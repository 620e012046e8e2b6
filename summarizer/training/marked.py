"""Sentences whose loaded words are marked, as the reader of marks and its teacher learn from them.

They are the codebook's examples and sentences with single loaded words; lines of mainstream news,
which count as plain but for what the encoder's own tags take for loaded; and sentences of sets in
which people marked loaded words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import torch

from summarizer.codebook import load_codebook, parse_marks
from summarizer.neural.encoder import Encoder, Encoding
from summarizer.neural.heads import TagHead
from summarizer.neural.network import TECHNIQUE_TAGS
from summarizer.neural.tokens import Ints
from summarizer.phrases import PROSE
from summarizer.quotations import find_quotations
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.training.data import read_records, read_set
from summarizer.training.frozen import BlindTexts, encode_all
from summarizer.training.recipe import Progress
from summarizer.types import Span

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Item = TypeVar("Item")
Given = tuple[Path, np.random.Generator, Progress]
_LONGEST = 120  # tokens of a sentence that are read in training
# Sets in which people marked loaded words, by the names that recipes use.
_SETS = {"propaganda": "ptc_semeval2020_t11", "bias": "babe"}
# Files in `loaded_words` with sentences written for this project.
SENTENCES = (
    "single",
    "registers",
    "conflict",
    "politics",
    "terms",
    "identities",
    "pairs",
    "features",
    "senses",
)
_WORDS = 8  # in a stretch of loaded language that counts as a phrase
_CHARACTERS = (30, 400)  # of a sentence of news that nobody marked
_EVERY = 7  # of the training articles of PolNeAR, one may be drawn
_OPENING = 4000  # characters of an article that are read for such sentences


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A sentence: its word pieces, how likely each is loaded, which count, and how much.

    `wanted` `[tokens]` is 0 or 1 where people marked, or between them what a teacher says.
    """

    ids: Ints
    wanted: Floats
    counts: Mask
    weight: float


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the phrases that are marked in it."""

    text: str
    phrases: tuple[Span, ...]


def loaded_words(files: Sequence[str] = SENTENCES) -> list[Marked]:
    """Return the sentences with single loaded words, and their plain look-alikes.

    Args:
        files: names of files in the folder `loaded_words`, without their ending.
    """
    folder = resources.files("summarizer.training").joinpath("loaded_words")
    texts = [folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in files]
    subjects = [subject for text in texts for subject in tomllib.loads(text)["subject"]]
    return [unmarked(line) for s in subjects for line in (*s["loaded"], *s["plain"])]


def unmarked(line: str) -> Marked:
    """Return `line` without its brackets, and what stood in them."""
    text, phrases = parse_marks(line, "loaded_other", "negative")
    return Marked(text, tuple(p.span for p in phrases))


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


def own_rows(
    encoder: BlindTexts,
    tags: TagHead,
    values: dict[str, Any],
    given: Given,
) -> list[Row]:
    """Return sentences of the codebook and of our own, and lines of news that count as plain."""
    data, rng, progress = given
    examples = load_codebook(values["codebook"]).examples()
    book = [Marked(e.text, tuple(p.span for p in e.phrases)) for e in examples]
    own = [*book, *loaded_words(values["sentences"])]
    found = [
        row_of(encoding, sentence, each.phrases, weight=1.0)
        for each, encoding in zip(
            own, encode_all(encoder, [o.text for o in own], progress, "marks"), strict=True
        )
        for sentence in _sentences(each.text)
    ]
    every, first = int(values["every"]), int(values["first"])
    news = [r["text"] for r in read_records(data, "polnear", "train")][first::every]
    plain: list[Row] = []
    for text, encoding in zip(news, encode_all(encoder, news, progress, "polnear"), strict=True):
        quoted = [q.span for q in find_quotations(text)]
        for sentence in _sentences(text):
            row = row_of(encoding, sentence, (), weight=values["plain_weight"], open_at=quoted)
            plain.append(_without_tagged(row, encoding, sentence, (tags, values["open"])))
    return [*found, *_drawn(plain, int(values["plain"]), rng)]


def annotated_rows(
    encoder: Encoder | BlindTexts,
    name: str,
    values: dict[str, Any],
    given: Given,
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
    return _drawn(marked, n, rng) + _drawn(plain, n // 3, rng)


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

    if encoding.ids is None:
        raise ValueError("the encoder keeps no word pieces")
    wanted = inside(phrases).astype(np.float32)
    return Row(encoding.ids[start:end], wanted, ~inside(open_at), weight)


def _without_tagged(
    row: Row, encoding: Encoding, sentence: Span, given: tuple[TagHead, float]
) -> Row:
    """Return `row`; what the encoder's tags take for loaded does not count as plain."""
    tags, most = given
    start = encoding.ranges([sentence])[0, 0]
    columns = [TECHNIQUE_TAGS.index(name) for name in ("framing", "loaded")]
    with torch.inference_mode():
        scores = tags(encoding.states[start : start + len(row.ids)])[:, columns].sigmoid()
    return replace(row, counts=row.counts & (scores.amax(-1).numpy() < most))


def _drawn(items: Sequence[Item], n: int, rng: np.random.Generator) -> list[Item]:
    """Return `n` of `items`, or all if there are fewer, in random order."""
    return [items[int(i)] for i in rng.permutation(len(items))[:n]]


def _sentences(text: str) -> list[Span]:
    return [s.span for s in split_article(read_text(text)) if s.kind in PROSE]


def news_rows(encoder: Encoder | BlindTexts, values: dict[str, Any], given: Given) -> list[Row]:
    """Return sentences of news that nobody marked; what is wanted of them a teacher has to say.

    Args:
        encoder: reads the articles.
        values: how many sentences of which set, how many articles of `neus_fulltext`, and
            `weight`, how much each counts.
        given: the folder of the sets, a source of random numbers, and who is told of progress.
    """
    data, rng, progress = given
    stories = list(read_records(data, "neus_fulltext", "train"))
    articles = [a["text"][:_OPENING] for s in stories for a in s["articles"] if a["text"]]
    polnear = [r["text"] for r in read_records(data, "polnear", "train")]
    texts = {
        "neus_fulltext": _drawn(articles, int(values["articles"]), rng),
        "polnear": [t for first in values["polnear_articles"] for t in polnear[first::_EVERY]],
    }
    found: list[Row] = []
    for name, own in texts.items():
        rows = [
            row_of(encoding, sentence, (), weight=float(values["weight"]))
            for text, encoding in zip(own, encode_all(encoder, own, progress, name), strict=True)
            for sentence in _sentences(text)
            if _CHARACTERS[0] < sentence.end - sentence.start < _CHARACTERS[1]
        ]
        found += _drawn(rows, int(values[name]), rng)
    return found
