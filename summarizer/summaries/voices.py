"""Whose words a sentence about an actor is: its own, somebody else's, or the outlet's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from summarizer.guard import Source
from summarizer.quotations import find_overlapping
from summarizer.stages.actor_lexicon import SPEAKERS, SPEECH
from summarizer.stages.voice import WORDING_VERBS, is_wording, voice_of
from summarizer.summaries.spokespeople import find_spokespeople
from summarizer.types import Actor, Quote, Span, SummaryVoice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TELLING: Final = (
    SPEECH
    | WORDING_VERBS
    | frozenset(
        """concede maintain allege reveal estimate believe think contend boast joke lament caution
        apologise apologize show find write quote tweet post""".split()
    )
)
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
    quote: Quote | None = None


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
                if any(s.overlaps(place) for s in words.about) or self._is_said(words, place):
                    return Said("other", words.said.speaker, words.said.source)
        return Said("outlet")

    def _is_said(self, words: _Words, place: Span) -> bool:
        """Return whether the words at `place` are the speaker's and not the outlet's choice.

        In "they announced the liberation of the rebels' last town" who is called a rebel is up
        to the outlet.
        """
        if not any(s.overlaps(place) for s in words.spans):
            return False
        doc = self.source.analysis.parse
        if words.quote is None or doc is None:
            return True
        return voice_of(place, (words.quote,), doc, self.source.text)[0] == "quoted"

    def is_quoted(self, actor: str) -> bool:
        """Return whether any sentence of the body has the actor's own words."""
        sentences = self.source.analysis.sentences or ()
        return any(
            self.of(actor, at).voice == "own"
            for at, sentence in enumerate(sentences)
            if sentence.kind == "body"
        )

    def quotes_one_of(self, group: Actor) -> bool:
        """Return whether a source is called by the noun of `group`: a resident, of residents."""
        doc = self.source.analysis.parse
        if doc is None:
            return False
        called = [m.span for m in group.mentions if m.kind != "pronoun"]
        nouns = {t.lemma_.lower() for span in called for t in _roots(doc, span)}
        actors = {a.id: a for a in self.source.analysis.actors or ()}
        for quote in self.source.analysis.quotes or ():
            spans = [quote.source] if quote.source is not None else []
            speaker = actors.get(quote.speaker or "")
            spans += [m.span for m in speaker.mentions] if speaker is not None else []
            for root in (t for span in spans for t in _roots(doc, span)):
                whole = root.head if root.dep_ == "appos" else root
                if nouns & {t.lemma_.lower() for t in whole.subtree if t.i < root.i + 1}:
                    return True
        return False

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
            if quote.kind == "indirect" and not (is_told_here and self._is_speech(quote)):
                continue
            if pieces or is_told_here:
                covered += pieces
                yield _Words(pieces, self._about(quote), self._said(quote), quote)
        for at in find_overlapping(self.source.quotations, sentence):
            span, speaker = self.source.quotations[at].span, self.source.speakers[at]
            if speaker is not None and not any(span.overlaps(piece) for piece in covered):
                yield _Words((span,), (), Said("other", speaker))

    def _is_speech(self, quote: Quote) -> bool:
        """Return whether reported words have a source and a verb that tells of speech.

        Attribution is generous: to want or to refuse something is no statement.
        """
        cue = self._cue(quote)
        if quote.source is None:
            return False
        return cue is None or cue.lemma_.lower() in _TELLING or cue.lower_ == "according"

    def _said(self, quote: Quote) -> Said:
        """Return who says the words of a quote; the verb's own subject goes before its source.

        "Havlab referred us to the ministry, which said …" are the ministry's words.
        """
        source, speaker = quote.source, quote.speaker
        cue = self._cue(quote) if quote.kind == "indirect" else None
        subjects = [] if cue is None else [t for t in cue.children if t.dep_ == "nsubj"]
        for subject in (t for t in subjects if t.lower_ == "which" and t.head.dep_ == "relcl"):
            noun = subject.head.head
            place = Span(noun.idx, noun.idx + len(noun))
            if source is not None and not source.overlaps(place):
                owners = (
                    a for a, ms in self._mentions.items() if any(m.overlaps(place) for m in ms)
                )
                return Said("other", next(owners, None), place)
        if source is not None and speaker is not None and self._is_insider(source, speaker):
            speaker = None
        return Said("other", speaker, source)

    def _cue(self, quote: Quote) -> Token | None:
        doc = self.source.analysis.parse
        if doc is None or quote.cue is None:
            return None
        return next(iter(_roots(doc, quote.cue)), None)

    def _about(self, quote: Quote) -> tuple[Span, ...]:
        """Return what stands with the verb of saying: "accused the union of …"."""
        doc = self.source.analysis.parse
        if doc is None or quote.cue is None:
            return ()
        words = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
        if words is None or not is_wording(quote, doc):
            return ()
        verb: Token = words.root
        if verb.dep_ == "relcl" and verb.left_edge.i > verb.head.left_edge.i:
            # "Peat Watch, which she described as …"
            first = verb.head.left_edge.idx
            return (Span(first, verb.head.idx + len(verb.head)),)
        return tuple(
            Span(doc[t.left_edge.i].idx, doc[t.right_edge.i].idx + len(doc[t.right_edge.i]))
            for t in verb.children
            if t.dep_ in _ABOUT and t.i > verb.i
        )


def _roots(doc: Doc, span: Span) -> list[Token]:
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return [] if words is None or not len(words) else [words.root]


def hear(source: Source) -> Voices:
    """Return the article with what is needed to tell voices apart."""
    spans: dict[str, list[Span]] = {}
    for actor in source.analysis.actors or ():
        spans.setdefault(actor.id, []).extend(m.span for m in actor.mentions)
    for span, actor_id in source.pronouns:
        spans.setdefault(actor_id, []).append(span)
    mentions = {actor: tuple(sorted(set(found))) for actor, found in spans.items()}
    return Voices(source, find_spokespeople(source.analysis), mentions)
