"""The common-ground summary: what several articles state, in the least loaded of their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.comparison import Duplicate, Fact, Statement
from summarizer.fidelity import holds, numbers, unknown_names, words
from summarizer.guard import find_problems
from summarizer.length import Words, count_words
from summarizer.quotations import find_quotations
from summarizer.story.matching import Claim
from summarizer.summaries.agreement import agrees
from summarizer.summaries.select import check_length
from summarizer.summaries.shared import Content, around, contents_of, is_common
from summarizer.summaries.standalone import Wording
from summarizer.summaries.told import (
    Told,
    alike,
    originals,
    sources_of,
    tell,
    with_evidence,
)
from summarizer.types import Analysis, Evidence, Perspective, Span, Summary, SummarySentence

# From here the probability that an article states a fact is enough to say so.
_STATED = 0.5
# Two sentences that share this part of their words (Jaccard) say much the same.
_ALIKE = 0.5
# How a fact is ranked, and how plain the words for it must be: what did best on NeuS dev.
_PLACE_COST = 0.8
_LEAST_PLAIN = 0.65
_POINTS_BACK = re.compile(r"(?:the\s+)?(?:others?|another|both|latter|former)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A sentence that could be said, with the shared facts in it and what bears it out."""

    sentence: SummarySentence
    facts: frozenset[str]
    plainness: float


def common_ground(
    analyses: Sequence[Analysis],
    facts: Sequence[Fact],
    *,
    n: int,
    duplicates: Sequence[Duplicate] = (),
    words: Words | None = None,
    trim: bool = False,
    claims_of: Mapping[str, Sequence[Claim]] | None = None,
) -> Summary:
    """Return up to `n` sentences, each of which at least two of the articles bear out.

    A sentence is one of an article, whole: one that also says what no other article does,
    or holds figures on which the articles differ, is not taken. Of several wordings of a
    fact the least loaded is. The most important facts are chosen, and said in the order in
    which the articles tell them.

    Args:
        analyses: articles on one event, with sentences; the order does not matter.
        facts: with their statements in these articles.
        n: number of sentences, 1 or more.
        duplicates: articles that are the same text; of these, only one bears anything out.
        words: the most words, if these are limited.
        trim: whether sentences are said without clauses that they can do without.
        claims_of: the claims of each article, by its id, where they are known already.

    Raises:
        SettingsError: `n` is below 1.
    """
    check_length(n)
    told = tell(originals(analyses, duplicates), trim=trim, shorten=True)
    shared = [fact for fact in facts if _is_shared(fact, told)]
    contents = contents_of(facts, told, claims_of or {})
    ranked = _Ranked(sorted(shared, key=lambda f: _rank(f, told)), told, contents)
    chosen = _choose(ranked, n, words.most if words else None)
    if words is not None and not chosen:
        free = _choose(ranked, 1, None)
        if free and words.is_strict:
            return Summary(Perspective("common_ground"), (), note=words.none_fits())
        chosen = free
    ordered = sorted(chosen, key=lambda item: (round(item[0], 6), item[1].sentence.text))
    sentences = tuple(candidate.sentence for _, candidate in ordered)
    note = None
    if not sentences:
        note = "No sentence was found all of which several articles state."
    elif len(sentences) < n and words is None:
        number = "one sentence" if len(sentences) == 1 else f"{len(sentences)} sentences"
        note = f"Only {number} could be found all of which several articles state."
    return Summary(Perspective("common_ground"), sentences, note=note)


@dataclass(frozen=True, slots=True, eq=False)
class _Ranked:
    """Shared facts, the most important first, with their articles and what sentences state."""

    facts: Sequence[Fact]
    told: Mapping[str, Told]
    by_sentence: Mapping[tuple[str, int], Content]


def _choose(ranked: _Ranked, n: int, room: int | None) -> list[tuple[float, _Candidate]]:
    """Return up to `n` sentences that differ, of up to `room` words, each with its place."""
    chosen: list[tuple[float, _Candidate]] = []
    for fact in ranked.facts:
        if len(chosen) == n:
            break
        best = _least_loaded(fact, ranked.told, ranked.by_sentence, room)
        if best is not None and not any(_says_the_same(best, other) for _, other in chosen):
            chosen.append((_place(fact, ranked.told), best))
            room = None if room is None else room - count_words(best.sentence.text)
    return chosen


def _is_shared(fact: Fact, told: Mapping[str, Told]) -> bool:
    return not fact.conflicting and len(_stating(fact, told)) > 1


def _stating(fact: Fact, told: Mapping[str, Told]) -> dict[str, Statement]:
    """Return the surest statement of the fact by each article, in the order of the articles."""
    best: dict[str, Statement] = {}
    for statement in sorted(fact.evidence, key=lambda s: (-s.score, s.span)):
        if statement.score >= _STATED and statement.article in told:
            best.setdefault(statement.article, statement)
    return {article: best[article] for article in told if article in best}


def _rank(fact: Fact, told: Mapping[str, Told]) -> tuple[float, float, str]:
    """Return a key that puts first what more articles state, in sentences that matter more."""
    stating = _stating(fact, told)
    found = [
        (told[article].salience[at], told[article].plainness(at))
        for article, s in stating.items()
        if (at := told[article].at(s.span)) is not None
    ]
    matters = max((salience for salience, _ in found), default=0.0)
    plainness = max((plainness for _, plainness in found), default=0.0)
    place = _place(fact, told)
    share = len(stating) / len(told)
    worth = share * (0.1 + 0.9 * matters) * (1.0 - _PLACE_COST * place) * plainness
    return -round(worth, 6), round(place, 6), fact.statement


def _place(fact: Fact, told: Mapping[str, Told]) -> float:
    places = [told[article].place(s.span) for article, s in _stating(fact, told).items()]
    return sum(places) / len(places)


def _least_loaded(
    fact: Fact,
    told: Mapping[str, Told],
    by_sentence: Mapping[tuple[str, int], Content],
    room: int | None,
) -> _Candidate | None:
    """Return the least loaded sentence that states the fact and nothing that is not shared.

    It has at most `room` words, if that is given. `None` if there is none, or none is plain
    enough for what is to be common ground.
    """
    found = []
    for article, statement in _stating(fact, told).items():
        at = told[article].at(statement.span)
        if at is None or told[article].plainness(at) < _LEAST_PLAIN:
            continue
        short = told[article].shorter.get(at)
        for wording in (told[article].wordings[at], *((short,) if short is not None else ())):
            if room is None or count_words(wording.text) <= room:
                candidate = _candidate(told, article, wording, by_sentence[article, at])
                if candidate is not None:
                    found.append(candidate)
                    break  # what of a sentence is shared is said in full
    return min(
        found,
        key=lambda c: (-round(c.plainness, 6), len(c.sentence.text), c.sentence.text),
        default=None,
    )


def _candidate(
    told: Mapping[str, Told], article: str, wording: Wording, content: Content
) -> _Candidate | None:
    """Return a sentence of `article` with its evidence; `None` if it is not common ground."""
    pieces = [span for span in wording.evidence if wording.sentence.contains(span)]
    shared = [(fact, s) for fact, s in content.facts if _is_shared(fact, told)]
    if any(fact.conflicting for fact, _ in content.facts) or not _stands(wording):
        return None
    others: dict[str, list[Statement]] = defaultdict(list)
    for fact, _ in shared:
        for other, statement in _stating(fact, told).items():
            if other != article:
                others[other].append(statement)
    elsewhere = [set(words(around(told[name], found))) for name, found in others.items()]
    is_known = is_common(content, shared, told[article], elsewhere, pieces=pieces)
    if not is_known and (told[article].analysis.parse is None or not shared):
        return None
    evidence = tuple(Evidence(article, span) for span in wording.evidence)
    said = _borne_out(
        SummarySentence(wording.text, evidence, 1.0, is_trimmed=wording.is_trimmed), others, told
    )
    if said is None or _has_more(wording.text, said, told):
        return None
    if not _is_told_alike(pieces, said, told, is_known=is_known):
        return None
    support = min(_support(fact, article, said, told) for fact, _ in shared)
    if not support:
        return None
    said = replace(said, support=support)
    at = told[article].at(wording.sentence)
    plainness = 0.0 if at is None else told[article].plainness(at)
    return _Candidate(said, frozenset(f.id for f, _ in shared), plainness)


def _stands(wording: Wording) -> bool:
    is_alone = wording.standing == 1 and not wording.is_quotation
    return is_alone and not _POINTS_BACK.match(wording.text)


def _borne_out(
    sentence: SummarySentence,
    others: Mapping[str, Sequence[Statement]],
    told: Mapping[str, Told],
) -> SummarySentence | None:
    """Return `sentence` with the statements of other articles that bear it out as it is.

    `None` if the guard refuses it, or no other article's statement passes with it: one with
    a hedge that the sentence lacks does not bear it out.
    """
    if find_problems(sentence, sources_of(told)):
        return None
    extended = sentence
    for article in told:
        for span in sorted({s.span for s in others.get(article, ())}):
            extended = with_evidence(extended, Evidence(article, span), told)
    return None if extended is sentence else extended


def _is_told_alike(
    pieces: Sequence[Span], said: SummarySentence, told: Mapping[str, Told], *, is_known: bool
) -> bool:
    """Return whether the sentences of another article in evidence tell what is said."""
    own = said.evidence[0].article
    doc, is_shorter = told[own].analysis.parse, len(pieces) > 1 or said.is_trimmed
    for article in {e.article: None for e in said.evidence if e.article != own}:
        source, other = told[article], told[article].analysis.parse
        if doc is None or other is None:
            return True  # without parses the words have been compared already
        indices = {source.at(e.span) for e in said.evidence if e.article == article}
        spans = [source.wordings[at].sentence for at in sorted(i for i in indices if i is not None)]
        if agrees((doc, pieces), (other, spans), is_known=is_known, is_shorter=is_shorter):
            return True
    return False


def _has_more(text: str, said: SummarySentence, told: Mapping[str, Told]) -> bool:
    """Return whether `text` has a number, name or quotation that no other article has.

    Only articles in evidence count, and for numbers only their sentences in evidence.
    """
    own = said.evidence[0].article
    near: list[str] = []
    everything: list[str] = []
    for article in {e.article: None for e in said.evidence if e.article != own}:
        source = told[article]
        everything.append(source.source.text)
        indices = {source.at(e.span) for e in said.evidence if e.article == article}
        near += [
            source.wordings[at].sentence.of(source.source.text)
            for at in sorted(i for i in indices if i is not None)
        ]
    if numbers(text) - numbers("\n".join(near)):
        return True
    quoted = [q.inner.of(text) for q in find_quotations(text)]
    if not all(any(holds(other, piece) for other in everything) for piece in quoted):
        return True
    known = set(words("\n".join(everything)))
    people = _surnames(told[own].analysis) & known
    names = unknown_names(text.replace("[", "").replace("]", ""), "\n".join(everything))
    return any(
        word not in known
        for name in names
        if name.split()[-1] not in people
        for word in name.split()
    )


def _surnames(analysis: Analysis) -> set[str]:
    """Return the last words of the names of people: a forename or title more is no news."""
    names = (words(actor.name) for actor in analysis.actors or () if actor.kind == "person")
    return {name[-1] for name in names if name}


def _support(fact: Fact, article: str, said: SummarySentence, told: Mapping[str, Told]) -> float:
    """Return the probability that another article in evidence states the fact; 0 for none."""
    used = set(said.evidence)
    return max(
        (
            s.score
            for other, s in _stating(fact, told).items()
            if other != article and Evidence(other, s.span) in used
        ),
        default=0.0,
    )


def _says_the_same(one: _Candidate, other: _Candidate) -> bool:
    if one.facts & other.facts:
        return True
    return alike(one.sentence.text, other.sentence.text) >= _ALIKE
