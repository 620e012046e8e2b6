"""The claims of an article that are worth comparing, each with the words that state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from summarizer.fidelity import numbers
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.story.matching import Claim
from summarizer.types import Analysis, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A clause with fewer words says too little without its sentence.
_FEWEST_WORDS = 6
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# A clause that is nearly all of its sentence is better read with the rest of it.
_MOST = 0.6
_PER_SENTENCE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A claim with what its comparison needs.

    `statement` is the clause where it stands alone, else the sentence; `row` is the index
    of the sentence in its article, `weight` its importance (0–1).
    """

    article: str
    claim: Claim
    statement: Span
    text: str
    row: int
    weight: float
    loaded: float
    is_negated: bool
    needs_context: bool
    is_headline: bool
    figures: frozenset[str]

    @property
    def key(self) -> tuple[str, str, int, int]:
        """Return what orders candidates by content alone."""
        head = self.claim.head
        return self.text, self.article, head.start, head.end


def candidates(analysis: Analysis, claims: Sequence[Claim], limit: int) -> tuple[Candidate, ...]:
    """Return the claims of the most salient sentences, at most `limit`, in text order."""
    doc = analysis.parse
    if doc is None:
        return ()
    weights = _weights(analysis)
    loaded = {s.span: s.loaded for s in analysis.sentence_scores or ()}
    rows = {s.span: at for at, s in enumerate(analysis.sentences or ())}
    by_row: dict[int, list[Claim]] = {}
    for claim in claims:
        if (row := rows.get(claim.sentence)) is not None:
            by_row.setdefault(row, []).append(claim)
    found: list[Candidate] = []
    for row in sorted(by_row, key=lambda at: (-weights[at], at)):
        chosen = _longest(by_row[row])
        if len(found) + len(chosen) > limit:
            break
        found += [
            _candidate(analysis, doc, c, row=row, weights=weights, loaded=loaded) for c in chosen
        ]
    return tuple(sorted(found, key=lambda c: (c.row, c.claim.head)))


def _longest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a sentence with the most words of it."""
    by_size = sorted(claims, key=lambda c: (c.span.start - c.span.end, c.head))
    return sorted(by_size[:_PER_SENTENCE], key=lambda c: c.head)


def _weights(analysis: Analysis) -> np.ndarray:
    """Return the importance of each sentence, the highest being 1."""
    n = len(analysis.sentences or ())
    scores = np.asarray(analysis.salience or (0.0,) * n, dtype=np.float64)
    return scores / max(float(scores.max(initial=0.0)), 1e-9)


def _candidate(
    analysis: Analysis,
    doc: Doc,
    claim: Claim,
    *,
    row: int,
    weights: np.ndarray,
    loaded: Mapping[Span, float],
) -> Candidate:
    text = analysis.article.text
    statement = _statement(analysis, doc, claim)
    head = _head(doc, claim.head)
    marks = [m.score for m in analysis.framing or () if m.span.overlaps(statement)]
    return Candidate(
        article=analysis.article.id,
        claim=claim,
        statement=statement,
        text=statement.of(text),
        row=row,
        weight=float(weights[row]),
        loaded=max([loaded.get(claim.sentence, 0.0), *marks]),
        is_negated=head is not None and any(c.dep_ == "neg" for c in head.children),
        needs_context=_needs_context(doc, statement),
        is_headline=(analysis.sentences or ())[row].kind == "headline",
        figures=frozenset(numbers(claim.span.of(text))),
    )


def _statement(analysis: Analysis, doc: Doc, claim: Claim) -> Span:
    """Return the clause if it can be read without its sentence, else the sentence.

    What somebody is quoted as saying keeps its attribution: it stays a sentence.
    """
    head = _head(doc, claim.head)
    spoken = [s for q in analysis.quotes or () for s in (*q.content, q.cue) if s is not None]
    if head is None or any(s.overlaps(claim.sentence) for s in spoken):
        return claim.sentence
    words = doc.char_span(claim.span.start, claim.span.end, alignment_mode="contract")
    subjects = [c for c in head.children if c.dep_ in _SUBJECTS]
    is_clause = _is_main(head) and bool(subjects) and subjects[0].pos_ != "PRON"
    whole = claim.sentence.end - claim.sentence.start
    is_most = claim.span.end - claim.span.start > _MOST * whole
    if words is None or len(words) < _FEWEST_WORDS or not is_clause or is_most:
        return claim.sentence
    return claim.span


def _is_main(head: Token) -> bool:
    if head.dep_ == "conj":
        head = head.head
    return head.dep_ == "ROOT" and head.lemma_.lower() not in SPEECH


def _needs_context(doc: Doc, span: Span) -> bool:
    """Return whether the first subject is a pronoun, so that a reader must ask who."""
    words = doc.char_span(span.start, span.end, alignment_mode="contract")
    for token in words or ():
        if token.dep_ in _SUBJECTS:
            return bool(token.pos_ == "PRON") and token.dep_ != "expl"
    return False


def _head(doc: Doc, span: Span) -> Token | None:
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if words is None else words.root
