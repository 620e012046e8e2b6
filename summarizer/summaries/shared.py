"""What a sentence states, and whether that is what other articles state too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.comparison import Fact, Statement
from summarizer.fidelity import words
from summarizer.story.claims import claims
from summarizer.story.matching import Claim
from summarizer.summaries.told import Told
from summarizer.types import Span

# A sentence must be mostly what the shared facts say, and hardly what one article has alone.
_LEAST_SHARED = 0.4
_MOST_OWN = 0.5
# A range that is this part of its sentence does not tell the claims in it apart.
_WHOLE = 0.9
# Of the words of a claim, this part stands in another article's sentence that says the same.
_SAME_WORDS = 0.7
# Of a sentence that is matched as a whole, not by a claim in it, at least this part does.
_SOME_WORDS = 0.2


@dataclass(frozen=True, slots=True)
class Content:
    """What a sentence states: facts, with their statements in it, and claims of whatever kind."""

    facts: list[tuple[Fact, Statement]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def contents_of(
    facts: Sequence[Fact], told: Mapping[str, Told], claims_of: Mapping[str, Sequence[Claim]]
) -> dict[tuple[str, int], Content]:
    """Return what each sentence with a fact states, by article and index of the sentence."""
    found: dict[tuple[str, int], Content] = defaultdict(Content)
    for fact in facts:
        for statement in fact.evidence:
            source = told.get(statement.article)
            at = source.at(statement.span) if source else None
            if at is not None:
                found[statement.article, at].facts.append((fact, statement))
    for article in sorted({article for article, _ in found}):
        known = claims_of.get(article)
        for claim in claims(told[article].analysis) if known is None else known:
            at = told[article].at(claim.sentence)
            if at is not None and (article, at) in found:
                found[article, at].claims.append(claim)
    return dict(found)


def is_common(
    content: Content,
    shared: Sequence[tuple[Fact, Statement]],
    told: Told,
    elsewhere: Sequence[set[str]],
    *,
    pieces: Sequence[Span] = (),
) -> bool:
    """Return whether a sentence says what is shared and hardly anything else.

    Args:
        content: what the sentence states.
        shared: those of its facts that several articles state.
        told: its article.
        elsewhere: the words of the sentences in which other articles state these.
        pieces: what of the sentence is said, if it is not all of it.
    """
    at = told.at(shared[0][1].span) if shared else None
    if at is None:
        return False
    sentence, text = told.wordings[at].sentence, told.source.text
    pieces = pieces or (sentence,)
    said = " ".join(piece.of(text) for piece in pieces)
    if _is_repeated(said, elsewhere):
        return True
    spans = [s.span for _, s in shared]
    if _repeated(said, elsewhere) < _SOME_WORDS and all(
        _is_whole(span, sentence) for span in spans
    ):
        return False
    kept = _characters(pieces, sentence)
    if len(_characters(spans, sentence) & kept) < _LEAST_SHARED * len(kept):
        return False
    ids = {fact.id for fact, _ in shared}
    told_here = [c for c in content.claims if any(p.contains(c.head) for p in pieces)]
    own = [s.span for fact, s in content.facts if fact.id not in ids]
    own += _not_shared(told_here, sentence, spans, lambda s: _repeated(s.of(text), elsewhere))
    own = [span for span in own if not _is_repeated(span.of(text), elsewhere)]
    clauses = _characters((s for s in spans if not _is_whole(s, sentence)), sentence)
    return len((_characters(own, sentence) - clauses) & kept) <= _MOST_OWN * len(kept)


def _is_whole(span: Span, sentence: Span) -> bool:
    return span.end - span.start >= _WHOLE * (sentence.end - sentence.start)


def _not_shared(
    told: Sequence[Claim],
    sentence: Span,
    shared: Sequence[Span],
    repeated: Callable[[Span], float],
) -> list[Span]:
    """Return the claims `told` in `sentence` that none of the ranges `shared` states.

    One that covers the sentence states one of its claims, that which is `repeated` most, and
    may leave out the others.
    """
    clauses = [s for s in shared if not _is_whole(s, sentence)]
    left = [c.span for c in told if not any(s.contains(c.head) for s in clauses)]
    if left and len(clauses) < len(shared):
        left.remove(max(left, key=lambda s: (repeated(s), s.end - s.start, -s.start)))
    return left


def around(told: Told, statements: Sequence[Statement]) -> str:
    """Return the sentences of an article that hold the statements."""
    indices = {told.at(s.span) for s in statements}
    spans = [told.wordings[at].sentence for at in sorted(i for i in indices if i is not None)]
    return "\n".join(span.of(told.source.text) for span in spans)


def _is_repeated(claim: str, elsewhere: Sequence[set[str]]) -> bool:
    """Return whether nearly all words of a claim stand in what another article says."""
    return _repeated(claim, elsewhere) >= _SAME_WORDS


def _repeated(claim: str, elsewhere: Sequence[set[str]]) -> float:
    """Return the most words of a claim that one other article uses too, as a share of all."""
    used = set(words(claim))
    return max((len(used & said) / len(used) for said in elsewhere), default=0.0) if used else 1.0


def _characters(spans: Iterable[Span], sentence: Span) -> set[int]:
    return {
        i
        for span in spans
        for i in range(max(span.start, sentence.start), min(span.end, sentence.end))
    }
