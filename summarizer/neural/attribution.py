"""Find who is said to have said what: content, cue and source, and which belong together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import LinkHead, TagHead
from summarizer.neural.network import ATTRIBUTION_TAGS
from summarizer.neural.tokens import ranges_of
from summarizer.quotations import quoted_stretches
from summarizer.types import Quote, QuoteKind, Sentence, Span

_MIN_QUOTED_WORDS = 4
_MIN_CONTENT_WORDS = 2
_SURE = 0.75
_SPOKEN = frozenset({"body", "headline"})
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


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

    def find(
        self, encoding: Encoding, text: str, sentences: Sequence[Sentence] = ()
    ) -> list[Quote]:
        """Return the attributions in `text`, in order, without speakers.

        Args:
            encoding: the token states of `text`.
            text: the article.
            sentences: where given, nobody speaks in captions, credits and boilerplate, and
                words outside quotation marks end with their sentence.
        """
        if not len(encoding.offsets):
            return []
        unspoken = [s.span for s in sentences if s.kind not in _SPOKEN]
        stretches = [s for s in quoted_stretches(text) if not _overlapping(unspoken, s)]
        probs = self._probs(encoding)
        for first, last in ranges_of(encoding.offsets, unspoken):
            probs[first:last] = (1.0, 0.0, 0.0)
        ends = _ends(encoding.offsets, text, sentences, stretches)
        parts = {
            name: _spans(probs[:, i], encoding.offsets, ends, getattr(self.thresholds, name))
            for i, name in enumerate(ATTRIBUTION_TAGS)
        }
        parts = {
            name: _merged([(_whole_words(span, text), score) for span, score in spans])
            for name, spans in parts.items()
        }
        pieces = _with_quotations(parts["content"], stretches, text)
        linked = self._link(encoding, text, [s for s, _ in pieces], parts)
        quotes = _group(pieces, linked, stretches)
        return [q for q in quotes if _is_whole(q, text) and _is_near(q, sentences)]

    def _probs(self, encoding: Encoding) -> npt.NDArray[np.float64]:
        """Return `[tokens, parts, (outside, begin, inside)]`."""
        with torch.inference_mode():
            logits = self.tags(encoding.states).view(-1, len(ATTRIBUTION_TAGS), 3)
            return np.asarray(logits.softmax(-1).double().numpy())

    def _link(
        self,
        encoding: Encoding,
        text: str,
        pieces: Sequence[Span],
        parts: dict[str, list[tuple[Span, float]]],
    ) -> list[tuple[Span | None, Span | None]]:
        """Return the cue and the source of each piece, from the paragraph it stands in.

        Of PolNeAR's development attributions, 99.5 % keep to one paragraph.
        """
        found: list[tuple[Span | None, Span | None]] = []
        cues, sources = ([span for span, _ in parts[name]] for name in ("cue", "source"))
        for piece in pieces:
            end = text.find("\n", piece.end)
            around = Span(text.rfind("\n", 0, piece.start) + 1, len(text) if end < 0 else end)
            cue = _best(self.cue_link, encoding, piece, _overlapping(cues, around))
            source = _best(self.source_link, encoding, piece, _overlapping(sources, around))
            found.append((cue, source))
        return found


def _overlapping(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Return those of `spans`, which are in order and disjoint, that overlap `span`."""
    first = bisect_right(spans, span.start, key=lambda s: s.end)
    return spans[first : bisect_left(spans, span.end, first, key=lambda s: s.start)]


def _best(head: LinkHead, encoding: Encoding, piece: Span, near: Sequence[Span]) -> Span | None:
    if not near:
        return None
    with torch.inference_mode():
        logits = head(encoding.states, encoding.ranges([piece]), encoding.ranges(near))[0]
    best = int(logits.argmax())
    return near[best] if best < len(near) else None


def _ends(
    offsets: npt.NDArray[np.int64],
    text: str,
    sentences: Sequence[Sentence],
    stretches: Sequence[Span],
) -> npt.NDArray[np.bool_]:
    """Return which tokens begin a line, or a sentence outside quotation marks: `[tokens]`."""
    found = np.zeros(len(offsets), dtype=bool)
    for first, _ in ranges_of(offsets, [sentence.span for sentence in sentences]):
        start = int(offsets[first, 0])
        found[first] = not any(
            stretch.start < start for stretch in _overlapping(stretches, Span(start, start + 1))
        )
    for line in _LINE.finditer(text):
        found[ranges_of(offsets, [Span(*line.span())])[0][0]] = True
    return found


def _spans(
    probs: npt.NDArray[np.float64],
    offsets: npt.NDArray[np.int64],
    ends: npt.NDArray[np.bool_],
    threshold: float,
) -> list[tuple[Span, float]]:
    """Join tokens to spans, over gaps of one token but not into the next sentence.

    A new span begins where the tag "begin" is far likelier than its rivals; less sure ones
    stand inside a span, where the head hesitates.

    Args:
        probs: `[tokens, (outside, begin, inside)]`.
        offsets: `[tokens, 2]`, half-open character range of each token.
        ends: `[tokens]`, whether a token begins a new sentence.
        threshold: probability from which a token belongs to the part.
    """
    inside = probs[:, 1] + probs[:, 2]
    begins = (probs[:, 1] >= _SURE) & (np.append(1, np.diff(offsets.ravel())[1::2]) > 0)
    runs: list[list[int]] = []
    for i in map(int, np.flatnonzero(inside >= threshold)):
        last = runs[-1][-1] if runs else -3
        if i - last > 2 or begins[i] or ends[last + 1 : i + 1].any():
            runs.append([])
        runs[-1].append(i)
    return [
        (Span(int(offsets[run[0], 0]), int(offsets[run[-1], 1])), float(inside[run].mean()))
        for run in runs
    ]


def _merged(spans: Sequence[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """Return the spans in order, those that overlap joined to one with the better score."""
    merged: list[tuple[Span, float]] = []
    for span, score in sorted(spans):
        if merged and merged[-1][0].overlaps(span):
            last, old = merged[-1]
            merged[-1] = (Span(last.start, max(last.end, span.end)), max(old, score))
        else:
            merged.append((span, score))
    return merged


def _whole_words(span: Span, text: str) -> Span:
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
        for stretch in _overlapping(stretches, span):
            common = min(span.end, stretch.end) - max(span.start, stretch.start)
            if common > (stretch.end - stretch.start) / 2:
                start, end = min(start, stretch.start), max(end, stretch.end)
        snapped.append((Span(start, end), score))
    known = _merged(snapped)
    taken = [span for span, _ in known]
    missed = [
        (stretch, 0.5)
        for stretch in stretches
        if len(stretch.of(text).split()) >= _MIN_QUOTED_WORDS and not _overlapping(taken, stretch)
    ]
    return sorted([*known, *missed])


def _is_whole(quote: Quote, text: str) -> bool:
    """Return whether there is enough of it to be somebody's words.

    Reported speech needs a cue and two words; words in quotation marks need a cue, a source
    or four words, as fewer may be a title or scare quotes.
    """
    n_words = sum(len(_WORD.findall(piece.of(text))) for piece in quote.content)
    if quote.kind == "indirect":
        return quote.cue is not None and n_words >= _MIN_CONTENT_WORDS
    has_parts = quote.cue is not None or quote.source is not None
    return n_words >= (1 if has_parts else _MIN_QUOTED_WORDS)


def _is_near(quote: Quote, sentences: Sequence[Sentence]) -> bool:
    """Return whether reported speech shares a sentence with its cue; quotations need not."""
    if quote.kind != "indirect" or quote.cue is None or not sentences:
        return True
    starts = [sentence.span.start for sentence in sentences]
    place = bisect_right(starts, quote.cue.start)
    return any(bisect_right(starts, piece.start) == place for piece in quote.content)


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
        min(s.end, q.end) - max(s.start, q.start)
        for s in content
        for q in _overlapping(stretches, s)
    )
    if quoted >= 0.9 * total:
        return "direct"
    return "mixed" if quoted > 1 else "indirect"
