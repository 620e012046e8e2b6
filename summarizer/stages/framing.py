"""Mark the words that carry framing: label, valence, target and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from summarizer.codebook import load_codebook, names_of
from summarizer.phrases import PROSE
from summarizer.plainer.find import alternative_of
from summarizer.stages import require
from summarizer.stages.denial import is_denied
from summarizer.stages.edges import ended
from summarizer.stages.target import spoken_of, target_of
from summarizer.stages.voice import voice_of
from summarizer.types import Analysis, FramingSpan, SentenceScore

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from summarizer.fewshot.judge import CodebookJudge
    from summarizer.neural.framing import FramingJudge
    from summarizer.neural.judges import LoadedJudge
    from summarizer.neural.techniques import Named, TechniqueJudge

TECHNIQUES = "techniques"
UNCLEAR = "unclear_technique"
# The techniques that are a matter of words rather than of what is argued.
LOADED = frozenset({"loaded_language", "name_calling", "exaggeration", UNCLEAR})


def named_techniques() -> tuple[str, ...]:
    """Return the techniques that can be named: the codebook's labels but the unclear one."""
    return tuple(name for name in names_of(load_codebook(TECHNIQUES)) if name != UNCLEAR)


@dataclass(frozen=True)
class Framing:
    """Add framing phrases, and for each sentence the probability of loaded wording.

    `others` mark with the user's codebooks, whatever the built-in ones mark.
    """

    judge: FramingJudge
    loaded: LoadedJudge
    techniques: TechniqueJudge
    codebook: str
    others: tuple[CodebookJudge, ...] = ()
    needs: ClassVar[frozenset[str]] = frozenset(
        {"sentences", "parse", "encoding", "blind", "actors", "quotes"}
    )
    adds: ClassVar[frozenset[str]] = frozenset({"framing", "sentence_scores"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the batch with the layers `framing` and `sentence_scores`."""
        return [
            replace(a, framing=self._phrases(a), sentence_scores=self._scores(a)) for a in batch
        ]

    def _phrases(self, analysis: Analysis) -> tuple[FramingSpan, ...]:
        text = analysis.article.text
        encoding, blind = require(analysis.encoding, "encoding"), require(analysis.blind, "blind")
        sentences = require(analysis.sentences, "sentences")
        named = [
            FramingSpan(
                p.span,
                self.codebook,
                p.label,
                p.score,
                p.valence,
                label_score=p.label_score if p.label_score >= self.judge.fallback else None,
            )
            for p in self.judge.find(blind, text, sentences)
        ]
        techniques = [
            FramingSpan(n.span, TECHNIQUES, n.label, n.score, label_score=_named(n))
            for n in self.techniques.find((encoding, blind), text, sentences, self.judge)
        ]
        doc = require(analysis.parse, "parse")
        own: list[FramingSpan] = []
        if self.others:
            proposed = self.others[0].read(encoding, text, sentences=sentences, doc=doc)
            for judge in self.others:
                own += (
                    FramingSpan(m.span, judge.book.name, m.label, m.score, m.valence)
                    for m in judge.find(proposed)
                )
        quotes = require(analysis.quotes, "quotes")
        actors = require(analysis.actors, "actors")
        mentions = sorted((m for a in actors for m in a.mentions), key=lambda m: m.span)
        named = _ended(named, doc)
        spans = []
        for phrase in sorted([*named, *techniques, *own], key=lambda f: (f.span, f.codebook)):
            if is_denied(phrase.span, doc):
                continue
            voice, speaker = voice_of(phrase.span, quotes, doc, text, mentions=mentions)
            target = target_of(phrase.span, spoken_of(mentions, speaker, quotes), doc)
            # Other people's words are not ours to change.
            plainer = alternative_of(phrase.span, doc) if voice == "outlet" else None
            spans.append(
                replace(phrase, target=target, voice=voice, speaker=speaker, alternative=plainer)
            )
        return tuple(spans)

    def _scores(self, analysis: Analysis) -> tuple[SentenceScore, ...]:
        prose = [s.span for s in require(analysis.sentences, "sentences") if s.kind in PROSE]
        scores = self.loaded.score(require(analysis.encoding, "encoding"), prose)
        return tuple(SentenceScore(s, p) for s, p in zip(prose, scores, strict=True))


def _ended(phrases: Sequence[FramingSpan], doc: Doc) -> list[FramingSpan]:
    """Return `phrases` with the nouns that they end before, where none comes to overlap another."""
    found = []
    for phrase, following in zip_longest(phrases, phrases[1:]):
        span = ended(phrase.span, doc)
        is_free = following is None or not span.overlaps(following.span)
        found.append(replace(phrase, span=span) if is_free else phrase)
    return found


def _named(found: Named) -> float | None:
    return None if found.label == UNCLEAR else found.label_score
