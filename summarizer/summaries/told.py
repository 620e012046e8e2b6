"""Articles made ready to be quoted in a summary of several, with their least loaded words known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.comparison import Duplicate
from summarizer.fidelity import words
from summarizer.guard import Source, find_problems, prepare
from summarizer.summaries.standalone import Wording, word_sentences
from summarizer.types import Analysis, Evidence, Span, SummarySentence

_LOADED_COST = 0.5
_PHRASE_COST = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An article ready to be quoted in a summary of several: how each body sentence reads.

    `salience` is that of each sentence, divided by the highest of the article; `shorter` are the
    wordings in fewer words of the sentences that have any.
    """

    source: Source
    wordings: Mapping[int, Wording]
    salience: Sequence[float]
    shorter: Mapping[int, Wording] = field(default_factory=dict)

    @property
    def analysis(self) -> Analysis:
        """Return the analysis."""
        return self.source.analysis

    def at(self, span: Span) -> int | None:
        """Return the index of the body sentence that holds the start of `span`."""
        sentences = self.analysis.sentences or ()
        i = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
        is_inside = i >= 0 and span.start < sentences[i].span.end
        return i if is_inside and i in self.wordings else None

    def place(self, span: Span) -> float:
        """Return how far into the article `span` begins, 0–1."""
        return span.start / max(len(self.source.text), 1)

    def plainness(self, at: int) -> float:
        """Return 1 for a factual sentence, less the more loaded its wording is."""
        span = self.wordings[at].sentence
        loaded = next((s.loaded for s in self.analysis.sentence_scores or () if s.span == span), 0)
        plainness = 1.0 - _LOADED_COST * loaded
        for phrase in self.analysis.framing or ():
            if phrase.voice == "outlet" and span.contains(phrase.span):
                plainness *= 1.0 - _PHRASE_COST * phrase.score
        return plainness


def by_content(analysis: Analysis) -> tuple[str, str, str]:
    """Return a key for an order of articles that does not hang on how they came."""
    article = analysis.article
    return article.text, article.outlet or "", article.id


def originals(analyses: Sequence[Analysis], duplicates: Sequence[Duplicate]) -> list[Analysis]:
    """Return the analyses without those that repeat the text of an earlier one."""
    same = {frozenset((d.first, d.second)) for d in duplicates}
    kept: list[Analysis] = []
    for analysis in sorted(analyses, key=by_content):
        article = analysis.article
        if not any(
            article.text == k.article.text or frozenset((article.id, k.article.id)) in same
            for k in kept
        ):
            kept.append(analysis)
    return kept


def tell(
    analyses: Iterable[Analysis], *, trim: bool = False, shorten: bool = False
) -> dict[str, Told]:
    """Return the articles by id, ready to be quoted.

    Args:
        analyses: with sentences.
        trim: whether sentences are said in fewer words.
        shorten: whether it is told too how each reads in fewer words, if it does.
    """
    told = {}
    for analysis in sorted(analyses, key=by_content):
        source = prepare(analysis)
        n = len(analysis.sentences or ())
        salience = list(analysis.salience or ())
        top = max(salience, default=0.0)
        is_known = len(salience) == n and top > 0
        scaled = [s / top for s in salience] if is_known else [1.0] * n
        short = word_sentences(source, trim=True, clauses=True) if shorten else {}
        told[analysis.article.id] = Told(
            source,
            word_sentences(source, trim=trim),
            scaled,
            {at: wording for at, wording in short.items() if wording.whole is not None},
        )
    return told


def sources_of(told: Mapping[str, Told]) -> dict[str, Source]:
    """Return the articles as the guard wants them."""
    return {article: each.source for article, each in told.items()}


def with_evidence(
    sentence: SummarySentence, evidence: Evidence, told: Mapping[str, Told]
) -> SummarySentence:
    """Return `sentence` with more evidence, or as it is where the guard would refuse that."""
    if evidence in sentence.evidence:
        return sentence
    more = replace(sentence, evidence=(*sentence.evidence, evidence))
    return sentence if find_problems(more, sources_of(told)) else more


def alike(one: str, other: str) -> float:
    """Return the share of their words that two sentences have in common (Jaccard), 0–1."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / len(a | b) if a | b else 1.0
