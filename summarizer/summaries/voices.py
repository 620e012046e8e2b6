"""Whose words a sentence about an actor is: its own, somebody else's, or the outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from summarizer.guard import Source
from summarizer.quotations import find_overlapping
from summarizer.stages.actor_lexicon import SPEAKERS
from summarizer.summaries.spokespeople import find_spokespeople
from summarizer.types import Quote, Span, SummaryVoice

if TYPE_CHECKING:
    from spacy.tokens import Token

# Whom one tells something is not whom it is about.
_ADDRESSING: Final = frozenset("tell inform assure remind ask answer reply write thank".split())
_ABOUT: Final = frozenset({"dobj", "obj", "ccomp", "xcomp", "oprd", "prep", "advcl", "attr"})
# "a former manager of the company" is not the company.
_SOME: Final = re.compile(r"(?:an?|one|some|several|two|three|four|five)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Whose words a sentence is: the actor's "own", an "other"'s about it, the "outlet"'s.

    `speaker` is who says it, if that is an actor, and `source` the words that name it.
    """

    voice: SummaryVoice
    speaker: str | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that somebody says; `about` are further ones that tell of whom."""

    spans: tuple[Span, ...]
    about: tuple[Span, ...]
    said: Said


@dataclass(frozen=True, slots=True)
class Voices:
    """An article in which the voices of each sentence can be told.

    `speaks_for` has the body for which a person speaks.
    """

    source: Source
    speaks_for: Mapping[str, str]
    _mentions: Mapping[str, tuple[Span, ...]] = field(repr=False)

    def of(self, actor: str, at: int) -> Said:
        """Return whose words the sentence with the index `at` is, as seen from `actor`.

        Its own as soon as it says something there, also through who speaks for it; another's
        only where the actor stands in what that one says.
        """
        sentence = (self.source.analysis.sentences or ())[at].span
        every = list(self._words(sentence))
        own = [w.said for w in every if self._is_own(w.said, actor)]
        if own:
            return Said("own", own[0].speaker, own[0].source)
        places = [m for m in self._mentions.get(actor, ()) if sentence.contains(m)]
        for words in every:
            named = words.said.source
            for place in places:
                if named is not None and named.overlaps(place):
                    continue
                if any(s.overlaps(place) for s in (*words.spans, *words.about)):
                    return Said("other", words.said.speaker, words.said.source)
        return Said("outlet")

    def is_quoted(self, actor: str) -> bool:
        """Return whether any sentence of the body has the actor's own words."""
        sentences = self.source.analysis.sentences or ()
        return any(
            self.of(actor, at).voice == "own"
            for at, sentence in enumerate(sentences)
            if sentence.kind == "body"
        )

    def _is_own(self, said: Said, actor: str) -> bool:
        speaker = said.speaker
        return speaker is not None and actor in {speaker, self.speaks_for.get(speaker)}

    def _is_insider(self, source: Span, speaker: str) -> bool:
        """Return whether the source is somebody unnamed of the actor rather than the actor."""
        inside = [m for m in self._mentions.get(speaker, ()) if source.contains(m)]
        words = source.of(self.source.text)
        if not inside or not _SOME.match(words) or not SPEAKERS.isdisjoint(words.split()):
            return False
        first = self.source.text[source.start : min(m.start for m in inside)]
        return any(ch.isalnum() for ch in first)

    def _words(self, sentence: Span) -> Iterator[_Words]:
        """Yield what is said in a sentence, with who says it where that is known."""
        covered: list[Span] = []
        for quote in self.source.analysis.quotes or ():
            pieces = tuple(p for p in quote.content if p.overlaps(sentence))
            parts = [s for s in (quote.source, quote.cue) if s is not None]
            is_told_here = any(s.overlaps(sentence) for s in parts)
            if quote.kind == "indirect" and (not is_told_here or quote.source is None):
                continue
            if pieces or is_told_here:
                covered += pieces
                speaker = quote.speaker
                if quote.source is not None and speaker is not None:
                    speaker = None if self._is_insider(quote.source, speaker) else speaker
                yield _Words(pieces, self._about(quote), Said("other", speaker, quote.source))
        for at in find_overlapping(self.source.quotations, sentence):
            span, speaker = self.source.quotations[at].span, self.source.speakers[at]
            if speaker is not None and not any(span.overlaps(piece) for piece in covered):
                yield _Words((span,), (), Said("other", speaker))

    def _about(self, quote: Quote) -> tuple[Span, ...]:
        """Return what stands with the verb of saying: "accused the union of …"."""
        doc = self.source.analysis.parse
        if doc is None or quote.cue is None:
            return ()
        words = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
        if words is None or words.root.lemma_.lower() in _ADDRESSING:
            return ()
        verb: Token = words.root
        return tuple(
            Span(doc[t.left_edge.i].idx, doc[t.right_edge.i].idx + len(doc[t.right_edge.i]))
            for t in verb.children
            if t.dep_ in _ABOUT and t.i > verb.i
        )


def hear(source: Source) -> Voices:
    """Return the article with what is needed to tell voices apart."""
    spans: dict[str, list[Span]] = {}
    for actor in source.analysis.actors or ():
        spans.setdefault(actor.id, []).extend(m.span for m in actor.mentions)
    for span, actor_id in source.pronouns:
        spans.setdefault(actor_id, []).append(span)
    mentions = {actor: tuple(sorted(set(found))) for actor, found in spans.items()}
    return Voices(source, find_spokespeople(source.analysis), mentions)
