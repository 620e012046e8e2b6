"""Who says what: quotes with content, cue, source and act, and the actor who speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.stages import require
from summarizer.stages.quote_parts import antecedent, complete
from summarizer.stages.speakers import speaker_of
from summarizer.stages.speech_acts import with_acts
from summarizer.types import Actor, Analysis, Quote, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from summarizer.neural.attribution import AttributionJudge

_PRONOUNS = frozenset({"he", "she", "they", "it"})


@dataclass(frozen=True)
class Attribution:
    """Add the quotes of each article, their speakers resolved to actors."""

    judge: AttributionJudge
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "parse", "encoding", "actors"})
    adds: ClassVar[frozenset[str]] = frozenset({"quotes"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layer `quotes`."""
        return [replace(a, quotes=self._quotes(a)) for a in batch]

    def _quotes(self, analysis: Analysis) -> tuple[Quote, ...]:
        encoding = require(analysis.encoding, "encoding")
        sentences = require(analysis.sentences, "sentences")
        actors = require(analysis.actors, "actors")
        text = analysis.article.text
        doc = require(analysis.parse, "parse")
        found = complete(self.judge.find(encoding, text, sentences, doc), doc)
        quotes = resolve_speakers(found, sentences, actors, doc)
        return with_acts(relative_speakers(quotes, actors, doc), doc)


def relative_speakers(
    quotes: Sequence[Quote], actors: Sequence[Actor], doc: Doc
) -> tuple[Quote, ...]:
    """Return the quotes; the source "who" or "which" becomes the noun that it stands for."""
    mentions = sorted((m for a in actors for m in a.mentions), key=lambda m: m.span)
    people = _people(actors)
    found = []
    for each in quotes:
        quote = each
        noun = antecedent(quote.source, doc) if quote.source and not quote.speaker else None
        if noun:
            quote = replace(quote, source=noun, speaker=speaker_of(noun, mentions, doc, people))
        found.append(quote)
    return tuple(found)


def resolve_speakers(
    quotes: Sequence[Quote], sentences: Sequence[Sentence], actors: Sequence[Actor], doc: Doc
) -> tuple[Quote, ...]:
    """Return the quotes with the actor of each source.

    A direct quotation without a source, or with a bare pronoun, goes on with the voice
    before it: the last quote's speaker, when it ended in the same or the sentence before.
    """
    text = doc.text  # subtle: spaCy joins it anew each time
    mentions = sorted((m for a in actors for m in a.mentions), key=lambda m: m.span)
    people = _people(actors)
    resolved: list[Quote] = []
    for quote in quotes:
        speaker = speaker_of(quote.source, mentions, doc, people) if quote.source else None
        source = quote.source
        goes_on = source is None or source.of(text).lower() in _PRONOUNS
        if speaker is None and goes_on and quote.kind == "direct":
            last = resolved[-1] if resolved else None
            if last and (last.speaker or last.source) and _follows(last, quote, sentences, text):
                if source is None:
                    source = last.source
                speaker = last.speaker
        resolved.append(replace(quote, source=source, speaker=speaker))
    return tuple(resolved)


def _people(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(a.id for a in actors if a.kind == "person")


def _follows(last: Quote, quote: Quote, sentences: Sequence[Sentence], text: str) -> bool:
    ends = [last.content[-1].end, *(s.end for s in (last.cue, last.source) if s)]
    before = _sentence_at(max(ends) - 1, sentences)
    here = _sentence_at(quote.content[0].start, sentences)
    between = text[max(ends) : quote.content[0].start]
    return 0 <= here - before <= 1 and between.count("\n\n") <= 1


def _sentence_at(start: int, sentences: Sequence[Sentence]) -> int:
    """Return the index of the sentence that `start` lies in or after; -1 before the first."""
    return bisect_right([s.span.start for s in sentences], start) - 1
