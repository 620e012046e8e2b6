"""Find cues of attributions, and read the paragraph of each for what belongs to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.forms import forms_of, lines_of, local_forms, pad_rows, windows_of
from summarizer.neural.heads.attribution import PARTS, AttributionHead
from summarizer.neural.pieces import merged, spans_of, whole_words
from summarizer.neural.tokens import Ints
from summarizer.quotations import quoted_stretches
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

WINDOW = 254
CUE = PARTS.index("cue")
Pair = tuple[int, int]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ReaderThresholds:
    """Probabilities, fitted on dev, above which a token belongs to a part.

    `valid` is the least probability of a cue, given its paragraph, that somebody's words go
    with it, and `link` the least mean probability of a content that it is what a cue reports.
    """

    content: float = 0.5
    cue: float = 0.5
    source: float = 0.5
    valid: float = 0.5
    link: float = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A cue, its score, its source, and its content in pieces with their scores.

    `line` is the token range of its paragraph, and `reported` `[tokens of the line]` the
    probability of each token that it is what this cue reports.
    """

    cue: Span
    score: float
    source: Span | None
    content: tuple[tuple[Span, float], ...]
    line: Pair
    reported: Floats

    def reports(self, ranges: Sequence[Pair]) -> float:
        """Return how likely the tokens of `ranges` are what this cue reports, 0–1."""
        first, last = self.line
        inside = [(max(a, first), min(b, last)) for a, b in ranges]
        found = sum(float(self.reported[a - first : b - first].sum()) for a, b in inside if a < b)
        return self.score * found / max(1, sum(b - a for a, b in ranges))


@dataclass(frozen=True, slots=True, eq=False)
class QuoteReader:
    """Tags cues, then the source and the content of each."""

    head: AttributionHead
    thresholds: ReaderThresholds = ReaderThresholds()

    def read(
        self, encoding: Encoding, text: str, doc: Doc, ends: npt.NDArray[np.bool_]
    ) -> list[Told]:
        """Return the cues of a text with what belongs to them, in order.

        Args:
            encoding: the token states of `text`, with the lower ones.
            text: the article.
            doc: its parse.
            ends: `[tokens]`, whether a token begins a new sentence or line.
        """
        offsets, states = encoding.offsets, encoding.lower
        if states is None or not len(offsets):
            return []
        forms = torch.from_numpy(forms_of(offsets, doc, quoted_stretches(text)))
        lines = lines_of(offsets, text, WINDOW)
        windows = windows_of(lines, WINDOW)
        # Lines without a token are in no window: from a token's place to its row in `hidden`.
        place = torch.cat([torch.arange(a, b) for a, b in windows])
        row = torch.zeros(len(offsets) + 1, dtype=torch.long)
        row[place] = torch.arange(len(place))
        with torch.inference_mode():
            rows, mask = pad_rows([states[a:b] for a, b in windows])
            local, _ = pad_rows([local_forms(forms, window) for window in windows])
            hidden = self.head.read(rows, local, mask)[mask]
            probs = np.zeros((len(offsets), 3))
            tags = self.head.tag_logits(hidden).softmax(-1)
            probs[place.numpy()] = tags[:, CUE].double().numpy()
            cues = cue_ranges(probs, self.thresholds.cue)
            if not cues:
                return []
            around = [line_around(lines, (a, b)) for a, b, _ in cues]
            asked = torch.tensor([(row[a], row[b - 1] + 1) for a, b, _ in cues])
            lined = torch.tensor([(row[a], row[b - 1] + 1) for a, b in around])
            found: dict[int, Told] = {}
            for which, own, valid in self.head.own_logits(hidden, asked, lined):
                answers = own.softmax(-1).double().numpy()
                for i, answer, p in zip(which, answers, valid.sigmoid().tolist(), strict=True):
                    if p >= self.thresholds.valid:
                        given = (around[i], answer[: around[i][1] - around[i][0]])
                        found[i] = self._told(cues[i], given, (text, offsets, ends))
        return [found[i] for i in sorted(found)]

    def _told(
        self,
        cue: tuple[int, int, float],
        given: tuple[Pair, Floats],
        article: tuple[str, Ints, npt.NDArray[np.bool_]],
    ) -> Told:
        """Return a cue with its source and its content in characters.

        Args:
            cue: its token range and its score.
            given: the line around it, and `[tokens of the line, (source, content), 3]`.
            article: the text, the tokens' offsets, and which begin a sentence.
        """
        (first, last), probs = given
        text, offsets, ends = article
        local, stops = offsets[first:last], ends[first:last]
        sources = spans_of(probs[:, 0], local, stops, self.thresholds.source)
        contents = spans_of(probs[:, 1], local, stops, self.thresholds.content)
        best = max(sources, key=lambda found: found[1], default=None)
        return Told(
            whole_words(Span(int(offsets[cue[0], 0]), int(offsets[cue[1] - 1, 1])), text),
            cue[2],
            whole_words(best[0], text) if best else None,
            tuple(merged([(whole_words(span, text), score) for span, score in contents])),
            (first, last),
            probs[:, 1, 1:].sum(1),
        )


def line_around(lines: Sequence[Pair], cue: Pair) -> Pair:
    """Return the line in which `cue` begins."""
    at = bisect_right(lines, cue[0], key=lambda line: line[0]) - 1
    return lines[max(at, 0)]


def cue_ranges(probs: Floats, threshold: float) -> list[tuple[int, int, float]]:
    """Return ranges of tokens that are probably in a cue, each with its mean probability.

    Args:
        probs: `[tokens, (outside, begin, inside)]`.
        threshold: probability from which a token belongs to a cue.
    """
    inside = probs[:, 1] + probs[:, 2]
    found: list[list[int]] = []
    for i in map(int, np.flatnonzero(inside >= threshold)):
        if found and found[-1][1] == i and probs[i, 1] < probs[i, 2]:
            found[-1][1] = i + 1
        else:
            found.append([i, i + 1])
    return [(a, b, float(inside[a:b].mean())) for a, b in found]
