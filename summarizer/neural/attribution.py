"""Find who is said to have said what: content, cue and source, and which belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import torch

from summarizer.neural.encoder import Encoding
from summarizer.neural.heads import LinkHead, TagHead
from summarizer.neural.network import ATTRIBUTION_TAGS
from summarizer.neural.pieces import (
    kind_of,
    merged,
    overlapping,
    sentence_ends,
    snapped,
    spans_of,
    whole_words,
)
from summarizer.neural.quote_reader import QuoteReader
from summarizer.neural.quote_union import relinked, with_more
from summarizer.neural.tokens import ranges_of
from summarizer.quotations import quoted_stretches
from summarizer.types import Quote, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MIN_QUOTED_WORDS = 4
_MIN_CONTENT_WORDS = 2
_SPOKEN = frozenset({"body", "headline"})
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities, fitted on dev, above which a token belongs to a part."""

    content: float = 0.5
    cue: float = 0.5
    source: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class AttributionJudge:
    """Tags content, cue and source tokens, then links contents to cues and sources.

    A reader, where there is one, has the last word on cues and sources, and adds what the tags
    miss.
    """

    tags: TagHead
    source_link: LinkHead
    cue_link: LinkHead
    thresholds: Thresholds = Thresholds()
    reader: QuoteReader | None = None

    def find(
        self,
        encoding: Encoding,
        text: str,
        sentences: Sequence[Sentence] = (),
        doc: Doc | None = None,
    ) -> list[Quote]:
        """Return the attributions in `text`, in order, without speakers; they may overlap.

        Args:
            encoding: the token states of `text`.
            text: the article.
            sentences: where given, nobody speaks in captions, credits and boilerplate, and
                words outside quotation marks end with their sentence.
            doc: the parse of `text`; without it the reader is not asked.
        """
        if not len(encoding.offsets):
            return []
        unspoken = [s.span for s in sentences if s.kind not in _SPOKEN]
        stretches = [s for s in quoted_stretches(text) if not overlapping(unspoken, s)]
        probs = self._probs(encoding)
        for first, last in ranges_of(encoding.offsets, unspoken):
            probs[first:last] = (1.0, 0.0, 0.0)
        ends = sentence_ends(encoding.offsets, text, sentences, stretches)
        parts = {
            name: spans_of(probs[:, i], encoding.offsets, ends, getattr(self.thresholds, name))
            for i, name in enumerate(ATTRIBUTION_TAGS)
        }
        parts = {
            name: merged([(whole_words(span, text), score) for span, score in spans])
            for name, spans in parts.items()
        }
        pieces = _with_quotations(parts["content"], stretches, text)
        linked = self._link(encoding, text, [s for s, _ in pieces], parts)
        quotes = _group(pieces, linked, stretches)
        if self.reader is not None and doc is not None:
            told = self.reader.read(encoding, text, doc, ends)
            told = [each for each in told if not overlapping(unspoken, each.cue)]
            quotes = relinked(quotes, told, encoding.offsets, self.reader.thresholds.link)
            quotes = with_more(quotes, told, stretches)
        near = [kept for q in quotes if (kept := _near(q, sentences)) is not None]
        return [q for q in near if _is_whole(q, text)]

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
            cue = _best(self.cue_link, encoding, piece, overlapping(cues, around))
            source = _best(self.source_link, encoding, piece, overlapping(sources, around))
            found.append((cue, source))
        return found


def _best(head: LinkHead, encoding: Encoding, piece: Span, near: Sequence[Span]) -> Span | None:
    if not near:
        return None
    with torch.inference_mode():
        logits = head(encoding.states, encoding.ranges([piece]), encoding.ranges(near))[0]
    best = int(logits.argmax())
    return near[best] if best < len(near) else None


def _with_quotations(
    contents: list[tuple[Span, float]], stretches: Sequence[Span], text: str
) -> list[tuple[Span, float]]:
    """Snap contents to the quotation marks that they cover most of; add missed quotations.

    A stretch of fewer than four words may be a title or scare quotes, and is not added.
    """
    known = snapped(contents, stretches)
    taken = [span for span, _ in known]
    missed = [
        (stretch, 0.5)
        for stretch in stretches
        if len(stretch.of(text).split()) >= _MIN_QUOTED_WORDS and not overlapping(taken, stretch)
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


def _near(quote: Quote, sentences: Sequence[Sentence]) -> Quote | None:
    """Return reported speech with what shares a sentence with its cue; quotations as they are."""
    if quote.kind != "indirect" or quote.cue is None or not sentences:
        return quote
    starts = [sentence.span.start for sentence in sentences]
    place = bisect_right(starts, quote.cue.start)
    near = tuple(piece for piece in quote.content if bisect_right(starts, piece.start) == place)
    return replace(quote, content=near) if near else None


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
