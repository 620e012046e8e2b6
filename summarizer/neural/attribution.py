"""Find who is said to have said what: content, cue and source, and which belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import LinkHead, TagHead
from summarizer.neural.network import ATTRIBUTION_TAGS
from summarizer.quotation import quoted_stretches
from summarizer.types import Quote, QuoteKind, Span

_REACH = 600  # characters between a content and its source; measured: 99.9 % are nearer
_MIN_QUOTED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities, fitted on dev, above which a token belongs to a part."""

    content: float = 0.5
    cue: float = 0.5
    source: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class AttributionJudge:
    """Tags content, cue and source tokens, then links contents to cues and sources."""

    tags: TagHead
    source_link: LinkHead
    cue_link: LinkHead
    thresholds: Thresholds = Thresholds()

    def find(self, encoding: Encoding, text: str) -> list[Quote]:
        """Return the attributions in `text`, in order, without speakers."""
        if not len(encoding.offsets):
            return []
        probs = self._probs(encoding)
        parts = {
            name: _spans(probs[:, i], encoding.offsets, text, getattr(self.thresholds, name))
            for i, name in enumerate(ATTRIBUTION_TAGS)
        }
        stretches = quoted_stretches(text)
        pieces = _with_quotations(parts["content"], stretches, text)
        linked = self._link(encoding, [s for s, _ in pieces], parts)
        return _group(pieces, linked, stretches)

    def _probs(self, encoding: Encoding) -> npt.NDArray[np.float64]:
        """Return `[tokens, parts, (outside, begin, inside)]`."""
        with torch.inference_mode():
            logits = self.tags(encoding.states).view(-1, len(ATTRIBUTION_TAGS), 3)
            return np.asarray(logits.softmax(-1).double().numpy())

    def _link(
        self,
        encoding: Encoding,
        pieces: Sequence[Span],
        parts: dict[str, list[tuple[Span, float]]],
    ) -> list[tuple[Span | None, Span | None]]:
        """Return the cue and the source of each piece."""
        found: list[tuple[Span | None, Span | None]] = []
        for piece in pieces:
            pair = []
            for head, name in ((self.cue_link, "cue"), (self.source_link, "source")):
                near = [
                    s for s, _ in parts[name]
                    if s.start < piece.end + _REACH and s.end > piece.start - _REACH
                ]  # fmt: skip
                pair.append(_best(head, encoding, piece, near))
            found.append((pair[0], pair[1]))
        return found


def _best(head: LinkHead, encoding: Encoding, piece: Span, near: list[Span]) -> Span | None:
    if not near:
        return None
    with torch.inference_mode():
        logits = head(encoding.states, encoding.ranges([piece]), encoding.ranges(near))[0]
    best = int(logits.argmax())
    return near[best] if best < len(near) else None


def _spans(
    probs: npt.NDArray[np.float64], offsets: npt.NDArray[np.int64], text: str, threshold: float
) -> list[tuple[Span, float]]:
    """Join tokens to spans; a new one begins where "begin" is the likeliest tag."""
    inside = probs[:, 1] + probs[:, 2]
    begins = probs.argmax(-1) == 1
    spans: list[tuple[Span, float]] = []
    run: list[int] = []
    for i in [*map(int, np.flatnonzero(inside >= threshold)), len(inside) + 1]:
        broken = run and (
            i != run[-1] + 1
            or (begins[i] and _is_word_start(text, int(offsets[i, 0])))
            or "\n" in text[offsets[run[-1], 1] : offsets[i, 0]]
        )
        if broken:
            span = _trim(Span(int(offsets[run[0], 0]), int(offsets[run[-1], 1])), text)
            spans.append((span, float(inside[run].mean())))
            run = []
        if i < len(inside):
            run.append(i)
    return spans


def _is_word_start(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _trim(span: Span, text: str) -> Span:
    """Return `span` widened to whole words."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _with_quotations(
    contents: list[tuple[Span, float]], stretches: Sequence[Span], text: str
) -> list[tuple[Span, float]]:
    """Snap contents to the quotation marks that they cover most of; add missed quotations.

    A stretch of fewer than four words may be a title or scare quotes, and is not added.
    """
    snapped = []
    for span, score in contents:
        start, end = span.start, span.end
        for stretch in stretches:
            common = min(end, stretch.end) - max(start, stretch.start)
            if common > (stretch.end - stretch.start) / 2:
                start, end = min(start, stretch.start), max(end, stretch.end)
        snapped.append((Span(start, end), score))
    for stretch in stretches:
        words = len(stretch.of(text).split())
        if words >= _MIN_QUOTED_WORDS and not any(stretch.overlaps(s) for s, _ in snapped):
            snapped.append((stretch, 0.5))
    merged: list[tuple[Span, float]] = []
    for span, score in sorted(snapped):
        if merged and merged[-1][0].overlaps(span):
            last, old = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), max(old, score))
        else:
            merged.append((span, score))
    return merged


def _group(
    pieces: Sequence[tuple[Span, float]],
    linked: Sequence[tuple[Span | None, Span | None]],
    stretches: Sequence[Span],
) -> list[Quote]:
    """Join neighbouring pieces with the same cue to one quote."""
    quotes: list[Quote] = []
    for (span, score), (cue, source) in zip(pieces, linked, strict=True):
        last = quotes[-1] if quotes else None
        if last and cue is not None and last.cue == cue and last.source == source:
            content = (*last.content, span)
            joint = min(last.score, score)
            quotes[-1] = Quote(content, kind_of(content, stretches), cue, source, None, joint)
        else:
            quotes.append(Quote((span,), kind_of((span,), stretches), cue, source, None, score))
    return quotes


def kind_of(content: Sequence[Span], stretches: Sequence[Span]) -> QuoteKind:
    """Return whether `content` stands in quotation marks wholly, partly or not at all."""
    total = sum(s.end - s.start for s in content)
    quoted = sum(
        max(0, min(s.end, q.end) - max(s.start, q.start)) for s in content for q in stretches
    )
    if quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted > 1 else "indirect"
