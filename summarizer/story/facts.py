"""Facts of a story: claims that articles share, and claims that were not found in some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.comparison import (
    Coverage,
    Duplicate,
    Fact,
    Figure,
    Omission,
    Statement,
    StoryActor,
)
from summarizer.story.fact_candidates import Candidate, candidates
from summarizer.story.fact_groups import Found, Group, can_agree, group
from summarizer.story.matching import Claim, FactMatcher
from summarizer.types import Analysis, Evidence, Span

# Claims of one article that are compared; the most in all bounds the time of long stories.
_PER_ARTICLE = 60
_IN_ALL = 360
_LOADED_COST, _CONTEXT_COST, _LENGTH_COST = 1.0, 1.5, 0.01
_ORDER: dict[Coverage, int] = {"all": 0, "some": 1, "one": 2}


@dataclass(frozen=True, slots=True)
class Limits:
    """From `stated` an article states a fact, up to `omitted` it does not; between, who knows.

    Both are probabilities; `facts` is the most that are listed.
    """

    stated: float
    omitted: float
    facts: int = 40


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """The articles of one event with what else is known of them; copies of a text are apart."""

    analyses: Mapping[str, Analysis]
    found: Found
    limits: Limits
    figures: Sequence[Figure]
    actors: Sequence[StoryActor]


@dataclass(frozen=True, slots=True, eq=False)
class FactsFound:
    """The facts, and per fact id the words that name its event in each article (`heads`)."""

    facts: tuple[Fact, ...] = ()
    heads: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)


def find_facts(
    analyses: Sequence[Analysis],
    matcher: FactMatcher,
    claims: Mapping[str, Sequence[Claim]],
    *,
    limits: Limits,
    figures: Sequence[Figure] = (),
    actors: Sequence[StoryActor] = (),
    duplicates: Sequence[Duplicate] = (),
) -> FactsFound:
    """Return the facts of articles on one event, what all report first.

    A fact that only one article states is given if it was not found in any other. Of articles
    that are one text the first counts; the others state what it states.

    Args:
        analyses: parsed and encoded, in canonical order.
        matcher: finds claims of one article in another.
        claims: of each article, by its id.
        limits: when a fact counts as stated and as not found.
        figures: those of the story; they say which numbers are for one quantity.
        actors: those of the story.
        duplicates: pairs of articles that are the same text.
    """
    copies = _copies(analyses, duplicates)
    kept = [a for a in analyses if a.article.id not in copies]
    if len(kept) < 2:
        return FactsFound()
    per_article = min(_PER_ARTICLE, _IN_ALL // len(kept))
    chosen = {a.article.id: candidates(a, claims[a.article.id], per_article) for a in kept}
    matches = {
        (a.article.id, b.article.id): matcher.matches(a, [c.claim for c in chosen[a.article.id]], b)
        for a in kept
        for b in kept
        if a is not b
    }
    by_id = {a.article.id: a for a in kept}
    found = Found(chosen, matches, _same_figures(figures, by_id))
    story = Story(by_id, found, limits, figures, actors)
    groups = group(found, limits.stated)
    listed = {f: g for g in groups if (f := _fact(story, g)) is not None}
    best = _fair(_without_repeats(story, list(listed)), limits.facts, len(kept))
    whole = {a.article.id: a for a in analyses}
    return FactsFound(
        tuple(
            replace(_with_copies(f, copies, whole), id=f"fact-{at}") for at, f in enumerate(best, 1)
        ),
        {f"fact-{at}": _heads(found, listed[f]) for at, f in enumerate(best, 1)},
    )


def _heads(found: Found, members: Group) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(name, found.candidates[name][at].claim.head) for name, at in members.members
    )


def _copies(analyses: Sequence[Analysis], duplicates: Sequence[Duplicate]) -> dict[str, str]:
    """Return, for each article that is left out as a copy, the one that stands for it."""
    copies: dict[str, str] = {}
    for analysis in analyses:
        name = analysis.article.id
        for pair in duplicates:
            other = {pair.first: pair.second, pair.second: pair.first}.get(name)
            is_later = other is not None and name not in copies and other not in copies
            if (
                other is not None
                and is_later
                and _position(analyses, other) > _position(analyses, name)
            ):
                copies[other] = name
    return copies


def _position(analyses: Sequence[Analysis], name: str) -> int:
    return next((at for at, a in enumerate(analyses) if a.article.id == name), len(analyses))


def _same_figures(
    figures: Sequence[Figure], analyses: Mapping[str, Analysis]
) -> frozenset[tuple[tuple[str, int], tuple[str, int]]]:
    """Return the pairs of sentences that give figures for one quantity."""
    rows = {
        (name, s.span): at for name, a in analyses.items() for at, s in enumerate(a.sentences or ())
    }
    pairs = set()
    for figure in figures:
        at = [(v.article, rows.get((v.article, v.sentence))) for v in figure.values]
        placed = [(name, row) for name, row in at if row is not None]
        pairs |= {(x, y) for x in placed for y in placed if x[0] != y[0]}
    return frozenset(pairs)


def _fact(story: Story, members: Group) -> Fact | None:
    """Return the fact that a group states, or `None` if nothing sure can be said of it."""
    found, limits = story.found, story.limits
    said = {name: found.candidates[name][at] for name, at in members.members}
    evidence, omitted = [], []
    for name in story.analyses:
        if name in said:
            evidence.append(Statement(name, said[name].statement, _own_score(found, members, name)))
            continue
        chances = [found.chance(of, at, name) for of, at in members.members]
        best = max(
            (found.best_row(of, at, name) or (-1, 0.0) for of, at in members.members),
            key=lambda r: (r[1], -r[0]),
        )
        sentences = story.analyses[name].sentences or ()
        nearest = sentences[best[0]].span if best[0] >= 0 else None
        is_stated = sum(chances) / len(chances) >= limits.stated and best[1] >= limits.stated
        if is_stated and nearest is not None and _no_clash(story, members, name, best[0]):
            evidence.append(Statement(name, nearest, min(sum(chances) / len(chances), best[1])))
        elif max(chances) <= limits.omitted:
            omitted.append(Omission(name, 1.0 - max(chances), nearest))
    coverage = _coverage(len(evidence), len(story.analyses))
    if coverage == "one" and len(omitted) < len(story.analyses) - 1:
        return None
    chosen = min(said.values(), key=lambda c: (_cost(c), c.key))
    # A headline sums up what the body of every article says in its own words.
    if coverage == "one" and (chosen.needs_context or chosen.is_headline):
        return None
    return Fact(
        id="",
        statement=chosen.text,
        source=Evidence(chosen.article, chosen.statement),
        evidence=tuple(evidence),
        omitted_by=tuple(omitted),
        coverage=coverage,
        conflicting=_conflicting(story, evidence),
        actors=_actors(story, evidence),
    )


def _own_score(found: Found, members: Group, name: str) -> float:
    """Return how sure it is that an article with a claim of the group states the fact."""
    at = dict(members.members)[name]
    others = [(of, i) for of, i in members.members if of != name]
    if not others:
        return 1.0
    row = found.candidates[name][at].row
    scores = [float(found.matches[of, name].sentences[i, row]) for of, i in others]
    return sum(scores) / len(scores)


def _no_clash(story: Story, members: Group, name: str, row: int) -> bool:
    """Return whether the candidates of a sentence, if it has any, can agree with the group."""
    here = [c for c in story.found.candidates[name] if c.row == row]
    said = [story.found.candidates[of][at] for of, at in members.members]
    return not here or any(can_agree(story.found, c, s) for c in here for s in said)


def _coverage(n_stating: int, n_articles: int) -> Coverage:
    if n_stating == n_articles:
        return "all"
    return "one" if n_stating == 1 else "some"


def _cost(candidate: Candidate) -> float:
    """Return how little the words of a candidate suit a reader who sees them alone."""
    return (
        _LOADED_COST * candidate.loaded
        + _CONTEXT_COST * candidate.needs_context
        + _LENGTH_COST * len(candidate.text.split())
    )


def _conflicting(story: Story, evidence: Sequence[Statement]) -> bool:
    spans = {s.article: s.span for s in evidence}
    for figure in story.figures:
        inside = {
            v.article
            for v in figure.values
            if v.article in spans and spans[v.article].overlaps(v.span)
        }
        if figure.differ and len(inside) > 1:
            return True
    return False


def _actors(story: Story, evidence: Sequence[Statement]) -> tuple[str, ...]:
    named = {
        (s.article, actor.id)
        for s in evidence
        for actor in story.analyses[s.article].actors or ()
        if any(s.span.overlaps(m.span) for m in actor.mentions)
    }
    return tuple(
        a.id for a in story.actors if any((m.article, m.actor) in named for m in a.members)
    )


def _without_repeats(story: Story, listed: Sequence[Fact]) -> list[Fact]:
    """Return the facts, the weightiest first, without those whose words are told already.

    A sentence is told once. Where one of its claims is found elsewhere, it is no fact that
    one article has alone.
    """
    ranked = sorted(listed, key=lambda f: (_ORDER[f.coverage], -_weight(story, f), f.statement))
    shared = {(s.article, s.span) for f in listed if f.coverage != "one" for s in f.evidence}
    told: set[tuple[str, Span]] = set()
    kept = []
    for fact in ranked:
        places = {(s.article, s.span) for s in fact.evidence}
        if fact.coverage == "one" and not _is_all_new(story, fact, shared):
            continue
        new = [p for p in places if not _is_told(p, told)]
        source = (fact.source.article, fact.source.span)
        if _is_told(source, told) or len(new) < len(places) / 2:
            continue
        told |= places
        kept.append(fact)
    return kept


def _is_told(place: tuple[str, Span], told: set[tuple[str, Span]]) -> bool:
    return any(article == place[0] and span.overlaps(place[1]) for article, span in told)


def _is_all_new(story: Story, fact: Fact, shared: set[tuple[str, Span]]) -> bool:
    """Return whether nothing that the words of a fact state is found in another article."""
    source = fact.source
    if any(a == source.article and s.overlaps(source.span) for a, s in shared):
        return False
    here = [
        (at, c)
        for at, c in enumerate(story.found.candidates[source.article])
        if source.span.contains(c.claim.head)
    ]
    return all(
        story.found.chance(source.article, at, other) <= story.limits.omitted
        for at, _ in here
        for other in story.analyses
        if other != source.article
    )


def _weight(story: Story, fact: Fact) -> float:
    """Return the mean importance of a fact over the articles that state it."""
    weights = []
    for piece in fact.evidence:
        here = [
            c.weight for c in story.found.candidates[piece.article] if c.statement == piece.span
        ]
        weights.append(max(here, default=0.0))
    return round(sum(weights) / max(1, len(weights)), 9)


def _fair(ranked: Sequence[Fact], limit: int, n_articles: int) -> list[Fact]:
    """Return at most `limit` facts; of those that one article has alone, some of each."""
    shared = [f for f in ranked if f.coverage != "one"][: max(limit * 2 // 3, 1)]
    alone = [f for f in ranked if f.coverage == "one"]
    share = max(1, (limit - len(shared)) // n_articles)
    counts: dict[str, int] = {}
    kept = []
    for fact in alone:
        counts[fact.source.article] = counts.get(fact.source.article, 0) + 1
        if counts[fact.source.article] <= share:
            kept.append(fact)
    return [*shared, *kept]


def _with_copies(fact: Fact, copies: Mapping[str, str], analyses: Mapping[str, Analysis]) -> Fact:
    """Return the fact with the same words in copies of the articles that state it."""
    evidence = list(fact.evidence)
    omitted = list(fact.omitted_by)
    for copy, original in copies.items():
        text = analyses[copy].article.text
        for piece in fact.evidence:
            if piece.article == original:
                words = piece.span.of(analyses[original].article.text)
                start = text.find(words)
                if start >= 0:
                    evidence.append(replace(piece, article=copy, span=_at(start, words)))
        omitted += [
            replace(o, article=copy, nearest=None) for o in fact.omitted_by if o.article == original
        ]
    return replace(fact, evidence=tuple(evidence), omitted_by=tuple(omitted))


def _at(start: int, words: str) -> Span:
    return Span(start, start + len(words))
